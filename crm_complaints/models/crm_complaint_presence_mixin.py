# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.intervals import Intervals

# Who does not come back within this time is as far away as can be.
HORIZON = timedelta(days=21)


class CrmComplaintPresenceMixin(models.AbstractModel):
    """Whether a person works at a moment: leave, switch of the desk, own hours."""

    _name = "crm.complaint.presence.mixin"
    _description = "Presence of an Agent"

    is_away = fields.Boolean(string="Not at the Desk", copy=False)
    away_until = fields.Datetime(
        string="Back on",
        copy=False,
        help="From then on new cases arrive again; empty: until switched back.",
    )

    def _is_away_at(self, moment):
        return self.is_away and (not self.away_until or self.away_until > moment)

    @api.model
    def _users_on_leave(self, users, start, end):
        leaves = self.env["resource.calendar.leaves"].sudo()
        groups = leaves._read_group(
            Domain("resource_id.user_id", "in", users.ids)
            & Domain("date_from", "<=", end)
            & Domain("date_to", ">=", start),
            ["resource_id"],
        )
        return {resource.user_id.id for (resource,) in groups}

    @api.model
    def _days_off(self, users, moment):
        """{user id: days until the next work}, only of who does not work at `moment`.

        The hours of the person's own calendar count, in its time zone, holidays of the
        company included; somebody without a calendar works except on those. As many
        queries for twenty people as for two: they grow with calendars only.
        """
        start = pytz.utc.localize(moment)
        present = self._first_work(users, start, start + timedelta(minutes=1))
        off = users.filtered(lambda user: user.id not in present)
        if not off:
            return {}
        back = self._first_work(off, start, start + HORIZON)
        return {
            user.id: self._days_between(start, back.get(user.id, start + HORIZON))
            for user in off
        }

    @api.model
    def _days_between(self, moment, back):
        return (back.date() - moment.astimezone(back.tzinfo).date()).days

    @api.model
    def _first_work(self, users, start, end):
        """{user id: start of the first work between two aware moments}."""
        resources = self.env["resource.resource"].sudo()
        own = resources.search(
            Domain("user_id", "in", users.ids)
            & Domain("calendar_id", "!=", False)
            & Domain("calendar_id.flexible_hours", "=", False)
        )
        first = {}
        for calendar, members in own.grouped("calendar_id").items():
            zone = pytz.timezone(calendar.tz or "UTC")
            spans = calendar._work_intervals_batch(start, end, members, tz=zone)
            for member in members:
                user_id = member.user_id.id
                starts = (first.get(user_id), *(span[0] for span in spans[member.id]))
                first[user_id] = min(filter(None, starts), default=None)
        free = users.filtered(lambda user: user.id not in first)
        first.update(self._first_free(free, start, end))
        return {user_id: moment for user_id, moment in first.items() if moment}

    @api.model
    def _first_free(self, users, start, end):
        """The same for people without own hours: only holidays of the company count."""
        leaves = self.env["resource.calendar.leaves"].sudo()
        holidays = leaves.search(
            Domain("resource_id", "=", False)
            & Domain("calendar_id", "=", False)
            & Domain("company_id", "in", users.company_id.ids)
            & Domain("time_type", "=", "leave")
            & Domain("date_from", "<", end.replace(tzinfo=None))
            & Domain("date_to", ">", start.replace(tzinfo=None))
        )
        first = {}
        for company, people in users.grouped("company_id").items():
            closed = Intervals(
                (pytz.utc.localize(h.date_from), pytz.utc.localize(h.date_to), h)
                for h in holidays
                if h.company_id == company
            )
            spans = list(Intervals([(start, end, holidays)]) - closed)
            first.update(dict.fromkeys(people.ids, spans[0][0] if spans else None))
        return first
