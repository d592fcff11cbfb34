# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCommon

from .common import ComplaintsBuilders
from .test_complaint_mail import MAIL, NEW

CRON = "crm_complaints.crm_complaint_acknowledge_cron"


@tagged("post_install", "-at_install")
class TestComplaintAcknowledge(ComplaintsBuilders, MailCommon):
    """A mail only opens the case; two jobs that are woken at once tell the customer
    and the agent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_complaints()
        cls.team.alias_name = "service"
        cls.team.alias_domain_id = cls.mail_alias_domain
        cls.jobs = cls.env["crm.complaint"]

    def receive(self):
        mail = {"to": self.team.alias_email, **NEW}
        with (
            self.mock_mail_gateway(),
            mute_logger("odoo.addons.mail.models.mail_thread"),
        ):
            self.env["mail.thread"].message_process(None, MAIL.format(**mail))
        return self.env["crm.complaint"].search([("subject", "=", mail["subject"])])

    def run_job(self, now=None):
        """Runs the job; returns the mails it wrote."""
        with self.mock_mail_gateway():
            self.jobs._acknowledge_due(now)
        return self._new_mails

    def triggers(self, xmlid):
        return self.env["ir.cron.trigger"].search_count(
            [("cron_id", "=", self.env.ref(xmlid).id)]
        )

    def test_mail_wakes_the_job_and_promises_at_once(self):
        before = self.triggers(CRON)
        complaint = self.receive()
        self.assertEqual(self.triggers(CRON), before + 1)
        self.assertTrue(complaint.date_promised)
        self.assertEqual(complaint.user_id, self.anna)
        self.assertEqual(self._clock(complaint, "acknowledge").state, "running")
        self.assertFalse(self._new_mails, "the sender waits for no mail")

    def test_job_sends_the_same_promise_once_and_ends_the_clock(self):
        complaint = self.receive()
        promised, words = complaint.date_promised, complaint._promise_words()
        later = fields.Datetime.add(complaint.date_acknowledge, seconds=3)
        sent = self.run_job(later)
        self.assertEqual(len(sent), 1)
        self.assertEqual(sent.recipient_ids, complaint.partner_id)
        self.assertIn(words, sent.body_html)
        self.assertEqual(complaint.date_promised, promised)
        clock = self._clock(complaint, "acknowledge")
        self.assertEqual((clock.state, clock.date_done), ("met", later))
        self.assertFalse(complaint.date_acknowledge)
        self.assertFalse(self.run_job(later), "nothing twice")

    @mute_logger("odoo.addons.crm_complaints.models.crm_complaint_jobs")
    def test_fault_is_tried_again_and_the_clock_runs_on(self):
        complaint = self.receive()
        now = complaint.date_acknowledge
        broken = patch.object(
            type(complaint), "_send_template", side_effect=ValueError("broken")
        )
        with broken:
            self.assertFalse(self.run_job(now))
        self.assertEqual(self._clock(complaint, "acknowledge").state, "running")
        self.assertEqual(complaint.date_acknowledge, fields.Datetime.add(now, hours=1))
        self.assertFalse(self.run_job(now))
        self.assertEqual(len(self.run_job(fields.Datetime.add(now, hours=1))), 1)

    def test_agent_reads_the_mail_by_the_job_of_odoo_once(self):
        schedules = self.env["mail.message.schedule"]
        job = "mail.ir_cron_send_scheduled_message"
        before = self.triggers(job)
        complaint = self.receive()
        self.assertEqual(self.triggers(job), before + 1)
        message = complaint.message_ids.filtered(lambda m: m.message_type == "email")
        self.assertFalse(message.notified_partner_ids)
        for _again in range(2):
            with self.mock_mail_gateway():
                schedules.search(
                    [("mail_message_id", "=", message.id)]
                )._send_notifications()
            self.assertEqual(message.notified_partner_ids, self.anna.partner_id)
            self.assertEqual(len(message.notification_ids), 1)

    def test_without_the_job_it_is_acknowledged_at_once(self):
        self.env.ref(CRON).active = False
        complaint = self.receive()
        self.assertFalse(complaint.date_acknowledge)
        self.assertEqual(self._clock(complaint, "acknowledge").state, "met")
        self.assertIn(complaint.partner_id, self._new_mails.recipient_ids)

    def test_case_ended_before_is_not_acknowledged(self):
        complaint = self.receive()
        stage = self.env["crm.complaint.stage"]._first("cancelled")
        complaint.sudo()._enter_stage(stage, "Advertising")
        self.assertFalse(self.run_job(complaint.date_acknowledge))
        self.assertFalse(complaint.date_acknowledge)

    def test_changed_settings_count_for_the_next_case(self):
        """What is kept in memory is forgotten when a row changes."""
        levels = self.env["crm.complaint.sla"]
        self.assertEqual(self.receive().sla_id, self._sla_of(levels))
        first = levels.create(
            {"name": "First", "sequence": -1, "response_hours": 1, "kind": "praise"}
        )
        praise = self._create_complaint(kind="praise")
        self.assertEqual(praise.sla_id, first)
        first.active = False
        self.assertNotEqual(self._create_complaint(kind="praise").sla_id, first)

    def _sla_of(self, levels):
        fitting = levels.search(
            [
                ("company_id", "in", [self.company.id, False]),
                ("kind", "in", ["complaint", False]),
                ("severity", "in", ["normal", False]),
                ("vip_tier_id", "=", False),
                ("category_id", "=", False),
            ]
        )
        return fitting[:1]
