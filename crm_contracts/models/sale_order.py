# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "crm.order.credit.mixin"]

    crm_contract_id = fields.Many2one(
        comodel_name="crm.contract",
        string="Contract",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )

    def _prepare_invoice(self):
        values = super()._prepare_invoice()
        if self.crm_contract_id:
            values["crm_contract_id"] = self.crm_contract_id.id
        return values

    def _get_invoice_grouping_keys(self):
        """Orders of different contracts never share an invoice."""
        return [*super()._get_invoice_grouping_keys(), "crm_contract_id"]
