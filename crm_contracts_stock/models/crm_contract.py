# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContract(models.Model):
    _inherit = "crm.contract"

    delivery_count = fields.Integer(
        string="Deliveries", compute="_compute_delivery_count", compute_sudo=True
    )

    def _compute_delivery_count(self):
        groups = self.env["stock.picking"]._read_group(
            [("crm_contract_id", "in", self.ids)], ["crm_contract_id"], ["__count"]
        )
        counts = {contract.id: count for contract, count in groups}
        for contract in self:
            contract.delivery_count = counts.get(contract.id, 0)

    def action_view_deliveries(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.action_picking_tree_all"
        )
        action["domain"] = [("crm_contract_id", "=", self.id)]
        action["context"] = {"create": False}
        return action

    def _check_deliverable(self):
        """Nothing leaves under a contract that is stopped or over.

        While it is being closed, what was ordered is still delivered.
        """
        for contract in self.filtered(
            lambda c: c.state in ("suspended", "closed", "terminated")
        ):
            contract._raise_not_executable()
