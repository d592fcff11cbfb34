# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestPublicReminder(ComplaintsCommon):
    """A message of the public form waits: for its sender, and for the leader."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.messages = cls.env["crm.complaint.web.message"]
        cls.messages.search([]).unlink()
        cls.company.write(
            {
                "complaint_public_reminder_hours": 24,
                "complaint_public_keep_days": 14,
                "complaint_public_notice_days": 3,
            }
        )

    def receive(self, moment=None, email="nora@newcomer.test", **values):
        """A message that came in at `moment`, else on Monday, 2 March 2026, 1:00."""
        message = self.messages.create(
            {
                "company_id": self.company.id,
                "name": "Nora",
                "email": email,
                "kind": "complaint",
                "description": "Wet bags on arrival",
                "lang": "en_US",
                **values,
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_complaint_web_message SET create_date = %s WHERE id = %s",
            (moment or at(0, 1), message.id),
        )
        self.env.invalidate_all()
        return message

    def mails(self, email="nora@newcomer.test"):
        return self.env["mail.mail"].search([("email_to", "=", email)])

    def notices(self, user):
        return self.messages._notices(user)

    def test_sender_is_reminded_once_after_the_hours(self):
        message = self.receive()
        self.assertEqual(self.messages._remind_due(at(1, 0, 59)), 0)
        self.assertFalse(self.mails())
        self.assertEqual(self.messages._remind_due(at(1, 1)), 1)
        mail = self.mails()
        self.assertEqual(len(mail), 1)
        self.assertIn(message._confirm_url(), mail.body_html)
        self.assertNotIn("/complaints/confirm/", mail.mail_message_id.body)
        self.assertTrue(message.is_reminded)
        self.assertEqual(self.messages._remind_due(at(5, 1)), 0)
        self.assertEqual(self.mails(), mail)

    def test_no_reminder_for_confirmed_dropped_and_blocked(self):
        self.receive(email="done@newcomer.test")._confirm()
        self.receive(email="dropped@newcomer.test").action_drop()
        blocked = self.receive(email="blocked@newcomer.test")
        self.env["mail.blacklist"]._add("blocked@newcomer.test")
        self.env["mail.mail"].search([]).unlink()
        self.assertEqual(self.messages._remind_due(at(2, 1)), 1)
        self.assertFalse(blocked.is_reminded)
        self.assertFalse(self.mails("blocked@newcomer.test"))
        self.assertFalse(self.mails("done@newcomer.test"))
        self.assertFalse(self.mails("dropped@newcomer.test"))
        self.assertEqual(self.messages._remind_due(at(3, 1)), 0, "looked at once")

    def test_many_messages_bring_one_reminder_to_an_address(self):
        messages = self.receive() | self.receive() | self.receive()
        self.assertEqual(self.messages._remind_due(at(1, 2)), 3)
        self.assertEqual(len(self.mails()), 1)
        self.assertIn(messages[2]._confirm_url(), self.mails().body_html)
        messages |= self.receive(at(3, 1))
        self.assertEqual(self.messages._remind_due(at(4, 2)), 1)
        self.assertEqual(len(self.mails()), 1)

    def test_zero_switches_reminder_and_notice_off(self):
        self.company.complaint_public_reminder_hours = 0
        self.receive()
        self.assertEqual(self.messages._remind_due(at(5, 1)), 0)
        self.company.complaint_public_notice_days = 0
        self.messages._tell_doomed(at(13, 1))
        self.assertFalse(self.notices(self.mona))

    def test_one_faulty_message_stops_no_other(self):
        faulty = self.receive(email="a@newcomer.test", lang="xx_XX")
        self.receive(email="b@newcomer.test")
        self.messages._remind_due(at(1, 2))
        self.assertEqual(len(self.mails("b@newcomer.test")), 1)
        self.assertEqual(faulty.date_reminder, at(1, 2))

    def test_age_and_day_of_deletion(self):
        message = self.receive()
        with freeze_time(at(5, 0, 59)):
            self.assertEqual(message.waiting_days, 4)
        message.invalidate_recordset()
        with freeze_time(at(5, 1)):
            self.assertEqual(message.waiting_days, 5)
            self.assertEqual(message.date_delete, at(14, 1))
        message.action_drop()
        self.assertEqual((message.waiting_days, message.date_delete), (0, False))

    def test_leader_gets_one_notice_a_day_before_messages_go(self):
        self.receive()
        self.receive(email="b@newcomer.test")
        self.receive(at(4, 1), email="c@newcomer.test")
        self.messages._tell_doomed(at(11, 0, 59))
        self.assertFalse(self.notices(self.mona), "three days and a minute are left")
        self.messages._tell_doomed(at(11, 1))
        self.messages._tell_doomed(at(11, 2))
        notice = self.notices(self.mona)
        self.assertEqual(len(notice), 1)
        self.assertIn("2 web messages", notice.summary)
        self.assertEqual(str(notice.date_deadline), "2026-03-13")
        self.assertFalse(self.notices(self.anna))
        notice.action_done()
        self.messages._tell_doomed(at(11, 3))
        self.assertFalse(self.notices(self.mona).filtered("active"), "done today")
        self.messages._tell_doomed(at(12, 3))
        again = self.notices(self.mona).filtered("active")
        self.assertEqual(len(again), 1)
        self.messages._tell_doomed(at(15, 3))
        self.assertIn("3 web messages", again.summary)
        self.assertEqual(self.notices(self.mona).filtered("active"), again)

    def test_notice_goes_when_nothing_is_left(self):
        message = self.receive()
        self.messages._tell_doomed(at(12, 1))
        self.assertEqual(len(self.notices(self.mona).filtered("active")), 1)
        message.action_drop()
        self.messages._tell_doomed(at(12, 2))
        self.assertFalse(self.notices(self.mona).filtered("active"))

    def test_managers_hear_it_where_no_leader_reads_messages(self):
        """The leader lost the right after he was chosen."""
        self.team.user_id = self.boris
        agents = self.env.ref("crm_complaints.crm_complaints_group_agent")
        self.boris.group_ids -= agents
        self.receive()
        self.messages._tell_doomed(at(12, 1))
        self.assertFalse(self.notices(self.boris))
        self.assertEqual(len(self.notices(self.mona)), 1)

    def test_job_reminds_and_tells(self):
        """The rest of the job, with the times of the machine."""
        now = fields.Datetime.now()
        self.receive(now - timedelta(days=13))
        self.messages._remind_due()
        self.messages._tell_doomed()
        self.assertEqual(len(self.mails()), 1)
        self.assertEqual(len(self.notices(self.mona)), 1)

    def test_filed_without_confirmation_needs_a_reason(self):
        message = self.receive()
        with self.assertRaisesRegex(UserError, "Wet bags on arrival.*Nora"):
            message.with_user(self.anna).action_accept()
        self.assertEqual(message.state, "waiting")
        with self.assertRaises(AccessError):
            message.with_user(self.sally).action_accept()
        message.with_user(self.anna).filing_reason = "Called back, it is <b>hers</b>"
        action = message.with_user(self.anna).action_accept()
        complaint = message.complaint_id
        self.assertEqual(action["res_id"], complaint.id)
        note = complaint.message_ids.filtered(
            lambda m: "without a confirmed mail address" in m.body
        )
        self.assertIn("Called back, it is &lt;b&gt;hers", note.body)
        self.assertEqual(note.author_id, self.anna.partner_id)
        self.assertTrue(note.is_internal or note.subtype_id.internal)
        message.with_user(self.anna).action_accept()
        self.assertEqual(message.complaint_id, complaint, "filed once")
