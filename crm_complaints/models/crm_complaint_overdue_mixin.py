# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from .crm_complaint_jobs import each_on_its_own, together_or_each


class CrmComplaintOverdueMixin(models.AbstractModel):
    """Warnings, breaches and ends of pauses, noted by a job within a minute."""

    _name = "crm.complaint.overdue.mixin"
    _description = "Overdue Clocks"

    date_retry = fields.Datetime(
        string="Left Alone until",
        readonly=True,
        copy=False,
        help="The job failed with this clock and looks at it again then.",
    )

    is_stale = fields.Boolean(
        string="To Be Reckoned Anew",
        readonly=True,
        copy=False,
        help="Its working hours were edited; the job of the next minute follows.",
    )

    word_hours = fields.Float(
        string="Hours before Edited",
        readonly=True,
        copy=False,
        help="Hours granted before its working hours were edited.",
    )
    word_deadline = fields.Datetime(
        string="Told before Edited",
        readonly=True,
        copy=False,
        help="What the customer was told before the working hours were edited; it "
        "counts again when the edit is taken back.",
    )

    _stale_idx = models.Index("(id) WHERE is_stale")

    def _note_overdue(self, now):
        """Writes warning and breach events of running clocks whose time has come.

        The event carries the moment when it became true, not when it was noticed, and
        never one before the promise that it breaks. Returns the clocks that breached.
        """
        running = self.filtered(lambda clock: clock.state == "running")
        breached = running.filtered(
            lambda c: not c.is_breached and c.date_deadline and c.date_deadline < now
        )
        warned = running.filtered(
            lambda c: not c.is_warned and c.date_warning and c.date_warning <= now
        )
        changed = (breached | warned)._changed_at()
        for kind, clocks, field in (
            ("warning", warned, "date_warning"),
            ("breach", breached, "date_deadline"),
        ):
            clocks._append_events(
                kind, {c: max(c[field], changed.get(c) or c[field]) for c in clocks}
            )
        warned.is_warned = True
        breached.is_breached = True
        (warned | breached).complaint_id._store_sla()
        return breached

    def _changed_at(self):
        """{clock: when its promise was last changed}."""
        return dict(
            self.env["crm.complaint.event"]._read_group(
                Domain("clock_id", "in", self.ids) & Domain("kind", "=", "change"),
                ["clock_id"],
                ["date:max"],
            )
        )

    @api.model
    def _overdue_domain(self, now):
        running = Domain("state", "=", "running")
        warning = Domain("is_warned", "=", False) & Domain("date_warning", "<=", now)
        breach = Domain("is_breached", "=", False) & Domain("date_deadline", "<", now)
        return running & (warning | breach) & self._sound_domain(now)

    @api.model
    def _pause_over_domain(self, now):
        over = Domain("state", "=", "paused") & Domain("date_pause_end", "<=", now)
        return over & self._sound_domain(now)

    @api.model
    def _sound_domain(self, now):
        """Clocks that did not fail within the last hour."""
        return Domain("date_retry", "=", False) | Domain("date_retry", "<=", now)

    @api.model
    def _record_overdue(self, now=None, limit=500):
        """Notes warnings and breaches that are due at `now`.

        Returns the number of clocks noted; rows that somebody else holds are left for
        the next minute.
        """
        now = now or fields.Datetime.now()
        due = self.search(self._overdue_domain(now), limit=limit).try_lock_for_update()
        return due._served(
            "Complaints: overdue", now, lambda clocks: clocks._note_overdue(now)
        )

    def _served(self, job, now, step):
        """Does a step for these clocks, all others of a faulty one too; how many are
        served or put off. A faulty one is looked at again in an hour."""
        later = fields.Datetime.add(now, hours=1)
        failed = together_or_each(self, job, step)
        stuck = each_on_its_own(failed, job, lambda c: c.write({"date_retry": later}))
        return len(self - stuck)

    @api.model
    def _end_pauses(self, now=None, limit=100):
        """Clocks whose longest pause is over run on; the agent is told.

        The complaint still waits: only the promise is no longer held up by it.
        Returns the number of clocks.
        """
        now = now or fields.Datetime.now()
        over = self.search(self._pause_over_domain(now), limit=limit)
        over = over.try_lock_for_update()
        return over._served("Complaints: pauses", now, type(self)._run_on)

    def _run_on(self):
        """The pauses of these clocks end, at the moment when they became too long."""
        for moment, clocks in self.grouped("date_pause_end").items():
            clocks._log("resume", moment, self.env._("The longest pause is over."))
        for complaint in self.complaint_id:
            complaint._tell_pause_over()

    @api.model
    def _mark_stale(self, domain):
        """Open clocks whose hours changed are reckoned anew by the job."""
        self.search(Domain("state", "in", ("running", "paused")) & domain).write(
            {"is_stale": True}
        )

    @api.model
    def _follow_hours(self, now=None, limit=200):
        """Reckons clocks anew whose working hours were edited; returns their number."""
        now = now or fields.Datetime.now()
        stale = self.search(
            Domain("is_stale", "=", True) & self._sound_domain(now), limit=limit
        ).try_lock_for_update()
        return stale._served(
            "Complaints: working hours", now, lambda clocks: clocks._reckon_anew(now)
        )

    def _reckon_anew(self, now):
        """What was overdue by the former hours stays; what the customer was told is
        kept, and so is what ended before the job came."""
        self.write({"is_stale": False})
        clocks = self.filtered(lambda clock: clock.state in ("running", "paused"))
        clocks._note_overdue(now)
        readings = clocks._replay(now)
        for clock in clocks:
            used = readings[clock].used / 3600
            clock._remember_word()
            clock.allowed_hours = clock._hours_kept(clock.word_hours, used, now)
        clocks._log("change", now, self.env._("The working hours changed."))

    def _remember_word(self):
        """What was promised before the first edit, so that a holiday entered by mistake
        costs the team nothing."""
        if not self.word_hours:
            told = self.target == "response" and self.complaint_id.date_promised
            self.write({"word_hours": self.allowed_hours, "word_deadline": told})

    @api.model
    def _cron_record_overdue(self):
        """Every minute: pauses that are over, warnings and breaches, then the ladder
        and calls that waited for the morning; and the promises of customers whose tier
        changed."""
        now = fields.Datetime.now()
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count(self._overdue_domain(now)))
        steps = (
            self._follow_hours,
            self._end_pauses,
            self._record_overdue,
            self._climb_ladders,
            self.env["crm.complaint"]._call_due,
            self.env["crm.complaint"]._follow_tiers,
        )
        for step in steps:
            while done := step(now):
                if not cron._commit_progress(done):
                    return
