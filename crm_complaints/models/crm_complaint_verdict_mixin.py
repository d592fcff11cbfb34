# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .crm_complaint_jobs import each_on_its_own
from .crm_complaint_readers import told_to
from .crm_complaint_rights import entitled

AFTERWARDS = "crm_complaints.mail_activity_type_afterwards"

# A closed case older than its reminder by this is left in peace.
REMINDER_WINDOW_DAYS = 30


class CrmComplaintVerdictMixin(models.AbstractModel):
    """After closing: one reminder to rate, and what a low rating does."""

    _name = "crm.complaint.verdict.mixin"
    _description = "Follow-up of a Rating"

    date_rating_reminded = fields.Datetime(
        string="Reminded to Rate on", readonly=True, copy=False
    )
    callback_ids = fields.One2many("crm.complaint.callback", "complaint_id")
    has_callback = fields.Boolean(
        string="Is Called Back", compute="_compute_has_callback", compute_sudo=True
    )

    @api.depends("callback_ids")
    def _compute_has_callback(self):
        for complaint in self:
            complaint.has_callback = bool(complaint.callback_ids)

    def _tell_unhappy(self, rating):
        """The case is worked on again, where wanted; an escalation calls the leader
        by itself, once."""
        step = self.company_id.complaint_low_rating_step
        words = self._words_of_rating(rating)
        if step in ("reopen", "escalate"):
            self._reopen(words)
            self._expect_answer(fields.Datetime.now())
        if step == "escalate":
            self._climb_by_hand(words, "customer")
            return None
        return super()._tell_unhappy(rating)

    def _customer_replied(self, now):
        """Whatever he writes when all was done is read by somebody."""
        if not self.is_open and not self.merged_into_id:
            self._tell_afterwards()
        return super()._customer_replied(now)

    def _tell_afterwards(self):
        """The agent hears of it, else who hands out cases; an open to-do is renewed
        instead of piling up. Called as superuser."""
        kind = self.env.ref(AFTERWARDS)
        people = entitled(self.user_id).filtered("active") or self._who_hands_out()
        known = self.activity_ids.filtered(lambda todo: todo.activity_type_id == kind)
        known.filtered(lambda todo: todo.user_id not in people).unlink()
        renewed = known.exists()
        for todo in renewed:
            told = told_to(self, todo.user_id)
            todo.write(told._prepare_afterwards_values())
        for person in people - renewed.user_id:
            values = told_to(self, person)._prepare_afterwards_values()
            self.activity_schedule(AFTERWARDS, user_id=person.id, **values)

    def _prepare_afterwards_values(self):
        words = self.env._("%s: the customer wrote after it was closed", self.name)
        note = self.env._("Answer it, and reopen it if something is left to do.")
        if self.phase == "solved":
            words = self.env._("%s: the customer wrote after the solution", self.name)
            note = self.env._("Reopen it, or record that it is solved.")
        return {
            "date_deadline": self._day_there(fields.Datetime.now()),
            "summary": words,
            "note": note,
        }

    def _enter_stage(self, stage, reason=""):
        result = super()._enter_stage(stage, reason)
        if stage.phase in ("new", "work"):
            self.callback_ids._drop()
        return result

    def _remind_to_rate(self, now):
        """Asks once more for a rating, once per case and only who has not rated."""
        self.write({"date_rating_reminded": now})
        each_on_its_own(
            self.filtered(lambda c: not c.is_rated and c.email_from),
            "Reminder to rate",
            lambda complaint: complaint._send_template(
                "crm_complaints.crm_complaint_template_rating_reminder"
            ),
        )

    @api.model
    def _reminder_domain(self, company, now):
        last = now - timedelta(days=company.complaint_rating_reminder_days)
        first = last - timedelta(days=REMINDER_WINDOW_DAYS)
        return (
            Domain("company_id", "=", company.id)
            & Domain("phase", "=", "closed")
            & Domain("date_rating_reminded", "=", False)
            & Domain("date_closed", "<=", last)
            & Domain("date_closed", ">", first)
        )

    @api.model
    def _cron_remind_to_rate(self, batch=100, now=None):
        cron, now = self.env["ir.cron"], now or fields.Datetime.now()
        companies = (
            self.env["res.company"]
            .sudo()
            .search([("complaint_rating_reminder_days", ">", 0)])
        )
        for company in companies:
            domain = self._reminder_domain(company, now)
            while found := self.search(domain, limit=batch).try_lock_for_update():
                found._remind_to_rate(now)
                if not cron._commit_progress(len(found), remaining=1):
                    return
        cron._commit_progress(remaining=0)
