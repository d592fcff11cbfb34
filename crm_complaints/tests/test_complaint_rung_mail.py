# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.mail.tests.common import MailCommon

from .common import ComplaintsBuilders, at


@tagged("post_install", "-at_install")
class TestComplaintRungMail(ComplaintsBuilders, MailCommon):
    """Response within 2 h from 8 h on in Shanghai: due at 10 h, 2 h in UTC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_complaints()
        agent = "crm_complaints.crm_complaints_group_agent"
        cls.carla = cls._create_user("carla_c", agent)
        cls.clocks = cls.env["crm.complaint.clock"]
        cls.rung = cls._create_rung(target="response", is_mailed=True)

    def climb(self, now):
        """Mails that the ladder sends at `now`."""
        with self.mock_mail_gateway(), freeze_time(now):
            self.clocks._climb_ladders(now=now)
        return self._new_mails

    def file(self, now=None):
        with self.mock_mail_gateway(), freeze_time(now or at(0, 0)):
            return self._create_complaint()

    def test_role_gets_number_customer_clock_and_deadline(self):
        complaint = self.file()
        self.assertFalse(self.climb(at(0, 1, 59)))
        mail = self.climb(at(0, 2))
        self.assertEqual(mail.recipient_ids, self.mona.partner_id)
        self.assertIn(complaint.name, mail.subject)
        for words in (
            complaint.name,
            "Alpha Works",
            "100 % of the time for the First Response is used",
            "03/02/2026 10:00 AM",
        ):
            self.assertIn(words, mail.body_html)
        self.assertSentEmail(
            self.env.ref("base.partner_root").email_formatted,
            [self.mona.email_formatted],
            subject=mail.subject,
        )
        self.assertFalse(self.climb(at(0, 2, 1)), "it is sent once")

    def test_persons_and_owner_are_those_it_names(self):
        self.rung.write(
            {
                "is_leader_called": False,
                "is_owner_called": True,
                "user_ids": [Command.set(self.carla.ids)],
            }
        )
        self.file()
        mails = self.climb(at(0, 2))
        self.assertEqual(mails.recipient_ids, (self.carla | self.sally).partner_id)

    def test_own_text_of_the_rung(self):
        self.rung.mail_template_id = self.env["mail.template"].create(
            {
                "name": "Wake up",
                "model_id": self.env["ir.model"]._get_id("crm.complaint"),
                "subject": "Wake up: {{ object.name }}",
                "body_html": '<p>Due: <t t-out="object._promise_words()"/></p>',
            }
        )
        complaint = self.file()
        mail = self.climb(at(0, 2))
        self.assertEqual(mail.subject, f"Wake up: {complaint.name}")
        self.assertIn("Due: 03/02/2026 10:00 AM", mail.body_html)

    def test_rung_without_mail_leaves_it_at_the_activity(self):
        self.rung.is_mailed = False
        complaint = self.file()
        self.assertFalse(self.climb(at(0, 2)))
        self.assertEqual(complaint.activity_ids.user_id, self.mona)

    def test_nothing_is_mailed_at_night(self):
        """Filed at 14 h in Shanghai, due at 16 h; the job was down until 22 h."""
        self.file(at(0, 6))
        self.assertFalse(self.climb(at(0, 14)))
        self.assertFalse(self.climb(at(0, 23, 59)), "7:59 on Tuesday")
        mail = self.climb(at(1, 0))
        self.assertIn("03/02/2026 04:00 PM", mail.body_html)

    def test_around_the_clock_it_is_mailed_at_night(self):
        self.team.resource_calendar_id = False
        self.file(at(0, 18))
        mail = self.climb(at(0, 20))
        self.assertEqual(mail.recipient_ids, self.mona.partner_id)
