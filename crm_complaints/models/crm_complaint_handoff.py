# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintHandoff(models.Model):
    """Who answered a complaint before and after, why it changed, and who changed it."""

    _name = "crm.complaint.handoff"
    _description = "Hand-off"
    _inherit = ["crm.append.only.mixin"]
    _order = "date desc, id desc"
    _rec_name = "reason"
    _log_access = False

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    date = fields.Datetime(required=True, index=True)
    from_user_id = fields.Many2one(
        comodel_name="res.users", string="From", ondelete="restrict"
    )
    to_user_id = fields.Many2one(
        comodel_name="res.users", string="To", ondelete="restrict", index=True
    )
    from_team_id = fields.Many2one(
        comodel_name="crm.complaint.team", ondelete="restrict"
    )
    to_team_id = fields.Many2one(
        comodel_name="crm.complaint.team",
        ondelete="restrict",
        index=True,
    )
    kind = fields.Selection(
        selection=[
            ("arrival", "First Agent"),
            ("forward", "Handed over"),
            ("back", "Came back"),
        ],
        required=True,
        help="Came back: to an agent or team that had the complaint before.",
    )
    reason = fields.Char(required=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="By", ondelete="restrict"
    )
