# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CrmComplaintOverdueMixin(models.AbstractModel):
    """Warnings, breaches and ends of pauses, noted by a job within a minute."""

    _name = "crm.complaint.overdue.mixin"
    _description = "Overdue Clocks"

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
        return running & (warning | breach)

    @api.model
    def _pause_over_domain(self, now):
        return Domain("state", "=", "paused") & Domain("date_pause_end", "<=", now)

    @api.model
    def _record_overdue(self, now=None, limit=500):
        """Notes warnings and breaches that are due at `now`.

        Returns the number of clocks noted; rows that somebody else holds are left for
        the next minute.
        """
        now = now or fields.Datetime.now()
        due = self.search(self._overdue_domain(now), limit=limit).try_lock_for_update()
        due._note_overdue(now)
        return len(due)

    @api.model
    def _end_pauses(self, now=None, limit=100):
        """Clocks whose longest pause is over run on; the agent is told.

        The complaint still waits: only the promise is no longer held up by it.
        Returns the number of clocks.
        """
        now = now or fields.Datetime.now()
        over = self.search(self._pause_over_domain(now), limit=limit)
        over = over.try_lock_for_update()
        for moment, clocks in over.grouped("date_pause_end").items():
            clocks._log("resume", moment, self.env._("The longest pause is over."))
        for complaint in over.complaint_id:
            complaint._tell_pause_over()
        return len(over)

    @api.model
    def _cron_record_overdue(self):
        """Every minute: pauses that are over, warnings and breaches, then the ladder;
        and the promises of customers whose tier changed."""
        now = fields.Datetime.now()
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count(self._overdue_domain(now)))
        steps = (
            self._end_pauses,
            self._record_overdue,
            self._climb_ladders,
            self.env["crm.complaint"]._follow_tiers,
        )
        for step in steps:
            while done := step(now):
                if not cron._commit_progress(done):
                    return
