# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintCategory(models.Model):
    _name = "crm.complaint.category"
    _description = "Complaint Category"
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
    skill_ids = fields.Many2many(
        comodel_name="crm.complaint.skill",
        relation="crm_complaint_category_skill_rel",
        string="Skills Needed",
        help="In teams that assign by skill, an agent who has them gets the complaint.",
    )
