# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from .crm_visit_flow_mixin import OPEN_STATES

TIMES = {"start", "stop", "start_date", "stop_date", "duration"}
MOVES = TIMES | {"active"}


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    def write(self, vals):
        if MOVES & vals.keys():
            self._check_may_move_visits()
        result = super().write(vals)
        if TIMES & vals.keys():
            self._customer_visits()._follow_event()
        if vals.get("active") is False:
            self._customer_visits()._return_to_plan()
        return result

    def unlink(self):
        self._check_may_move_visits()
        visits = self._customer_visits()
        result = super().unlink()
        visits._return_to_plan()
        return result

    def _check_may_move_visits(self):
        """The calendar is open to everybody, the visits that follow it are not."""
        if self.env.su:
            return
        visits = self._customer_visits().filtered(lambda v: v.state in OPEN_STATES)
        if visits:
            visits.with_env(self.env)._check_visitor(*OPEN_STATES)

    def _customer_visits(self):
        """Visits that stand in the calendar as these meetings (sudo, one query)."""
        return (
            self.env["crm.customer.visit"].sudo().search([("event_id", "in", self.ids)])
        )
