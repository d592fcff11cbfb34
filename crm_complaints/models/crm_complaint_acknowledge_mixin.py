# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo import api, fields, models
from odoo.fields import Domain

from .crm_complaint_jobs import each_on_its_own

CRON = "crm_complaints.crm_complaint_acknowledge_cron"


class CrmComplaintAcknowledgeMixin(models.AbstractModel):
    """The customer hears the number and the promised time: at once when somebody
    waits for it, by a job a second later when it came by mail
    (docs/decisions/0044-mails-are-acknowledged-by-a-job.md)."""

    _name = "crm.complaint.acknowledge.mixin"
    _description = "Acknowledgement of a Complaint"

    date_acknowledge = fields.Datetime(
        string="Acknowledgement Waits since",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="A job sends it within a second; after a fault this is the time of the "
        "next attempt.",
    )

    def _acknowledge_later(self, now):
        """Leaves the acknowledgement to the job and wakes it; whether there is one."""
        cron_id = self.env["ir.model.data"]._xmlid_to_res_id(CRON)
        cron = self.env["ir.cron"].sudo().browse(cron_id or [])
        if not cron.active:
            return False
        self.date_acknowledge = now
        cron._trigger()
        return True

    def _notify_thread(self, message, msg_vals=False, **kwargs):
        """The mail that opened the case reaches the agent by Odoo's own job, which is
        woken at once, and the words of a form by the job that acknowledges it; the
        sender does not wait for them."""
        is_waiting = self.date_acknowledge and "skip_existing" not in kwargs
        if is_waiting and self.env.context.get("crm_notify_later"):
            return []
        if not is_waiting or message.message_type != "email":
            return super()._notify_thread(message, msg_vals=msg_vals, **kwargs)
        kwargs.pop("scheduled_date", None)
        self.env["mail.message.schedule"].sudo().create(
            {
                "mail_message_id": message.id,
                "scheduled_datetime": fields.Datetime.now(),
                "notification_parameters": json.dumps(kwargs),
            }
        )
        return []

    def _way_to_acknowledge(self, now):
        """How the customer hears number and promised time: by mail, by word of mouth
        on the phone; "robot" when it may be one, and None when there is no way."""
        if self.email_from and self._is_acknowledged_too_often(now):
            return "robot"
        if self.email_from:
            return "mail"
        return "mouth" if self.channel in ("phone", "visit") else None

    def _acknowledge(self, way):
        """Tells the customer number and promised time in the way that was found."""
        if way == "robot":
            self.message_post(
                body=self.env._(
                    "No acknowledgement was sent: this address got several within the "
                    "last hour. It may be a robot."
                )
            )
        elif way == "mail":
            self._send_template("crm_complaints.crm_complaint_template_acknowledge")

    def _is_acknowledged_too_often(self, now):
        """Whether the sender files so often that it is rather a robot (mail loop)."""
        limit = self.company_id.complaint_ack_per_hour
        if not limit or self.channel not in ("mail", "web"):
            return False
        recent = self.search_count(
            Domain("partner_id", "=", self.partner_id.id)
            & Domain("create_date", ">=", fields.Datetime.subtract(now, hours=1))
            & Domain("id", "<=", self.id)
        )
        return recent > limit

    def _acknowledge_waiting(self, now):
        """Sends what the job was left; the clock ends at this moment, not before."""
        if self.is_open:
            way = self._way_to_acknowledge(self.create_date)
            self._acknowledge(way)
            if way == "mail":
                self._meet_targets(("acknowledge",), now)
            for message in self._words_of_form():
                self._notify_thread(message, skip_existing=True)
        self.date_acknowledge = False

    def _words_of_form(self):
        """What the customer wrote in the portal's form and nobody was told yet."""
        return self.message_ids.filtered(
            lambda message: (
                self.channel == "portal"
                and message.message_type == "comment"
                and message.author_id == self.partner_id
                and not message.notification_ids
            )
        )

    @api.model
    def _acknowledge_due(self, now=None, limit=20):
        """Acknowledges what waits; returns how many cases were looked at.

        Mark and mail are one transaction: killed before its end nothing was sent, and
        after it nothing waits. A faulty case is tried again in an hour.
        """
        now = now or fields.Datetime.now()
        due = self.search(
            Domain("date_acknowledge", "<=", now), order="id", limit=limit
        ).try_lock_for_update()
        failed = each_on_its_own(
            due,
            "Complaints: acknowledgement",
            lambda complaint: complaint._acknowledge_waiting(now),
        )
        failed.date_acknowledge = fields.Datetime.add(now, hours=1)
        return len(due)

    @api.model
    def _cron_acknowledge(self):
        cron = self.env["ir.cron"]
        while done := self._acknowledge_due():
            if not cron._commit_progress(done):
                break
