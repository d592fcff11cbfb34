# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmContract(models.Model):
    _inherit = "crm.contract"

    purchase_ids = fields.One2many(
        comodel_name="purchase.order",
        inverse_name="crm_contract_id",
        string="Purchase Orders",
        readonly=True,
        copy=False,
    )
    purchase_count = fields.Integer(
        compute="_compute_purchase_count", compute_sudo=True
    )

    @api.depends("purchase_ids")
    def _compute_purchase_count(self):
        groups = self.env["purchase.order"]._read_group(
            [("crm_contract_id", "in", self.ids)], ["crm_contract_id"], ["__count"]
        )
        counts = {contract.id: count for contract, count in groups}
        for contract in self:
            contract.purchase_count = counts.get(contract.id, 0)

    def action_view_purchases(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "purchase.purchase_form_action"
        )
        action["domain"] = [("crm_contract_id", "=", self.id)]
        action["context"] = {"create": False}
        return action
