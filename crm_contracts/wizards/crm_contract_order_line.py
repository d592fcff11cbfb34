# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContractOrderLine(models.TransientModel):
    _name = "crm.contract.order.line"
    _description = "Line of an Order under a Contract"
    _inherit = ["crm.contract.wizard.mixin"]

    order_id = fields.Many2one(
        comodel_name="crm.contract.order",
        required=True,
        index=True,
        ondelete="cascade",
    )
    contract_line_id = fields.Many2one(
        comodel_name="crm.contract.line", required=True, ondelete="cascade"
    )
    description = fields.Text(related="contract_line_id.description")
    currency_id = fields.Many2one(related="contract_line_id.currency_id")
    product_uom_id = fields.Many2one(related="contract_line_id.product_uom_id")
    price_unit = fields.Float(related="contract_line_id.price_unit")
    qty_promised = fields.Float(related="contract_line_id.quantity", string="Promised")
    qty_ordered = fields.Float(related="contract_line_id.qty_ordered")
    qty_to_order = fields.Float(related="contract_line_id.qty_to_order", string="Left")
    quantity = fields.Float(string="Order Now", digits="Product Unit")
