# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    def write(self, vals):
        result = super().write(vals)
        if {"start", "stop", "start_date", "stop_date", "duration"} & vals.keys():
            self._customer_visits()._follow_event()
        if vals.get("active") is False:
            self._customer_visits()._return_to_plan()
        return result

    def unlink(self):
        visits = self._customer_visits()
        result = super().unlink()
        visits._return_to_plan()
        return result

    def _customer_visits(self):
        """Visits that stand in the calendar as these meetings (sudo, one query)."""
        return (
            self.env["crm.customer.visit"].sudo().search([("event_id", "in", self.ids)])
        )
