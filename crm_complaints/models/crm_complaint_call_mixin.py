# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command, Domain
from odoo.tools import plaintext2html

from . import crm_sla_rules as rules
from .crm_complaint_escalation import VERDICTS
from .crm_complaint_jobs import each_on_its_own
from .crm_complaint_readers import by_language
from .crm_complaint_rights import managers_of


class CrmComplaintCallMixin(models.AbstractModel):
    """How those whom an escalation calls hear of it: an activity, a mail; never at
    night, unless the team serves around the clock or it is a crisis."""

    _name = "crm.complaint.call.mixin"
    _description = "Calls of an Escalation"

    date_call = fields.Datetime(
        string="Called at",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Escalated outside of working hours: those called hear of it then.",
    )
    waiting_call_ids = fields.Many2many(
        comodel_name="crm.complaint.escalation",
        relation="crm_complaint_waiting_call_rel",
        string="Steps Not Told yet",
        readonly=True,
        copy=False,
    )
    waiting_call_words = fields.Char(
        string="Waiting Call", compute="_compute_waiting_call_words", compute_sudo=True
    )

    @api.depends("date_call", "waiting_call_ids", "is_open", "phase")
    def _compute_waiting_call_words(self):
        for complaint in self:
            people = complaint._steps_to_tell().called_ids
            is_waiting = bool(complaint.date_call and people)
            complaint.waiting_call_words = is_waiting and complaint._words_of_call(
                people, complaint.date_call
            )

    def _steps_to_tell(self):
        """Those that wait and are not over: a solution ends all but a bad verdict on
        it."""
        is_done = self.phase in ("solved", "closed")
        return self.waiting_call_ids.filtered(
            lambda step: self.is_open or (is_done and step.kind == "unhappy")
        )

    def _managers(self):
        """Complaint managers who work for the complaint's company."""
        return managers_of(self.company_id)

    def _when_to_call(self, step):
        """When the team works again, to call people then; None: at once.

        The ladder waits by itself, and a crisis waits for nobody.
        """
        if step["kind"] in ("ladder", "crisis"):
            return None
        now = fields.Datetime.now()
        start = self._start_of_work(now)
        return start if start != now else None

    def _start_of_work(self, now):
        """`now` while the team works, else when it begins to; a month at the most."""
        month = fields.Datetime.add(now, days=30)
        clocks = self.env["crm.complaint.clock"]
        spans = clocks._spans(self._calendar(), now, month)
        return rules.next_start(spans, now) or month

    def _call_or_wait(self, note, later):
        """Calls those of a step of escalation at once, or by the job when it is time.

        note: the row of the step
        """
        if not later:
            self._call(note)
            return
        self.write(
            {
                "date_call": min(self.date_call or later, later),
                "waiting_call_ids": [Command.link(note.id)],
            }
        )
        self._message_log(body=self._words_of_call(note.called_ids, later))

    def _call_without_level(self, kind, people, reason):
        """Calls people about something that escalates nothing, as superuser."""
        step = {"kind": kind, "level": 0, "reason": reason}
        note = self._keep_step(step, called_ids=[Command.set(people.ids)])
        self._call_or_wait(note, self._when_to_call(step))

    def _words_of_call(self, people, moment):
        return self.env._(
            "Outside of working hours; called on %(moment)s: %(people)s.",
            people=", ".join(people.mapped("name")),
            moment=self._moment_words(moment),
        )

    def _call(self, note):
        """An activity for each whom a step of escalation calls, and a mail where the
        rung says so; each in his own language."""
        kept = self._share_words(note.rung_id, note.clock_id)
        for lang, people in by_language(note.called_ids).items():
            told = self.with_context(lang=lang)
            words = told._share_words(note.rung_id, note.clock_id)
            # what a job wrote is translated, what a person wrote is not
            is_told = note.kind == "ladder" and note.reason
            reason = note.reason.replace(kept, words, 1) if is_told else note.reason
            told._call_readers(people, note, reason)

    def _call_readers(self, people, note, reason):
        words = self._step_words({"kind": note.kind, "level": note.level})
        self._call_people(people, words, reason)
        rung = note.rung_id
        if note.kind in ("crisis", *VERDICTS) or rung.is_mailed:
            template = rung.mail_template_id.with_context(lang=self.env.lang)
            self._mail_people(people, words, self._mail_words(note, reason), template)

    def _share_words(self, rung, clock):
        """Why the ladder calls: the share of the time that is used."""
        target = dict(clock._fields["target"]._description_selection(self.env))
        return self.env._(
            "%(percent)s %% of the time for the %(target)s is used",
            percent=rung.percent,
            target=target.get(clock.target, ""),
        )

    def _take_over_calls(self, loser):
        """Who was to be called for a case that was merged is called for this one."""
        notes = loser.waiting_call_ids
        self.write(
            {
                "date_call": min(self.date_call or loser.date_call, loser.date_call),
                "waiting_call_ids": [Command.link(note.id) for note in notes],
            }
        )
        loser.write({"date_call": False, "waiting_call_ids": [Command.clear()]})

    @api.model
    def _call_due(self, now=None, limit=100):
        """Calls those who waited for the morning; how many cases were looked at.

        Mark and call are one transaction: killed before its end nobody was called, and
        after it nobody waits. A faulty case is tried again in an hour.
        """
        now = now or fields.Datetime.now()
        due = self.search(Domain("date_call", "<=", now), limit=limit)
        due = due.try_lock_for_update()
        failed = each_on_its_own(due, "Complaints: calls", lambda c: c._call_all(now))
        failed.date_call = fields.Datetime.add(now, hours=1)
        return len(due)

    def _call_all(self, now):
        """All steps of a night; not when the team sleeps again, nor what is over."""
        start = self._start_of_work(now)
        if start != now:
            self.date_call = start
            return
        notes = self._steps_to_tell().sorted("id")
        self.write({"date_call": False, "waiting_call_ids": [Command.clear()]})
        for note in notes:
            self._call(note)

    def _call_people(self, people, words, reason):
        """An activity for each; an open call of the same person is renewed instead."""
        kind = self.env.ref("crm_complaints.mail_activity_type_escalation")
        summary = f"{self.name}: {words}"
        mine = self.activity_ids.filtered(lambda a: a.activity_type_id == kind)
        renewed = mine.filtered(lambda a: a.user_id in people)
        note = plaintext2html(reason)
        renewed.write({"summary": summary, "note": note})
        # a mail is sent where the rung says so, not for each activity
        quiet = self.with_context(mail_activity_quick_update=True)
        for person in people - renewed.user_id:
            quiet.activity_schedule(
                "crm_complaints.mail_activity_type_escalation",
                summary=summary,
                note=note,
                user_id=person.id,
            )

    def _mail_words(self, note, reason):
        """Number, customer, reason and deadline of the clock in one line."""
        deadline = note.clock_id.date_deadline or self.sla_deadline
        told = self.env._(
            "%(complaint)s of %(customer)s: %(reason)s.",
            complaint=self.name,
            customer=self.partner_id.commercial_partner_id.name,
            reason=reason,
        )
        if not deadline:
            return told
        return self.env._(
            "%(told)s Due at %(deadline)s.",
            told=told,
            deadline=self._moment_words(deadline),
        )

    def _mail_people(self, people, words, told, template):
        body, subject = told, f"{self.name}: {words}"
        if template:
            body = template._render_field("body_html", self.ids)[self.id]
            subject = template._render_field("subject", self.ids)[self.id]
        self.message_notify(
            partner_ids=people.partner_id.ids,
            body=body,
            subject=subject,
        )
