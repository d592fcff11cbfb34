# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmApprovalDecide(models.TransientModel):
    _name = "crm.approval.decide"
    _description = "Answer an Approval"

    approval_id = fields.Many2one("crm.approval", required=True, readonly=True)
    name = fields.Char(related="approval_id.name", related_sudo=False)
    answer = fields.Selection(
        selection=[("approved", "Approve"), ("refused", "Refuse")],
        required=True,
        readonly=True,
    )
    comment = fields.Text()

    def action_confirm(self):
        self.ensure_one()
        if self.answer == "approved":
            self.approval_id.action_approve(self.comment or "")
        else:
            self.approval_id.action_refuse(self.comment or "")
        return {"type": "ir.actions.act_window_close"}
