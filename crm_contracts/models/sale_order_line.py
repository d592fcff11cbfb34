# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class SaleOrderLine(models.Model):
    _name = "sale.order.line"
    _inherit = ["sale.order.line", "crm.order.line.credit.mixin"]

    crm_contract_line_id = fields.Many2one(
        comodel_name="crm.contract.line",
        string="Contract Line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _prepare_invoice_line(self, **optional_values):
        """The invoice of an order of a framework asks for the order's instalment."""
        values = super()._prepare_invoice_line(**optional_values)
        contract = self.order_id.crm_contract_id
        if contract.contract_type == "frame":
            plan = contract.sudo().instalment_ids
            instalment = plan.filtered(lambda i: i.order_id == self.order_id)
            values["crm_contract_instalment_id"] = instalment.id
        return values

    def _reset_price_unit(self):
        """The price of the contract stays, whatever the quantity or the pricelist."""
        price = self.crm_contract_line_id.price_unit
        if not self.crm_contract_line_id:
            return super()._reset_price_unit()
        return self.update({"price_unit": price, "technical_price_unit": price})
