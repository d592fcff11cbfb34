# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .crm_complaint_jobs import each_on_its_own
from .crm_complaint_rights import managers_of

REMINDER = "crm_complaints.crm_complaint_web_reminder_template"
NOTICE = "crm_complaints.mail_activity_type_web_message"


class CrmComplaintWebReminderMixin(models.AbstractModel):
    """Nobody waits unanswered: the sender of an unconfirmed message is reminded once,
    and before messages are deleted the team leader hears how many there are."""

    _name = "crm.complaint.web.reminder.mixin"
    _description = "Reminder of Unconfirmed Messages"

    date_reminder = fields.Datetime(
        string="Reminder Looked at",
        readonly=True,
        copy=False,
        help="When the job decided whether the sender is reminded; it does so once.",
    )
    is_reminded = fields.Boolean(string="Reminded", readonly=True, copy=False)
    is_unasked = fields.Boolean(
        string="Not Mailed",
        readonly=True,
        copy=False,
        help="The address got as many mails within an hour as the settings allow: the "
        "sender was not asked to confirm this message.",
    )
    waiting_days = fields.Integer(
        string="Days Waiting",
        compute="_compute_waiting",
        help="Whole days since it came in, while nobody has confirmed it.",
    )
    date_delete = fields.Datetime(
        string="Is Deleted on",
        compute="_compute_waiting",
        help="Unconfirmed messages go then, with their files.",
    )

    @api.depends("state", "create_date", "company_id.complaint_public_keep_days")
    def _compute_waiting(self):
        now = fields.Datetime.now()
        for message in self:
            received = message.create_date
            waits = message.state == "waiting" and received
            days = timedelta(days=message.company_id.complaint_public_keep_days)
            message.waiting_days = (now - received).days if waits else 0
            message.date_delete = received + days if waits else False

    def _remind_sender(self, now):
        """One mail with the same link, or none; either way it is never looked at
        again."""
        self.ensure_one()
        may_remind = self._may_remind()
        self.write({"date_reminder": now, "is_reminded": may_remind})
        if may_remind:
            self._send_secret(self.env.ref(REMINDER))

    def _may_remind(self):
        """Nobody who blocked us, and no address twice while it confirmed nothing:
        the form must not become a way to fill the mail box of somebody else."""
        if self.is_unasked:
            return False
        blocked = self.env["mail.blacklist"].sudo()
        if blocked.search_count([("email", "=", self.email)], limit=1):
            return False
        return not self.search_count(
            Domain("email", "=", self.email)
            & Domain("is_reminded", "=", True)
            & Domain("state", "!=", "done"),
            limit=1,
        )

    @api.model
    def _reminder_domain(self, company, now):
        """Waiting for longer than the hours of the setting, and not yet looked at."""
        hours = timedelta(hours=company.complaint_public_reminder_hours)
        days = timedelta(days=company.complaint_public_keep_days)
        return (
            Domain("company_id", "=", company.id)
            & Domain("state", "=", "waiting")
            & Domain("date_reminder", "=", False)
            & Domain("create_date", "<=", now - hours)
            & Domain("create_date", ">", now - days)
        )

    @api.model
    def _remind_due(self, now=None, limit=50):
        """Reminds senders, newest message first; returns how many were looked at.

        Mark and mail are one transaction: killed before its end nothing was sent. A
        faulty message is marked too, staff see it in the list.
        """
        now = now or fields.Datetime.now()
        domain = Domain.OR(
            self._reminder_domain(company, now)
            for company in self._companies("complaint_public_reminder_hours")
        )
        due = self.search(domain, order="id desc", limit=limit).try_lock_for_update()
        failed = each_on_its_own(
            due,
            "Complaints: reminder of the public form",
            lambda message: message._remind_sender(now),
        )
        failed.date_reminder = now
        return len(due)

    @api.model
    def _companies(self, setting):
        return self.env["res.company"].sudo().search([(setting, ">", 0)])

    @api.model
    def _doomed(self, now):
        """{user: number} of waiting messages that are deleted within the days of the
        setting: of the leader whose team would take them, else of the managers."""
        counts = {}
        for company in self._companies("complaint_public_notice_days"):
            left = (
                company.complaint_public_keep_days
                - company.complaint_public_notice_days
            )
            groups = self._read_group(
                Domain("company_id", "=", company.id)
                & Domain("state", "=", "waiting")
                & Domain("create_date", "<=", now - timedelta(days=max(left, 0))),
                ["kind", "category_id"],
                ["__count"],
            )
            for kind, category, count in groups:
                for user in self._responsible(company, kind, category):
                    counts[user] = counts.get(user, 0) + count
        return counts

    @api.model
    def _responsible(self, company, kind, category):
        team = self.env["crm.complaint.team"]._team_for(company, kind, category)
        leader = team.sudo().user_id
        may_read = leader.active and self.with_user(leader).has_access("read")
        if may_read and company in leader.company_ids:
            return leader
        return managers_of(company)

    @api.model
    def _tell_doomed(self, now=None):
        """One to-do a day for each who answers for messages about to be deleted; one
        that is still open is brought up to date, and goes when nothing is left."""
        now = now or fields.Datetime.now()
        doomed = self._doomed(now)
        self._open_notices().filtered(lambda a: a.user_id not in doomed).unlink()
        for user, count in doomed.items():
            person = self.with_context(lang=user.lang, tz=user.tz or "UTC")
            values = person._prepare_notice_values(user, count, now)
            known = self._notices(user)
            if open_one := known.filtered("active")[:1]:
                open_one.write(values)
            elif values["date_deadline"] not in known.mapped("date_deadline"):
                self.env["mail.activity"].create(values)

    @api.model
    def _notices(self, user):
        """To-dos of this kind that a user got, also those that are done."""
        activities = self.env["mail.activity"].with_context(active_test=False)
        kind = self.env.ref(NOTICE)
        return activities.search(
            [("user_id", "=", user.id), ("activity_type_id", "=", kind.id)]
        )

    @api.model
    def _open_notices(self):
        kind = self.env.ref(NOTICE)
        return self.env["mail.activity"].search([("activity_type_id", "=", kind.id)])

    @api.model
    def _prepare_notice_values(self, user, count, now):
        return {
            "activity_type_id": self.env.ref(NOTICE).id,
            "user_id": user.id,
            "date_deadline": fields.Datetime.context_timestamp(self, now).date(),
            "summary": self.env._("%s web messages are deleted soon", count),
            "note": self.env._(
                "Nobody confirmed them. File what is meant seriously: Complaints › "
                "Unverified Messages."
            ),
        }

    @api.model
    def _cron_remind(self):
        cron = self.env["ir.cron"]
        while done := self._remind_due():
            if not cron._commit_progress(done):
                return
        self._tell_doomed()
