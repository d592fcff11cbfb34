# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCommon

from .common import PNG, ComplaintsBuilders

MAIL = """Return-Path: <{sender}>
To: {to}
Cc: {cc}
From: {sender}
Subject: {subject}
Message-Id: <{msg_id}@newcomer.test>
MIME-Version: 1.0
{body}
"""
TEXT = "Content-Type: text/plain; charset=utf-8\n\nTwo bags were wet."
HTML = (
    "Content-Type: text/html; charset=utf-8\n\n"
    "<html><body><p>Two <b>bags</b></p><script>alert(1)</script></body></html>"
)
PICTURE = f"""Content-Type: multipart/mixed; boundary="cut"

--cut
Content-Type: text/plain; charset=utf-8

See the picture.
--cut
Content-Type: image/png; name="wet.png"
Content-Disposition: attachment; filename="wet.png"
Content-Transfer-Encoding: base64

{base64.b64encode(PNG).decode()}
--cut--"""


@tagged("post_install", "-at_install")
class TestComplaintMailLoop(ComplaintsBuilders, MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_complaints()
        cls.team.alias_name = "service"
        cls.team.alias_domain_id = cls.mail_alias_domain
        cls.number = 0

    def receive(self, **values):
        """The mail arrives; returns the complaints that it opened."""
        type(self).number += 1
        mail = {
            "to": self.team.alias_email,
            "cc": "",
            "sender": "Nora New <nora@newcomer.test>",
            "subject": "Wet bags",
            "msg_id": f"loop-{self.number}",
            "body": TEXT,
            **values,
        }
        before = self.env["crm.complaint"].search([])
        with (
            self.mock_mail_gateway(),
            mute_logger("odoo.addons.mail.models.mail_thread"),
        ):
            self.env["mail.thread"].message_process(None, MAIL.format(**mail))
            self.env["crm.complaint"]._acknowledge_due()
        return self.env["crm.complaint"].search([]) - before

    def test_number_in_the_subject_joins_the_conversation(self):
        complaint = self.receive()
        self.assertRegex(complaint.name, "^CMP/", "the subject is no number")
        again = self.receive(subject=f"Question about {complaint.name}: when?")
        self.assertFalse(again)
        self.assertEqual(complaint.message_ids[0].author_id, complaint.partner_id)

    def test_colleague_joins_a_stranger_does_not(self):
        complaint = self._create_complaint()
        self.env["res.partner"].create(
            {"name": "Carl", "parent_id": self.partner.id, "email": "carl@alpha.test"}
        )
        subject = f"[{complaint.name}] more"
        self.assertFalse(self.receive(subject=subject, sender="carl@alpha.test"))
        opened = self.receive(subject=subject, sender="evil@stranger.test")
        self.assertTrue(opened)
        self.assertNotEqual(opened.customer_id, complaint.customer_id)

    def test_two_robots_stop_talking(self):
        self.company.complaint_ack_per_hour = 3
        sent = []
        for _number in range(5):
            complaint = self.receive(subject=f"Ticket {_number} opened")
            mails = self._new_mails.filtered(
                lambda m, c=complaint: c.partner_id in m.recipient_ids
            )
            sent.append(len(mails))
        self.assertEqual(sent, [1, 1, 1, 0, 0])
        self.assertEqual(self._clock(complaint, "acknowledge").state, "running")
        self.env.invalidate_all()
        self.assertIn("may be a robot", "".join(complaint.message_ids.mapped("body")))

    def test_flood_of_one_sender_is_bounced(self):
        self.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", 2)
        opened = [bool(self.receive(subject=f"Flood {n}")) for n in range(4)]
        self.assertEqual(opened, [True, True, False, False])

    def test_html_mail_becomes_text(self):
        complaint = self.receive(body=HTML)
        self.assertIn("Two", complaint.description)
        self.assertNotIn("<b>", complaint.description)
        self.assertNotIn("script", complaint.description)

    def test_copies_and_pictures_are_kept(self):
        complaint = self.receive(cc="boss@newcomer.test", body=PICTURE)
        self.assertEqual(complaint.email_cc, "boss@newcomer.test")
        files = complaint.message_ids.attachment_ids
        self.assertIn("wet.png", files.mapped("name"))

    def test_two_teams_do_not_share_an_address(self):
        other = self.team.copy({"name": "Repairs"})
        self.assertNotEqual(other.alias_name, "service")
        with self.assertRaisesRegex((UserError, ValidationError), "service"):
            other.write(
                {"alias_name": "service", "alias_domain_id": self.mail_alias_domain.id}
            )

    def test_mail_to_another_company_uses_no_contact_of_ours(self):
        ours = self.env["res.partner"].create(
            {
                "name": "Nora",
                "email": "nora@newcomer.test",
                "company_id": self.company.id,
            }
        )
        second = self.env["res.company"].create({"name": "Second"})
        team = self.env["crm.complaint.team"].create(
            {
                "name": "Second Service",
                "company_id": second.id,
                "alias_name": "second",
                "alias_domain_id": self.mail_alias_domain.id,
                "resource_calendar_id": False,
            }
        )
        complaint = self.receive(to=team.alias_email)
        self.assertEqual((complaint.company_id, complaint.team_id), (second, team))
        self.assertNotEqual(complaint.partner_id, ours)
        self.assertEqual(complaint.partner_id.email, "nora@newcomer.test")
