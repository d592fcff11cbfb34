# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmComplaintHandOver(models.TransientModel):
    """Asks to whom and why; the hand-over itself checks who may."""

    _name = "crm.complaint.hand.over"
    _description = "Hand over a Complaint"

    complaint_id = fields.Many2one("crm.complaint", required=True, readonly=True)
    company_id = fields.Many2one(related="complaint_id.company_id", related_sudo=False)
    team_id = fields.Many2one(
        comodel_name="crm.complaint.team",
        required=True,
        domain="[('company_id', '=', company_id)]",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Agent",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Empty: the rule of the team chooses somebody.",
    )
    reason = fields.Char(required=True)
    suggestion = fields.Char(compute="_compute_suggestion")

    @api.depends("complaint_id", "team_id")
    def _compute_suggestion(self):
        for dialog in self:
            complaint = dialog.complaint_id
            if not (complaint and dialog.team_id):
                dialog.suggestion = False
                continue
            found = complaint._assignment(dialog.team_id, exclude=complaint.user_id)
            dialog.suggestion = self.env._(
                "%(user)s: %(reason)s",
                user=found.user.name or self.env._("Nobody"),
                reason=found.reason,
            )

    def action_confirm(self):
        self.ensure_one()
        complaint = self.complaint_id
        complaint._hand_over(self.team_id, self.user_id, self.reason)
        if complaint.has_access("read"):
            return {"type": "ir.actions.act_window_close"}
        return self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_action_mine"
        )
