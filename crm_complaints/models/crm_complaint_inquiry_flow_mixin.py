# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .crm_complaint_jobs import each_on_its_own
from .crm_complaint_readers import told_to
from .crm_complaint_turns import hold

BATCH = 50
STATES = [
    ("draft", "Draft"),
    ("sent", "With the Supplier"),
    ("answered", "Answered"),
    ("accepted", "Accepted"),
    ("withdrawn", "Withdrawn"),
]


class CrmComplaintInquiryFlowMixin(models.AbstractModel):
    """How an inquiry moves: sent, reminded, answered by the supplier, accepted."""

    _name = "crm.complaint.inquiry.flow.mixin"
    _description = "Moves of a Supplier Inquiry"

    state = fields.Selection(
        selection=STATES,
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    date_sent = fields.Datetime(string="Sent on", readonly=True, copy=False)
    date_answered = fields.Datetime(string="Answered on", readonly=True, copy=False)
    answered_by_id = fields.Many2one(
        comodel_name="res.partner", string="Answered by", readonly=True, copy=False
    )
    answer_cause = fields.Text(string="Cause Found", readonly=True, copy=False)
    answer_measure = fields.Text(string="Measure Taken", readonly=True, copy=False)
    date_measure = fields.Date(string="Measure on", readonly=True, copy=False)
    measure_id = fields.Many2one(
        comodel_name="crm.complaint.measure",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    date_reminded = fields.Date(string="Reminded on", readonly=True, copy=False)
    is_late = fields.Boolean(
        string="Answer is Late", compute="_compute_is_late", search="_search_is_late"
    )

    @api.depends("state", "date_due")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for inquiry in self:
            due = inquiry.date_due
            inquiry.is_late = inquiry.state == "sent" and bool(due and due < today)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._late_domain(fields.Date.context_today(self))

    def _send(self):
        """Hands the complaint to the supplier by mail with a page of his own."""
        self._begin(("draft",))
        if not self.partner_id.email:
            raise UserError(
                self.env._(
                    "%(inquiry)s: %(supplier)s has no mail address; add one to the "
                    "contact.",
                    inquiry=self.display_name,
                    supplier=self.partner_id.display_name,
                )
            )
        inquiry = self.sudo()
        inquiry.write({"state": "sent", "date_sent": fields.Datetime.now()})
        inquiry._mail_supplier("crm_complaints.crm_complaint_inquiry_template_ask")
        inquiry._note_on_complaint(
            self.env._("Handed to the supplier %s", self.partner_id.display_name)
        )

    def _answer(self, partner, cause, measure, date=None):
        """The supplier's answer from his page; callers checked that he may answer."""
        self.ensure_one()
        self._lock()
        self._check_state(("sent",))
        if not cause or not measure:
            raise UserError(
                self.env._("Please write the cause that you found and the measure.")
            )
        inquiry = self.sudo()
        inquiry.write(
            {
                "state": "answered",
                "date_answered": fields.Datetime.now(),
                "answered_by_id": partner.id,
                "answer_cause": cause,
                "answer_measure": measure,
                "date_measure": date,
            }
        )
        inquiry._tell_agent()

    def _accept_answer(self):
        """The answer is right: the supplier's measure is followed up like our own."""
        self._begin(("answered",))
        measure = self.env["crm.complaint.measure"].create(
            {
                "complaint_id": self.complaint_id.id,
                "name": self.env._("%s: measure of the supplier", self.partner_id.name),
                "description": self.answer_measure or self.answer_statement,
                "date_due": self.date_measure or fields.Date.context_today(self),
                "user_id": self.complaint_id.user_id.id or self.env.uid,
            }
        )
        inquiry = self.sudo()
        inquiry.write({"state": "accepted", "measure_id": measure.id})
        inquiry.activity_feedback(["mail.mail_activity_data_todo"])
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.complaint.measure",
            "res_id": measure.id,
            "view_mode": "form",
        }

    def _ask_again(self):
        """The answer is not enough: the supplier is asked once more."""
        self._begin(("answered",))
        days = self.company_id.complaint_supplier_days
        inquiry = self.sudo()
        today = fields.Date.context_today(self)
        inquiry.write({"state": "sent", "date_due": today + timedelta(days=days)})
        inquiry.activity_feedback(["mail.mail_activity_data_todo"])
        inquiry._mail_supplier("crm_complaints.crm_complaint_inquiry_template_remind")

    def _withdraw(self):
        """The supplier's page closes; what he answered so far is kept."""
        self._begin(("draft", "sent", "answered"))
        self.sudo().state = "withdrawn"

    def _begin(self, states):
        self.ensure_one()
        self.check_access("write")
        self.complaint_id.check_access("write")
        self._lock()
        self._check_state(states)

    def _tell_agent(self):
        self._note_on_complaint(
            self.env._(
                "%(supplier)s answered. Cause: %(cause)s. Measure: %(measure)s",
                supplier=self.partner_id.display_name,
                cause=self.answer_cause,
                measure=self.answer_measure,
            )
        )
        words = self._words_for_agent()
        self._call_agent(words._("The supplier answered: accept or ask again"))

    def _words_for_agent(self):
        """The environment whose words the agent reads, whoever writes."""
        complaint = self.complaint_id
        return told_to(self, complaint.user_id or complaint.team_id.user_id).env

    def _call_agent(self, summary):
        agent = self.complaint_id.user_id or self.complaint_id.team_id.user_id
        if agent:
            self.activity_schedule(
                "mail.mail_activity_data_todo", summary=summary, user_id=agent.id
            )

    def _note_on_complaint(self, words):
        self.complaint_id.message_post(
            body=words,
            author_id=self.env.ref("base.partner_root").id,
            subtype_xmlid="mail.mt_note",
        )

    def _mail_supplier(self, xml_id):
        self.message_post_with_source(
            self.env.ref(xml_id),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            email_layout_xmlid="mail.mail_notification_light",
        )

    def _lock(self):
        hold(self.sudo())
        self.invalidate_recordset()

    @api.model
    def _late_domain(self, today):
        return Domain("state", "=", "sent") & Domain("date_due", "<", today)

    @api.model
    def _reminder_domain(self, today):
        return self._late_domain(today) & (
            Domain("date_reminded", "=", False)
            | Domain("date_reminded", "<=", today - timedelta(days=3))
        )

    def _remind(self, today):
        """Reminds suppliers whose answer is late; returns how many were reminded."""
        late = self.search(self._reminder_domain(today), limit=BATCH)
        late = late.try_lock_for_update()
        late.date_reminded = today
        each_on_its_own(
            late,
            "Reminder of suppliers",
            lambda inquiry: inquiry._mail_supplier(
                "crm_complaints.crm_complaint_inquiry_template_remind"
            ),
        )
        return len(late)

    @api.model
    def _cron_remind(self):
        cron, today = self.env["ir.cron"], fields.Date.context_today(self)
        cron._commit_progress(remaining=self.search_count(self._reminder_domain(today)))
        while told := self._remind(today):
            if not cron._commit_progress(told):
                break
