# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from . import crm_login_queries as queries


class CrmLoginDay(models.Model):
    """A day on which a person opened Odoo."""

    _name = "crm.login.day"
    _description = "Day with a Log-in"
    _inherit = ["crm.append.only.mixin"]
    _order = "date desc, id desc"
    _rec_name = "user_id"
    _log_access = False

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Person",
        required=True,
        index=True,
        ondelete="cascade",
    )
    date = fields.Date(required=True)

    _day_unique = models.UniqueIndex("(user_id, date)")

    @api.model
    def _days_of(self, users, first, last):
        """{user id: set of days with a log-in} between two days, both included."""
        rows = self.search(
            [
                ("user_id", "in", users.ids),
                ("date", ">=", first),
                ("date", "<=", last),
            ]
        )
        return {
            user.id: set(lines.mapped("date"))
            for user, lines in rows.grouped("user_id").items()
        }

    @api.model
    def _cron_note_days(self):
        self.env["res.users.log"].flush_model()
        self.env["res.device.log"].flush_model()
        self.env["res.partner"].flush_model(["tz"])
        self.env.cr.execute(queries.note_login_days())
        self.invalidate_model()
