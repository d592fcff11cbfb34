# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models

from . import crm_sla_rules as rules
from .crm_complaint_replay_mixin import Log
from .crm_complaint_sla import ANSWERS, TARGETS

# So soon after the start nothing is overdue yet.
AT_ONCE = timedelta(seconds=5)


class CrmComplaintClock(models.Model):
    """One promise of time: a target of a complaint, in working hours of its team.

    Stored values are what a replay of the events says (crm.complaint.replay.mixin);
    there is no way to set them by hand. What the job does every minute stands in
    crm.complaint.overdue.mixin and crm.complaint.ladder.mixin.
    """

    _name = "crm.complaint.clock"
    _description = "Complaint Clock"
    _inherit = [
        "crm.complaint.ladder.mixin",
        "crm.complaint.overdue.mixin",
        "crm.complaint.replay.mixin",
    ]
    _order = "complaint_id, id"
    _rec_name = "target"

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="complaint_id.company_id", store=True)
    team_id = fields.Many2one(related="complaint_id.team_id", store=True)
    subject = fields.Char(related="complaint_id.subject")
    customer_id = fields.Many2one(related="complaint_id.customer_id")
    user_id = fields.Many2one(related="complaint_id.user_id", string="Agent")
    severity = fields.Selection(related="complaint_id.severity")
    is_crisis = fields.Boolean(related="complaint_id.is_crisis")
    escalation_level = fields.Integer(related="complaint_id.escalation_level")
    sla_badge = fields.Json(related="complaint_id.sla_badge", string="Time Left")
    sla_id = fields.Many2one(
        comodel_name="crm.complaint.sla", string="Service Level", ondelete="set null"
    )
    target = fields.Selection(selection=TARGETS, required=True)
    allowed_hours = fields.Float(required=True)
    warning_percent = fields.Integer(default=75)
    pause_hours = fields.Float(
        string="Longest Pause",
        help="Working hours of all pauses together, then the clock runs on; 0: no end.",
    )
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
    date_pause_end = fields.Datetime(
        string="Pause ends at", help="When the clock runs on, whoever is waited for."
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

    _target_unique = models.UniqueIndex(
        "(complaint_id, target) WHERE target != 'next_response'"
    )
    _warning_due_idx = models.Index(
        "(date_warning) WHERE state = 'running' AND is_warned IS NOT TRUE"
    )
    _breach_due_idx = models.Index(
        "(date_deadline) WHERE state = 'running' AND is_breached IS NOT TRUE"
    )
    _pause_end_idx = models.Index("(date_pause_end) WHERE state = 'paused'")
    _ladder_idx = models.Index("(date_ladder) WHERE state = 'running'")

    def action_open_complaint(self):
        return self.complaint_id.get_formview_action()

    @api.model
    def _start(self, complaint, sla, now, targets, told=None):
        """Starts clocks of one complaint by a service level.

        targets: those to start; told: when the acknowledgement was given. Given at
        once, as always but in imports, it takes no second pass over the calendar.
        """
        wanted = [target for target in sla._target_hours() if target in targets]
        clocks = self.create(
            [
                {
                    "complaint_id": complaint.id,
                    "target": target,
                    "date_start": now,
                    **self._promise_values(sla, target, complaint),
                }
                for target in wanted
            ]
        )
        calendar = complaint._calendar()
        logs = {
            clock: Log([("start", now, calendar)], clock.allowed_hours)
            for clock in clocks
        }
        acknowledged = clocks.filtered(lambda c: told and c.target == "acknowledge")
        at_once = told and told - now <= AT_ONCE
        for clock in acknowledged if at_once else ():
            logs[clock].events.append(("met", told, calendar))
        clocks._create_events(
            [
                (clock, kind, moment)
                for clock, log in logs.items()
                for kind, moment, _calendar in log.events
            ]
        )
        clocks._store_readings(max(now, told) if at_once else now, logs)
        complaint._store_sla()
        if not at_once:
            acknowledged._log("met", told)
        return clocks

    @api.model
    def _promise_values(self, sla, target, complaint):
        """What a service level promises, copied: later edits of it change no clock.

        Members of a tier are answered within its share of the usual time.
        """
        hours = sla._target_hours()[target]
        if target in ANSWERS:
            hours *= complaint._answer_factor()
        return {
            "sla_id": sla.id,
            "allowed_hours": hours,
            "warning_percent": sla.warning_percent,
            "pause_hours": sla.pause_hours,
        }

    def _log(self, kind, now, reason=""):
        """Appends an event to each clock and stores what the replay then says.

        What became overdue before is noted first, so that a late answer is late even
        when no job ran in between.
        """
        if not self:
            return
        self._note_overdue(now)
        self._append_events(kind, {clock: now for clock in self}, reason)
        if kind != "change":  # the word moves with time waited
            self.filtered("word_hours").write({"word_hours": 0, "word_deadline": False})
        self._store_readings(now)
        self.complaint_id._store_sla()

    def _append_events(self, kind, moments, reason=""):
        self._create_events(
            [(c, kind, moment) for c, moment in moments.items()], reason
        )

    def _create_events(self, happened, reason=""):
        """happened: list of (clock, kind, moment)"""
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
                    "calendar_id": clock.complaint_id._calendar().id,
                }
                for clock, kind, moment in happened
            ]
        )

    def _promise_again(self, sla, now, reason):
        """Another service level counts from now on; time used stays used.

        Clocks whose target is promised no more are cancelled, and neither kept nor
        missed.
        """
        hours = sla._target_hours() if sla else {}
        gone = self.filtered(lambda clock: clock.target not in hours)
        gone._log("cancel", now, reason)
        kept = self - gone
        kept._note_overdue(now)
        readings = kept._replay(now)
        for clock in kept:
            values = self._promise_values(sla, clock.target, clock.complaint_id)
            used = readings[clock].used / 3600
            values["allowed_hours"] = clock._hours_kept(
                values["allowed_hours"], used, now
            )
            clock.write({**values, "word_hours": 0, "word_deadline": False})
        kept._log("change", now, reason)

    def _hours_kept(self, hours, used, now):
        """Working hours of a new promise that still keep the customer's moment.

        hours: what the new service level grants; used: working hours gone by
        """
        told = self.word_deadline or self.complaint_id.date_promised
        if self.target != "response" or not told:
            return hours
        if self.state == "paused" or told <= now:
            return min(hours, self.allowed_hours)
        spans = self._spans(self.complaint_id._calendar(), now, told)
        return min(hours, used + rules.worked_seconds(spans, now, told) / 3600)
