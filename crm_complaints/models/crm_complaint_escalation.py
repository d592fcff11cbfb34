# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

# What the customer did without asking for somebody higher: the leader is called, and
# nothing is escalated.
VERDICTS = ("reopened", "unhappy")


def is_warning(kind, level):
    """Whether a step only warns before a deadline, and escalates nothing."""
    return kind == "ladder" and not level


class CrmComplaintEscalation(models.Model):
    """A step of escalation that was taken: by the ladder, by hand, by the customer."""

    _name = "crm.complaint.escalation"
    _description = "Escalation"
    _inherit = ["crm.append.only.mixin"]
    _order = "date desc, id desc"
    _rec_name = "kind"
    _log_access = False

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="complaint_id.company_id", store=True)
    team_id = fields.Many2one(comodel_name="crm.complaint.team", ondelete="set null")
    clock_id = fields.Many2one(
        comodel_name="crm.complaint.clock", ondelete="cascade", index="btree_not_null"
    )
    rung_id = fields.Many2one(
        comodel_name="crm.complaint.escalation.level",
        ondelete="set null",
        index="btree_not_null",
    )
    kind = fields.Selection(
        selection=[
            ("ladder", "By the Ladder"),
            ("manual", "By Hand"),
            ("customer", "By the Customer"),
            ("crisis", "Crisis"),
            ("calm", "Crisis Over"),
            ("lower", "Lowered"),
            ("urge", "Urged by the Company Level"),
            ("inspection", "Inspected by the Company Level"),
            ("reopened", "Reopened by the Customer"),
            ("unhappy", "Unhappy Customer"),
        ],
        required=True,
    )
    level = fields.Integer(aggregator="max")
    date = fields.Datetime(required=True, index=True)
    user_id = fields.Many2one("res.users", string="By", ondelete="set null")
    called_ids = fields.Many2many(
        comodel_name="res.users",
        relation="crm_complaint_escalation_called_rel",
    )
    from_user_id = fields.Many2one(
        "res.users", string="Taken from", ondelete="set null"
    )
    to_user_id = fields.Many2one("res.users", string="Handed to", ondelete="set null")
    reason = fields.Char()
