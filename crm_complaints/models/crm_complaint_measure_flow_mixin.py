# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from .crm_complaint_jobs import each_on_its_own
from .crm_complaint_readers import told_to
from .crm_complaint_turns import hold

BATCH = 100
STATES = [
    ("open", "Open"),
    ("done", "Done, Effect to Check"),
    ("effective", "Effective"),
    ("ineffective", "Not Effective"),
]


class CrmComplaintMeasureFlowMixin(models.AbstractModel):
    """How a measure moves: done by its owner, judged by somebody else."""

    _name = "crm.complaint.measure.flow.mixin"
    _description = "Moves of a Measure"

    state = fields.Selection(
        selection=STATES,
        default="open",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    result = fields.Text(readonly=True, copy=False, help="What was really done.")
    date_done = fields.Date(string="Done on", readonly=True, copy=False)
    done_by_id = fields.Many2one(
        comodel_name="res.users", string="Done by", readonly=True, copy=False
    )
    evidence = fields.Text(
        readonly=True, copy=False, help="What shows that it helped, or that it did not."
    )
    date_verified = fields.Date(string="Verified on", readonly=True, copy=False)
    verified_by_id = fields.Many2one(
        comodel_name="res.users", string="Verified by", readonly=True, copy=False
    )
    date_check = fields.Date(
        string="Check Effect on", compute="_compute_date_check", store=True
    )
    date_reminded = fields.Date(string="Reminded on", readonly=True, copy=False)
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    repeat_count = fields.Integer(
        string="Same Cause since Then",
        compute="_compute_repeat_count",
        help="Complaints of the same cause that arrived after the measure was done.",
    )

    @api.depends("date_done", "check_days")
    def _compute_date_check(self):
        for measure in self:
            done = measure.date_done
            measure.date_check = done and done + timedelta(days=measure.check_days)

    @api.depends("state", "date_due")
    @api.depends_context("tz")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for measure in self:
            due = measure.date_due
            measure.is_overdue = measure.state == "open" and bool(due and due < today)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._overdue_domain(fields.Date.context_today(self))

    def _compute_repeat_count(self):
        done = self.filtered(lambda m: m.date_done and m.cause_id)
        complaints = (
            self.env["crm.complaint"]
            .sudo()
            .search_fetch(
                Domain("cause_id", "in", done.cause_id.ids)
                & Domain("company_id", "in", done.company_id.ids)
                & Domain("phase", "!=", "cancelled")
                & Domain("date_opened", ">", min(done.mapped("date_done"))),
                ["cause_id", "company_id", "date_opened"],
            )
            if done
            else self.env["crm.complaint"]
        )
        for measure in self:
            measure.repeat_count = len(
                complaints.filtered(
                    lambda c, m=measure: (
                        m in done
                        and c.cause_id == m.cause_id
                        and c.company_id == m.company_id
                        and c.date_opened.date() > m.date_done
                    )
                )
            )

    def _ask_owner(self):
        """One open activity per measure, for its owner, on its due date."""
        xml_id = "crm_complaints.mail_activity_type_measure"
        measures = self.sudo()
        measures.activity_unlink([xml_id])
        for measure in measures:
            measure.activity_schedule(
                xml_id,
                date_deadline=measure.date_due,
                summary=measure.name,
                user_id=measure.user_id.id,
            )

    def _record_done(self, result, today=None):
        """The owner, or who works on the complaint, reports it done, once."""
        self.ensure_one()
        if self.env.user != self.user_id:
            self.sudo(False).complaint_id.check_access("write")
        self._lock()
        self._check_state(("open",))
        measure = self.sudo()
        measure.write(
            {
                "state": "done",
                "result": result,
                "date_done": today or fields.Date.context_today(self),
                "done_by_id": self.env.uid,
            }
        )
        measure.activity_feedback(["crm_complaints.mail_activity_type_measure"])
        measure._ask_verifier()

    def _ask_verifier(self):
        verifier = self.verifier_id or self.complaint_id.team_id.user_id
        if verifier in (self.user_id, self.done_by_id):
            verifier = self.complaint_id.user_id
        if verifier and verifier not in (self.user_id, self.done_by_id):
            self.activity_schedule(
                "crm_complaints.mail_activity_type_measure_check",
                date_deadline=self.date_check,
                summary=told_to(self, verifier).env._("Did it help? %s", self.name),
                user_id=verifier.id,
            )

    def _verify(self, effective, evidence, today=None):
        """Somebody else judges the effect; AccessError for the owner and the doer."""
        self.ensure_one()
        self._check_four_eyes()
        self._lock()
        self._check_state(("done",))
        measure = self.sudo()
        measure.write(
            {
                "state": "effective" if effective else "ineffective",
                "evidence": evidence,
                "date_verified": today or fields.Date.context_today(self),
                "verified_by_id": self.env.uid,
            }
        )
        measure.activity_feedback(["crm_complaints.mail_activity_type_measure_check"])
        if not effective:
            measure._ask_new_measure()

    def _check_four_eyes(self):
        if self.env.user in (self.user_id, self.done_by_id):
            raise AccessError(
                self.env._(
                    "%(measure)s: who owns or did a measure does not judge its effect; "
                    "ask %(other)s.",
                    measure=self.name,
                    other=self.verifier_id.name or self.env._("a colleague"),
                )
            )
        if self.env.user != self.verifier_id:
            self.sudo(False).complaint_id.check_access("write")

    def _keep_proofs(self, files, model, note):
        """Hands files that the user uploaded in a dialog over to the measure, where
        everybody reads them who reads it."""
        own = files.sudo().filtered(
            lambda f: f.create_uid == self.env.user and f.res_model in (model, False)
        )
        if own:
            own.write({"res_model": self._name, "res_id": self.id})
            self.message_post(body=note, attachment_ids=own.ids)

    def _ask_new_measure(self):
        complaint = self.complaint_id
        agent = complaint.user_id or complaint.team_id.user_id or self.verified_by_id
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=told_to(self, agent).env._("Not effective: plan a new measure"),
            note=self.evidence,
            user_id=agent.id,
        )

    def _is_settled(self, rule):
        """Whether a complaint may be closed as far as this measure is concerned."""
        self.ensure_one()
        if self.state == "ineffective":
            return bool(self.child_ids)
        states = ("effective",) if rule == "verified" else ("effective", "done")
        if self.kind == "containment":
            states = ("effective", "done")
        return self.state in states

    def _words_of_missing(self, rule):
        if self.state == "ineffective":
            return self.env._(
                "%(complaint)s: “%(measure)s” had no effect; plan a new measure in its "
                "place (button New Measure).",
                complaint=self.complaint_id.name,
                measure=self.name,
            )
        if rule == "verified" and self.state == "done":
            return self.env._(
                "%(complaint)s: the effect of “%(measure)s” is not verified yet; "
                "somebody else than its owner does it.",
                complaint=self.complaint_id.name,
                measure=self.name,
            )
        return self.env._(
            "%(complaint)s: “%(measure)s” is not done yet (owner: %(owner)s).",
            complaint=self.complaint_id.name,
            measure=self.name,
            owner=self.user_id.name,
        )

    def _lock(self):
        hold(self.sudo())
        self.invalidate_recordset()

    def _check_state(self, states):
        for measure in self:
            if measure.state not in states:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(measure)s is in state “%(state)s”; what was promised and "
                        "reported stays as it is. Plan another measure instead.",
                        measure=measure.name,
                        state=labels[measure.state],
                    )
                )

    def _remind(self, today):
        """Tells owners of overdue measures once a week; returns how many were told."""
        measures = self.search(
            self._reminder_domain(today), limit=BATCH
        ).try_lock_for_update()
        measures.date_reminded = today
        each_on_its_own(measures, "Overdue measures", type(self)._tell_owner)
        return len(measures)

    def _tell_owner(self):
        words = told_to(self, self.user_id).env
        self.message_notify(
            partner_ids=self.user_id.partner_id.ids,
            subject=words._("Overdue: %s", self.name),
            body=words._(
                "“%(measure)s” of %(complaint)s was due on %(date)s. Please report "
                "it done, or agree on a new date.",
                measure=self.name,
                complaint=self.complaint_id.name,
                date=format_date(words, self.date_due),
            ),
        )

    @api.model
    def _reminder_domain(self, today):
        return self._overdue_domain(today) & (
            Domain("date_reminded", "=", False)
            | Domain("date_reminded", "<=", today - timedelta(days=7))
        )

    @api.model
    def _cron_remind(self):
        cron, today = self.env["ir.cron"], fields.Date.context_today(self)
        cron._commit_progress(remaining=self.search_count(self._reminder_domain(today)))
        while told := self._remind(today):
            if not cron._commit_progress(told):
                break
