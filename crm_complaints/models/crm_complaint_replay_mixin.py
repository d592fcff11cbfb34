# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta
from typing import NamedTuple

import pytz

from odoo import api, models
from odoo.fields import Domain

from . import crm_sla_rules as rules

# How far ahead working time is looked up for a deadline, widened until it suffices.
HORIZONS = (timedelta(days=30), timedelta(days=180), timedelta(days=800))


class Log(NamedTuple):
    """What is on record of a clock.

    events: list of (kind, moment, calendar) in the order they happened
    hours: working hours granted, as noted with the latest event
    """

    events: list
    hours: float


class CrmComplaintReplayMixin(models.AbstractModel):
    """What the events of a clock say, and the stored copy of it."""

    _name = "crm.complaint.replay.mixin"
    _description = "Replay of Clock Events"

    def _store_readings(self, now, logs=None):
        """Stores state, time used and the next moments of each clock.

        logs: as _logs returns them, when they are known already
        """
        logs, rungs = logs or self._logs(), self._rungs_left()
        shares = self._shares_of_interest(rungs)
        readings = self._replay_shares(now, shares, logs)
        pause_ends = self._pause_ends(now, logs)
        next_rungs = self._next_rungs(readings, rungs)
        for clock, moments in readings.items():
            reading = moments[1.0]
            runs = reading.state == "running"
            warning = moments[clock.warning_percent / 100]
            clock.write(
                {
                    "state": reading.state,
                    "used_hours": reading.used / 3600,
                    "date_deadline": reading.deadline,
                    "date_warning": warning.deadline if runs else False,
                    "is_warned": clock._is_still_warned(warning, now),
                    "date_pause_end": pause_ends.get(clock, False),
                    "date_ladder": runs and next_rungs[clock],
                    "date_done": now
                    if reading.state in ("met", "cancelled")
                    else False,
                }
            )

    def _is_still_warned(self, warning, now):
        """A warning is over when a new promise leaves more time; it is given again."""
        over = warning.state == "running" and warning.deadline and warning.left > 0
        return self.is_warned and not over

    def _shares_of_interest(self, rungs):
        """{clock: shares of its time (1.0 is all of it) whose moments are stored}."""
        return {
            clock: {
                1.0,
                clock.warning_percent / 100,
                *(rung._share() for rung in rungs[clock]),
            }
            for clock in self
        }

    def _replay(self, now):
        """{clock: Reading} at `now`, from the events and working hours only."""
        readings = self._replay_shares(now, {clock: {1.0} for clock in self})
        return {clock: moments[1.0] for clock, moments in readings.items()}

    def _replay_shares(self, now, shares, logs=None):
        """{clock: {share: Reading}} as if only that share of its time were granted.

        shares: {clock: set of shares, 1.0 being the time granted}
        logs: as _logs returns them, when they were read already
        """
        logs = logs or self._logs()
        readings, todo = {}, self
        for horizon in self._horizons(logs):
            spans = self._spans_of(logs, now, now + horizon)
            for clock in todo:
                events, hours = logs[clock]
                readings[clock] = {
                    share: rules.replay(events, spans, hours * 3600 * share, now)
                    for share in shares[clock]
                }
            todo = todo.filtered(
                lambda clock: any(
                    reading.state == "running" and reading.deadline is None
                    for reading in readings[clock].values()
                )
            )
            if not todo:
                break
        return readings

    def _horizons(self, logs):
        """How far to look, first what is likely enough; stopped clocks need nothing."""
        running = self.filtered(lambda c: rules.state_of(logs[c].events) == "running")
        if not running:
            return (timedelta(),)
        days = timedelta(days=5 + max(logs[clock].hours for clock in running) / 4)
        return (days, *(horizon for horizon in HORIZONS if horizon > days))

    def _pause_ends(self, now, logs):
        """{paused clock: moment when its longest pause is over}."""
        paused = self.filtered(
            lambda clock: (
                clock.pause_hours and rules.state_of(logs[clock].events) == "paused"
            )
        )
        if not paused:
            return {}
        spans = self._spans_of(logs, now, now + HORIZONS[1])
        ends = {}
        for clock in paused:
            events = logs[clock].events
            used = rules.paused_seconds(events, spans, now)
            left = max(clock.pause_hours * 3600 - used, 0)
            calendar = events[-1][2]
            ends[clock] = rules.moment_after(spans[calendar], now, left)
        return ends

    def _logs(self):
        """{clock: Log} of what happened, in one query.

        A clock without events has run for no time and is granted what it says itself.
        """
        events = self.env["crm.complaint.event"].search(
            Domain("clock_id", "in", self.ids), order="date, id"
        )
        by_clock = events.grouped("clock_id")
        return {
            clock: Log(
                [(event.kind, event.date, event.calendar_id) for event in own],
                own[-1:].allowed_hours or clock.allowed_hours,
            )
            for clock in self
            for own in [by_clock.get(clock, events.browse())]
        }

    @api.model
    def _spans_of(self, logs, now, end):
        """{calendar: working time} of all calendars in the events, from the first on.

        logs: {clock: Log}
        """
        starts = {}
        for log in logs.values():
            for _kind, moment, calendar in log.events:
                starts[calendar] = min(starts.get(calendar, now), moment)
        return {
            calendar: self._spans(calendar, start, end)
            for calendar, start in starts.items()
        }

    @api.model
    def _spans(self, calendar, start, end):
        """Working time of a calendar as naive UTC pairs; no calendar: all the time."""
        if not calendar:
            return [(start, end)]
        intervals = calendar._work_intervals_batch(
            pytz.utc.localize(start), pytz.utc.localize(end)
        )[False]
        return [
            (
                first.astimezone(pytz.utc).replace(tzinfo=None),
                last.astimezone(pytz.utc).replace(tzinfo=None),
            )
            for first, last, _attendances in intervals
        ]
