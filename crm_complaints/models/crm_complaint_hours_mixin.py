# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain


class CrmComplaintHoursMixin(models.AbstractModel):
    """Working hours that clocks count: open clocks follow when they are edited.

    The deadlines are stored, so a change of hours or holidays is reckoned anew by the
    job of the next minute. _calendars_counted tells which calendars a record is about.
    """

    _name = "crm.complaint.hours.mixin"
    _description = "Working Hours of Clocks"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._let_clocks_follow(records._calendars_counted())
        return records

    def write(self, vals):
        before = self._calendars_counted()
        result = super().write(vals)
        self._let_clocks_follow(before | self._calendars_counted())
        return result

    def unlink(self):
        calendars = self._calendars_counted()
        result = super().unlink()
        self._let_clocks_follow(calendars)
        return result

    def _calendars_counted(self):
        return self.env["resource.calendar"]

    def _let_clocks_follow(self, calendars):
        if calendars:
            self.env["crm.complaint.clock"].sudo()._mark_stale(
                Domain("event_ids.calendar_id", "in", calendars.ids)
            )
