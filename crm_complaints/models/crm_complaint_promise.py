# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .crm_complaint_jobs import each_on_its_own
from .crm_complaint_readers import by_language, told_to
from .crm_complaint_turns import hold


class CrmComplaintPromise(models.Model):
    """A word given to a customer: what, until when, by whom; kept or missed.

    Missed is decided by the time alone: doing it later is noted and does not change
    that the promised time passed.
    """

    _name = "crm.complaint.promise"
    _description = "Promise to a Customer"
    _inherit = ["crm.guarded.mixin"]
    _order = "date_due, id"
    _check_company_auto = True

    _guarded_fields = frozenset({"state"})

    name = fields.Char(string="What", required=True, readonly=True)
    complaint_id = fields.Many2one(
        comodel_name="crm.complaint",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True, index=True
    )
    customer_id = fields.Many2one(
        related="complaint_id.customer_id", store=True, precompute=True, index=True
    )
    team_id = fields.Many2one(related="complaint_id.team_id", store=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="To Whom",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who Keeps It",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date_promised = fields.Datetime(
        string="Promised on", required=True, readonly=True, default=fields.Datetime.now
    )
    date_due = fields.Datetime(string="Until", required=True, readonly=True, index=True)
    date_done = fields.Datetime(string="Done on", readonly=True, copy=False)
    state = fields.Selection(
        selection=[
            ("open", "Open"),
            ("kept", "Kept"),
            ("missed", "Missed"),
            ("withdrawn", "Withdrawn"),
        ],
        string="Status",
        default="open",
        required=True,
        readonly=True,
        index=True,
    )
    reason = fields.Char(string="Why Withdrawn", readonly=True, copy=False)
    kept_rate = fields.Float(
        string="Kept (%)",
        compute="_compute_kept_rate",
        store=True,
        aggregator="avg",
        help="100 for a kept promise, 0 for a missed one; the average is the share of "
        "promises kept.",
    )

    _open_idx = models.Index("(date_due) WHERE state = 'open'")

    @api.depends("state")
    def _compute_kept_rate(self):
        for promise in self:
            promise.kept_rate = 100.0 if promise.state == "kept" else 0.0

    def action_keep(self):
        """It is done: kept in time, or noted as done after it was missed."""
        self.complaint_id.check_access("write")
        now = fields.Datetime.now()
        for promise in self.sudo():
            hold(promise)
            promise.invalidate_recordset(["date_done", "state"])
            if promise.state not in ("open", "missed") or promise.date_done:
                raise UserError(self.env._("“%s” is settled already.", promise.name))
            is_late = promise.state == "missed" or now > promise.date_due
            promise.write({"state": "missed" if is_late else "kept", "date_done": now})
            promise._end_reminder()

    def action_withdraw(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_reason_action"
        )
        action["context"] = {
            "default_complaint_id": self.complaint_id.id,
            "default_promise_id": self.id,
            "default_operation": "withdraw",
        }
        return action

    def _withdraw(self, reason):
        """Agreed otherwise with the customer; a promise already missed stays missed."""
        self.ensure_one()
        self.complaint_id.check_access("write")
        if self.state != "open" or self.date_due < fields.Datetime.now():
            raise UserError(
                self.env._(
                    "“%s” is not open any more: what was missed stays missed. Give a "
                    "new promise.",
                    self.name,
                )
            )
        self.sudo().write({"state": "withdrawn", "reason": reason})
        self.sudo()._end_reminder()

    def _remind(self):
        """The one who keeps it has it among his activities, on the day before."""
        day = fields.Datetime.context_timestamp(
            self.with_context(tz=self.user_id.tz or "UTC"), self.date_due
        ).date()
        today = fields.Date.context_today(self.with_context(tz=self.user_id.tz))
        self.complaint_id.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=max(day - timedelta(days=1), today),
            summary=self._reminder(),
            user_id=self.user_id.id,
        )

    def _end_reminder(self):
        todo = self.env.ref("mail.mail_activity_data_todo")
        self.complaint_id.activity_ids.filtered(
            lambda a: (
                a.activity_type_id == todo
                and (a.summary or "").endswith(self._reminder_mark())
            )
        ).action_feedback(feedback=self.env._("Settled"))

    def _reminder(self):
        return f"{self.complaint_id.name}: {self.name} {self._reminder_mark()}"

    def _reminder_mark(self):
        """How its activity is known again, also after its complaint was merged."""
        return f"(#{self.id})"

    def _due_words(self):
        """The promised moment as the customer reads it."""
        self.ensure_one()
        return self.complaint_id._customer_words(self.date_due)

    @api.model
    def _mark_missed(self, now=None):
        """Promises whose time has passed are missed; who gave them is told once."""
        now = now or fields.Datetime.now()
        late = self.search(
            Domain("state", "=", "open") & Domain("date_due", "<", now), limit=500
        ).try_lock_for_update()
        failed = each_on_its_own(late, "Complaints: promises", self._miss)
        return late - failed

    @api.model
    def _miss(self, promise):
        """Noted in the case and told to who gave it, and to the leader; each reads it
        in his own language."""
        promise.state = "missed"
        keeper, complaint = promise.user_id, promise.complaint_id
        groups = by_language(keeper | promise.team_id.user_id).values()
        for people in sorted(groups, key=lambda some: keeper not in some):
            told = told_to(promise, people[:1])
            post = complaint.message_post
            if keeper not in people:
                post = complaint.message_notify  # one note stays in the case
            post(body=told._words_of_miss(), partner_ids=people.partner_id.ids)

    def _words_of_miss(self):
        return self.env._(
            "Promise missed: %(what)s, until %(time)s, by %(user)s.",
            what=self.name,
            time=self.complaint_id._moment_words(self.date_due),
            user=self.user_id.name,
        )

    @api.model
    def _cron_mark_missed(self):
        cron = self.env["ir.cron"]
        while late := self._mark_missed():
            if not cron._commit_progress(len(late)):
                break
