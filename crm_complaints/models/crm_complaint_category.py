# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintCategory(models.Model):
    _name = "crm.complaint.category"
    _description = "Complaint Category"
    _inherit = ["crm.complaint.cached.mixin"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    team_id = fields.Many2one(
        comodel_name="crm.complaint.team",
        ondelete="set null",
        help="Complaints of this category go to this team.",
    )
    is_cause_required = fields.Boolean(
        string="Cause before Closing",
        help="A complaint of this category is closed only when its cause and the "
        "corrective action are written down.",
    )
    is_confirmation_required = fields.Boolean(
        string="Confirmation before Closing",
        help="A complaint of this category is closed only when the customer said that "
        "it is solved, or did not answer for the days of the settings.",
    )
    is_8d_required = fields.Boolean(
        string="8D before Closing",
        help="A complaint of this category is closed only when its 8D sheet is signed "
        "up to D8.",
    )
    is_confidential = fields.Boolean(
        string="Confidential",
        help="Complaints of this category are confidential by themselves: only the "
        "agent, the team leader, complaint managers and those they choose read them.",
    )
    measure_rule = fields.Selection(
        selection=[
            ("none", "Not needed"),
            ("done", "Done"),
            ("verified", "Done and Verified"),
        ],
        string="Measures before Closing",
        default="none",
        required=True,
        help="How far the measures of a complaint must be before it is closed.",
    )
    skill_ids = fields.Many2many(
        comodel_name="crm.complaint.skill",
        relation="crm_complaint_category_skill_rel",
        string="Skills Needed",
        help="In teams that assign by skill, an agent who has them gets the complaint.",
    )

    def _has_closing_rule(self):
        """Whether this category asks for anything before closing."""
        return bool(
            self.is_cause_required
            or self.is_confirmation_required
            or self.is_8d_required
            or self.measure_rule not in (False, "none")
        )
