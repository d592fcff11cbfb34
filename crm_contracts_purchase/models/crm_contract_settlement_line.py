# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmContractSettlementLine(models.Model):
    _inherit = "crm.contract.settlement.line"

    purchase_line_id = fields.Many2one(
        comodel_name="purchase.order.line",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('crm_contract_line_id', '=', contract_line_id)]",
    )
    purchase_id = fields.Many2one(
        related="purchase_line_id.order_id", string="Purchase Order"
    )

    @api.constrains("purchase_line_id")
    def _check_purchase_line_id(self):
        self._check_contract_line_id()

    def _executed_lines(self):
        return [*super()._executed_lines(), *self.sudo().purchase_line_id]

    def _prepare_invoice_line(self):
        """The bill of a purchase order bills its line, as Purchase does."""
        values = super()._prepare_invoice_line()
        bought = self.sudo().purchase_line_id
        if bought:
            values.pop("crm_contract_line_id", None)
            values["purchase_line_id"] = bought.id
        return values
