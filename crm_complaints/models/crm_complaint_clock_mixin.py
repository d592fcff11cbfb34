# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import api, fields, models

from . import crm_sla_rules as rules
from .crm_complaint_queries import complaints_of_changed_tiers
from .crm_complaint_readers import told_to
from .crm_complaint_sla import REPEATED
from .crm_complaint_stage import OPEN_PHASES

_logger = logging.getLogger(__name__)

# What the choice of a service level and of the working hours depends on.
CHOSEN_BY = frozenset({"category_id", "kind", "severity", "team_id"})


class CrmComplaintClockMixin(models.AbstractModel):
    """The time of a complaint: its clocks, and the badge that shows them."""

    _name = "crm.complaint.clock.mixin"
    _description = "Clocks of a Complaint"

    clock_ids = fields.One2many("crm.complaint.clock", "complaint_id", string="Clocks")
    event_ids = fields.One2many("crm.complaint.event", "complaint_id")
    sla_state = fields.Selection(
        selection=[
            ("running", "In Time"),
            ("warning", "Soon Due"),
            ("breached", "Overdue"),
            ("paused", "Paused"),
            ("met", "Kept"),
            ("missed", "Done too Late"),
            ("cancelled", "Cancelled"),
            ("none", "No Clock"),
        ],
        string="Clock",
        default="none",
        readonly=True,
        copy=False,
        index=True,
    )
    sla_deadline = fields.Datetime(
        string="Next Deadline", readonly=True, copy=False, index=True
    )
    date_promised = fields.Datetime(
        string="Answer Promised until",
        readonly=True,
        copy=False,
        help="First response as promised to the customer. Another service level or "
        "team makes it earlier, never later; time waited for the customer is added.",
    )
    sla_id = fields.Many2one(
        comodel_name="crm.complaint.sla",
        string="Service Level",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    sla_vip_tier_id = fields.Many2one(
        comodel_name="crm.vip.tier",
        string="Tier when Promised",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    sla_badge = fields.Json(string="Time Left", compute="_compute_sla_badge")

    @api.depends("clock_ids.state", "clock_ids.date_deadline", "sla_state")
    def _compute_sla_badge(self):
        """What the clock badge shows, replayed from the events at this moment.

        state, target, left (seconds of working time) and ticks (seconds until this
        working period ends, 0 outside working hours): enough to count on.
        """
        now = fields.Datetime.now()
        clocks = self.sudo().clock_ids.filtered(
            lambda clock: clock.state in ("running", "paused")
        )
        readings = clocks._replay(now)
        ends = {
            calendar: rules.span_end(
                clocks._spans(calendar, now, fields.Datetime.add(now, days=1)), now
            )
            for calendar in {c.complaint_id._calendar() for c in clocks}
        }
        for complaint in self:
            own = complaint.sudo().clock_ids & clocks
            urgent = own.sorted(lambda clock: readings[clock].left)[:1]
            badge = {"state": complaint.sla_state or "none"}
            if urgent:
                end = ends[complaint.sudo()._calendar()]
                ticks = (end - now).total_seconds() if end else 0
                badge.update(
                    target=urgent.target,
                    left=round(readings[urgent].left),
                    ticks=ticks if urgent.state == "running" else 0,
                )
            complaint.sla_badge = badge

    def write(self, vals):
        result = super().write(vals)
        if CHOSEN_BY & vals.keys():
            self.sudo()._promise_again(self.env._("The complaint was changed."))
        return result

    def _calendar(self):
        """Working hours that count: the team's, without a team the company's."""
        if self.team_id:
            return self.team_id.resource_calendar_id
        return self.company_id.resource_calendar_id

    def _open_clocks(self, now, told=None):
        """Starts the clocks of the fitting service level; called as superuser.

        told: when the customer was told the number, if he is
        """
        self.ensure_one()
        clock_model = self.env["crm.complaint.clock"]
        sla = self._choose_sla()
        targets = self._first_targets(sla) if sla else set()
        if targets:
            clocks = clock_model._start(self, sla, now, targets, told)
        else:
            clocks = clock_model
        by_target = clocks.grouped("target")
        answer = by_target.get("response") or by_target.get("solution")
        self.date_promised = answer and answer.date_deadline

    def _first_targets(self, sla):
        """Targets promised when the complaint arrives."""
        return sla._target_hours().keys() - {REPEATED}

    def _choose_sla(self):
        self.ensure_one()
        sla = self.env["crm.complaint.sla"]._sla_for(self)
        self.write({"sla_id": sla.id, "sla_vip_tier_id": self._vip_tier().id})
        return sla

    def _answer_factor(self):
        """Share of the usual time within which a member is answered.

        A level for one tier says its hours itself.
        """
        complaint = self.sudo()
        if complaint.sla_id.vip_tier_id:
            return 1.0
        return complaint.sla_vip_tier_id.answer_factor or 1.0

    def _promise_again(self, reason):
        """Chooses the service level and working hours anew; called as superuser.

        Time used stays used. What was promised to the customer becomes earlier, never
        later (crm.complaint.clock._hours_kept).
        """
        now = fields.Datetime.now()
        for complaint in self.filtered("is_open"):
            old = complaint.sla_id, complaint._answer_factor()
            sla = complaint._choose_sla()
            clocks = complaint.clock_ids.filtered(
                lambda clock: clock.state in ("running", "paused")
            )
            same = old == (sla, complaint._answer_factor())
            if same and not complaint._is_calendar_new(clocks):
                continue
            clocks._promise_again(sla, now, reason)
            if sla:
                complaint._start_missing(sla, now)

    def _keep_word(self, told, reason):
        """The first answer is given at `told` at the latest; called as superuser."""
        response = self._open_clock("response")
        if told and response.date_deadline and response.date_deadline > told:
            self.date_promised = told
            response._promise_again(self.sla_id, fields.Datetime.now(), reason)

    def _is_calendar_new(self, clocks):
        logs = clocks._logs().values()
        known = {log.events[-1][2] for log in logs if log.events}
        return bool(known - {self._calendar()})

    def _start_missing(self, sla, now):
        """Starts what the former service level did not promise at all."""
        missing = sla._target_hours().keys() - {
            REPEATED,
            "acknowledge",
            *self.clock_ids.mapped("target"),
        }
        if self.phase != "new":
            missing -= {"response"}
        if missing:
            clocks = self.env["crm.complaint.clock"]._start(self, sla, now, missing)
            if self.phase == "waiting":
                clocks._log("pause", now, self.env._("Promised while waiting."))

    def _open_clock(self, target):
        return self.clock_ids.filtered(
            lambda c: c.target == target and c.state in ("running", "paused")
        )

    def _expect_answer(self, now):
        """A later message of the customer starts a clock of its own, unless an
        earlier one still waits for its answer."""
        if not self.is_open or not self.sla_id.next_response_hours:
            return
        if self._open_clock("response") or self._open_clock(REPEATED):
            return
        self.env["crm.complaint.clock"]._start(self, self.sla_id, now, {REPEATED})

    @api.model
    def _follow_tiers(self, _now=None, limit=200):
        """Promises anew where the customer's tier changed; returns the number done."""
        self.env["crm.customer"].flush_model(["vip_tier_id"])
        self.flush_model(["customer_id", "is_open", "sla_vip_tier_id"])
        rows = self.env.execute_query(complaints_of_changed_tiers(limit))
        complaints = self.browse([row[0] for row in rows]).try_lock_for_update()
        reason = self.env._("The customer's tier changed.")
        for complaint in complaints:
            try:
                with self.env.cr.savepoint():
                    complaint._promise_again(reason)
            except Exception:
                # one faulty record does not stop the promises of all others
                _logger.exception("Complaints: tier of %s", complaint.id)
                complaint.sla_vip_tier_id = complaint._vip_tier()
        return len(complaints)

    def _run_clocks(self, old_phase, now, reason=""):
        """Pauses, resumes, stops or restarts the clocks after a move."""
        clocks = self.clock_ids
        by_state = clocks.grouped("state")
        running = by_state.get("running", clocks.browse())
        paused = by_state.get("paused", clocks.browse())
        if self.phase == "waiting":
            running._log("pause", now, reason)
        elif self.phase == "cancelled":
            (running | paused)._log("cancel", now, reason)
        elif self.phase in ("solved", "closed"):
            solution = clocks.filtered(lambda clock: clock.target == "solution")
            ((running | paused) & solution)._log("met", now, reason)
        elif old_phase == "waiting":
            paused._log("resume", now, reason)
        elif old_phase not in OPEN_PHASES:
            stopped = clocks.filtered(
                lambda c: (
                    c.sla_id == self.sla_id  # what is promised no more stays ended
                    and (
                        c.target == "solution"
                        or (c.state == "cancelled" and c.target != REPEATED)
                    )
                )
            )
            (stopped - running)._log("reopen", now, reason)

    def _meet_targets(self, targets, now):
        """The promises of `targets` are fulfilled at `now`; called as superuser."""
        clocks = self.clock_ids.filtered(
            lambda c: c.target in targets and c.state in ("running", "paused")
        )
        clocks._log("met", now)

    def _store_sla(self):
        """Stores the most urgent state and deadline of the clocks, for search; and
        what the customer reads as promised, which is the clock's own deadline."""
        for complaint in self:
            clocks = complaint.clock_ids
            running = clocks.filtered(lambda clock: clock.state == "running")
            deadlines = [c.date_deadline for c in running if c.date_deadline]
            values = {
                "sla_state": rules.badge_state(
                    [(c.state, c.is_breached, c.is_warned) for c in clocks]
                ),
                "sla_deadline": min(deadlines, default=False),
            }
            response = running.filtered(lambda clock: clock.target == "response")
            if response.date_deadline:
                values["date_promised"] = response.date_deadline
            complaint.with_context(mail_notrack=True).write(values)

    def _tell_pause_over(self):
        """The agent hears that the clocks run again though nobody answered."""
        self.ensure_one()
        if self.user_id:
            words = told_to(self, self.user_id).env
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=words._("%s: the longest pause is over", self.name),
                note=words._("Ask the customer again, or solve without the answer."),
                user_id=self.user_id.id,
            )
