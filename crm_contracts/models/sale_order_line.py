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

    def _reset_price_unit(self):
        """The price of the contract stays, whatever the quantity or the pricelist."""
        price = self.crm_contract_line_id.price_unit
        if not self.crm_contract_line_id:
            return super()._reset_price_unit()
        return self.update({"price_unit": price, "technical_price_unit": price})
