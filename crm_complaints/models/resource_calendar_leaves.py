# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain


class ResourceCalendarLeaves(models.Model):
    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "crm.complaint.hours.mixin"]

    def _calendars_counted(self):
        """Holidays only: whoever is away does not stop the clock. One without a
        calendar is that of all calendars of its company."""
        holidays = self.filtered(lambda leave: not leave.resource_id)
        general = holidays.filtered(lambda leave: not leave.calendar_id)
        calendars = holidays.calendar_id
        if general:
            calendars |= calendars.search(
                Domain("company_id", "in", [False, *general.company_id.ids])
            )
        return calendars
