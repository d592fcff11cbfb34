# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_sla_rules as rules
from .crm_complaint_jobs import together_or_each

_logger = logging.getLogger(__name__)


class CrmComplaintLadderMixin(models.AbstractModel):
    """The ladder of escalation: who hears of a clock at which share of its time."""

    _name = "crm.complaint.ladder.mixin"
    _description = "Ladder of Clocks"

    date_ladder = fields.Datetime(
        string="Next Escalation at", help="When the ladder is looked at again."
    )

    def _rungs_left(self):
        """{clock: rungs of the ladder that fit it and were not climbed yet}."""
        ladder = self.env["crm.complaint.escalation.level"]
        left = {}
        for company, clocks in self.grouped("company_id").items():
            rungs = ladder._all_of(company)
            for clock in clocks:
                steps = clock.complaint_id.escalation_ids
                climbed = steps.filtered(lambda step, own=clock: step.clock_id == own)
                left[clock] = rungs._rungs_of(clock) - climbed.rung_id
        return left

    def _next_rungs(self, readings, left):
        """{clock: when its next rung is due}, False when there is none.

        readings: {clock: {share: Reading}}, as _replay_shares returns it
        left: {clock: rungs}, as _rungs_left returns it
        """
        return {
            clock: min(
                filter(None, (readings[clock][r._share()].deadline for r in rungs)),
                default=False,
            )
            for clock, rungs in left.items()
        }

    @api.model
    def _ladder_domain(self, now):
        return Domain("state", "=", "running") & Domain("date_ladder", "<=", now)

    @api.model
    def _climb_ladders(self, now=None, limit=100):
        """Climbs every rung that is due at `now`; returns the number of clocks.

        Outside the working hours of the team nobody is called: the clock is looked at
        again when they begin. Teams without working hours serve around the clock.
        """
        now = now or fields.Datetime.now()
        due = self.search(self._ladder_domain(now), limit=limit).try_lock_for_update()
        failed = together_or_each(
            due, "Complaints: ladder", lambda clocks: clocks._climb_due(now)
        )
        failed.date_ladder = fields.Datetime.add(now, hours=1)
        return len(due)

    def _climb_due(self, now):
        asleep = self._asleep_until(now)
        for clock, moment in asleep.items():
            clock.date_ladder = moment
        awake = self.filtered(lambda clock: clock not in asleep)
        rungs = awake._rungs_left()
        shares = awake._shares_of_interest(rungs)
        for clock, moments in awake._replay_shares(now, shares).items():
            clock._climb_safely(rungs[clock], moments, now)

    def _climb_safely(self, rungs, moments, now):
        """One faulty complaint or rung does not stop the ladder of all others."""
        try:
            with self.env.cr.savepoint():
                self._climb(rungs, moments, now)
                self._store_readings(now)
        except Exception:
            _logger.exception("Complaints: escalation of clock %s", self.id)
            self.date_ladder = fields.Datetime.add(now, hours=1)

    def _climb(self, rungs, moments, now):
        """Climbs the rungs whose share of the time is used up, the lowest first."""
        for rung in rungs.sorted(lambda r: (r.percent, r.sequence)):
            due = moments[rung._share()].deadline
            if due and due <= now:
                self.complaint_id._climb_rung(rung, self)

    def _asleep_until(self, now):
        """{clock: start of work} of the clocks whose team does not work at `now`."""
        asleep = {}
        for calendar, clocks in self.grouped(
            lambda clock: clock.complaint_id._calendar()
        ).items():
            spans = self._spans(calendar, now, fields.Datetime.add(now, days=30))
            start = rules.next_start(spans, now)
            if start != now:
                later = start or fields.Datetime.add(now, days=30)
                asleep.update(dict.fromkeys(clocks, later))
        return asleep
