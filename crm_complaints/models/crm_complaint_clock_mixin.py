# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from . import crm_sla_rules as rules
from .crm_complaint_stage import OPEN_PHASES


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
        help="First response as promised to the customer in the acknowledgement.",
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
            for calendar in clocks._by_calendar()
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

    def _calendar(self):
        """Working hours that count: the team's, without a team the company's."""
        if self.team_id:
            return self.team_id.resource_calendar_id
        return self.company_id.resource_calendar_id

    def _open_clocks(self, now):
        """Starts the clocks of the fitting service level; called as superuser."""
        self.ensure_one()
        clock_model = self.env["crm.complaint.clock"]
        sla = self.env["crm.complaint.sla"]._sla_for(self)
        clocks = clock_model._start(self, sla, now) if sla else clock_model
        first = clocks.filtered(lambda clock: clock.target == "response")
        self.date_promised = (first or clocks)[:1].date_deadline

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
                lambda c: c.state == "cancelled" or c.target == "solution"
            )
            (stopped - running)._log("reopen", now, reason)

    def _meet_targets(self, targets, now):
        """The promises of `targets` are fulfilled at `now`; called as superuser."""
        clocks = self.clock_ids.filtered(
            lambda c: c.target in targets and c.state in ("running", "paused")
        )
        clocks._log("met", now)

    def _store_sla(self):
        """Stores the most urgent state and deadline of the clocks, for search."""
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
            complaint.with_context(mail_notrack=True).write(values)

    def _tell_breach(self, clock):
        """The team leader hears of a breach once; the agent sees it in the log."""
        self.ensure_one()
        leader = self.team_id.user_id or self.user_id
        if not leader:
            return
        target = dict(clock._fields["target"]._description_selection(self.env))
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._(
                "%(complaint)s: %(target)s overdue",
                complaint=self.name,
                target=target[clock.target],
            ),
            user_id=leader.id,
        )
