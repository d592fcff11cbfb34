# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain

# What moves all hours of a calendar at once; the hours themselves are its lines'.
MOVES_ALL = frozenset({"tz", "two_weeks_calendar"})


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def write(self, vals):
        result = super().write(vals)
        if MOVES_ALL & vals.keys():
            self.env["crm.complaint.clock"].sudo()._mark_stale(
                Domain("event_ids.calendar_id", "in", self.ids)
            )
        return result
