# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintEvent(models.Model):
    """What happened to a clock; every deadline can be replayed from these rows."""

    _name = "crm.complaint.event"
    _description = "Clock Event"
    _inherit = ["crm.append.only.mixin"]
    _order = "date, id"
    _rec_name = "kind"
    _log_access = False

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    clock_id = fields.Many2one(
        comodel_name="crm.complaint.clock",
        required=True,
        ondelete="cascade",
        index=True,
    )
    target = fields.Selection(related="clock_id.target", store=True, precompute=True)
    kind = fields.Selection(
        selection=[
            ("start", "Started"),
            ("pause", "Paused"),
            ("resume", "Resumed"),
            ("warning", "Warning"),
            ("breach", "Breached"),
            ("met", "Met"),
            ("reopen", "Reopened"),
            ("cancel", "Cancelled"),
            ("change", "Promised Anew"),
        ],
        required=True,
    )
    date = fields.Datetime(required=True, index=True)
    user_id = fields.Many2one("res.users", string="By", ondelete="set null")
    reason = fields.Char()
    allowed_hours = fields.Float(
        help="Working hours that were granted when this was noted."
    )
    calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Hours",
        ondelete="restrict",
        help="The working hours that count from here on; empty: around the clock.",
    )
