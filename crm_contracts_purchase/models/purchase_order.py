# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

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
