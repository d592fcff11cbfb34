# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_sla_rules as rules
from .crm_complaint_sla import TARGETS

# How far ahead working time is looked up for a deadline, widened until it suffices.
HORIZONS = (timedelta(days=30), timedelta(days=180), timedelta(days=800))


class CrmComplaintClock(models.Model):
    """One promise of time: a target of a complaint, in working hours of its team.

    Stored values are what a replay of the events says (``_replay``); there is no way
    to set them by hand.
    """

    _name = "crm.complaint.clock"
    _description = "Complaint Clock"
    _order = "complaint_id, id"
    _rec_name = "target"

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="complaint_id.company_id", store=True)
    team_id = fields.Many2one(related="complaint_id.team_id", store=True)
    sla_id = fields.Many2one(
        comodel_name="crm.complaint.sla", string="Service Level", ondelete="set null"
    )
    target = fields.Selection(selection=TARGETS, required=True)
    allowed_hours = fields.Float(required=True)
    warning_percent = fields.Integer(default=75)
    state = fields.Selection(
        selection=[
            ("running", "Running"),
            ("paused", "Paused"),
            ("met", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="running",
        index=True,
    )
    date_start = fields.Datetime(required=True)
    date_warning = fields.Datetime(string="Warning at")
    date_deadline = fields.Datetime(
        string="Due at", help="Unknown while the clock is paused."
    )
    date_done = fields.Datetime(string="Done at")
    used_hours = fields.Float(
        string="Working Hours Used",
        aggregator="avg",
        help="Up to the end, or up to the latest event of an open clock.",
    )
    is_warned = fields.Boolean(string="Warned")
    is_breached = fields.Boolean(string="Breached")
    event_ids = fields.One2many("crm.complaint.event", "clock_id")

    _target_unique = models.UniqueIndex("(complaint_id, target)")
    _warning_due_idx = models.Index(
        "(date_warning) WHERE state = 'running' AND is_warned IS NOT TRUE"
    )
    _breach_due_idx = models.Index(
        "(date_deadline) WHERE state = 'running' AND is_breached IS NOT TRUE"
    )

    @api.model
    def _start(self, complaint, sla, now):
        """Starts the clocks of one complaint by a service level."""
        clocks = self.create(
            [
                {
                    "complaint_id": complaint.id,
                    "sla_id": sla.id,
                    "target": target,
                    "allowed_hours": hours,
                    "warning_percent": sla.warning_percent,
                    "date_start": now,
                }
                for target, hours in sla._target_hours().items()
            ]
        )
        clocks._log("start", now)
        return clocks

    def _log(self, kind, now, reason=""):
        """Appends an event to each clock and stores what the replay then says.

        What became overdue before is noted first, so that a late answer is late even
        when no job ran in between.
        """
        if not self:
            return
        if kind != "start":
            self._note_overdue(now)
        self._append_events(kind, {clock: now for clock in self}, reason)
        self._store_readings(now)
        self.complaint_id._store_sla()

    def _append_events(self, kind, moments, reason=""):
        self.env["crm.complaint.event"].create(
            [
                {
                    "complaint_id": clock.complaint_id.id,
                    "clock_id": clock.id,
                    "kind": kind,
                    "date": moment,
                    "user_id": self.env.uid,
                    "reason": reason,
                    "allowed_hours": clock.allowed_hours,
                }
                for clock, moment in moments.items()
            ]
        )

    def _note_overdue(self, now):
        """Writes warning and breach events of running clocks whose time has come.

        The event carries the moment when it became true, not when it was noticed.
        Returns the clocks that breached now.
        """
        running = self.filtered(lambda clock: clock.state == "running")
        breached = running.filtered(
            lambda c: not c.is_breached and c.date_deadline and c.date_deadline < now
        )
        warned = running.filtered(
            lambda c: not c.is_warned and c.date_warning and c.date_warning <= now
        )
        if warned:
            warned._append_events("warning", {c: c.date_warning for c in warned})
            warned.is_warned = True
        if breached:
            breached._append_events("breach", {c: c.date_deadline for c in breached})
            breached.is_breached = True
        (warned | breached).complaint_id._store_sla()
        return breached

    def _store_readings(self, now):
        for clock, reading in self._replay(now).items():
            runs = reading.state == "running"
            clock.write(
                {
                    "state": reading.state,
                    "used_hours": reading.used / 3600,
                    "date_deadline": reading.deadline,
                    "date_warning": clock._warning_moment(now) if runs else False,
                    "date_done": now
                    if reading.state in ("met", "cancelled")
                    else False,
                }
            )

    def _warning_moment(self, now):
        """When the warning share of the time is used up."""
        share = self.allowed_hours * 3600 * self.warning_percent / 100
        return self._replay(now, {self: share})[self].deadline

    def _replay(self, now, allowances=None):
        """{clock: Reading} at `now`, computed from the events and working hours only.

        allowances: {clock: seconds} instead of the hours granted.
        """
        readings = {}
        for calendar, clocks in self._by_calendar().items():
            spans, events = [], clocks._event_pairs()
            start = min((events[c][0][1] for c in clocks if events[c]), default=now)
            todo = list(clocks)
            for horizon in HORIZONS:
                spans = self._spans(calendar, start, now + horizon)
                for clock in todo:
                    seconds = (allowances or {}).get(clock, clock.allowed_hours * 3600)
                    readings[clock] = rules.replay(events[clock], spans, seconds, now)
                todo = [c for c in todo if readings[c].state == "running"]
                todo = [c for c in todo if readings[c].deadline is None]
                if not todo:
                    break
        return readings

    def _by_calendar(self):
        return self.grouped(lambda clock: clock.complaint_id._calendar())

    def _event_pairs(self):
        """{clock: [(kind, date), ...]} in the order things happened, in one query."""
        events = self.env["crm.complaint.event"].search(
            Domain("clock_id", "in", self.ids), order="date, id"
        )
        by_clock = events.grouped("clock_id")
        return {
            clock: [(e.kind, e.date) for e in by_clock.get(clock, events.browse())]
            for clock in self
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

    @api.model
    def _overdue_domain(self, now):
        running = Domain("state", "=", "running")
        warning = Domain("is_warned", "=", False) & Domain("date_warning", "<=", now)
        breach = Domain("is_breached", "=", False) & Domain("date_deadline", "<", now)
        return running & (warning | breach)

    @api.model
    def _record_overdue(self, now=None, limit=500):
        """Notes warnings and breaches that are due at `now`, and tells people.

        Returns the number of clocks noted; rows that somebody else holds are left for
        the next minute.
        """
        now = now or fields.Datetime.now()
        due = self.search(self._overdue_domain(now), limit=limit).try_lock_for_update()
        for clock in due._note_overdue(now):
            clock.complaint_id._tell_breach(clock)
        return len(due)

    @api.model
    def _cron_record_overdue(self):
        cron = self.env["ir.cron"]
        remaining = self.search_count(self._overdue_domain(fields.Datetime.now()))
        cron._commit_progress(remaining=remaining)
        while done := self._record_overdue():
            if not cron._commit_progress(done):
                break
