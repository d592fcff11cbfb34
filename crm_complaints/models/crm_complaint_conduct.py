# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmComplaintConduct(models.Model):
    """A service fault found in a case; who made it is shown to managers only."""

    _name = "crm.complaint.conduct"
    _description = "Service Fault of a Complaint"
    _inherit = ["crm.complaint.part.mixin"]
    _order = "complaint_id, id"
    _check_company_auto = True

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True, index=True
    )
    team_id = fields.Many2one(related="complaint_id.team_id", store=True)
    fault_id = fields.Many2one(
        comodel_name="crm.complaint.fault",
        required=True,
        index=True,
        ondelete="restrict",
    )
    note = fields.Char(help="What was said or done, in a sentence.")
    date = fields.Date(default=fields.Date.context_today)
    person_id = fields.Many2one(
        comodel_name="res.users",
        string="Person Concerned",
        ondelete="set null",
        domain="[('share', '=', False)]",
        groups="crm_complaints.crm_complaints_group_manager",
        help="Named and seen by complaint managers only.",
    )

    @api.depends("fault_id", "complaint_id")
    def _compute_display_name(self):
        for conduct in self:
            conduct.display_name = conduct.fault_id.name or ""
