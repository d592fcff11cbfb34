# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCommon

from .common import ComplaintsBuilders

MAIL = """Return-Path: <{sender}>
To: {to}
From: {sender}
Subject: {subject}
Message-Id: {msg_id}
{extra}Content-Type: text/plain; charset=utf-8

{body}
"""
NEW = {
    "sender": "Nora New <nora@newcomer.test>",
    "subject": "Wet bags",
    "msg_id": "<new-1@newcomer.test>",
    "extra": "",
    "body": "Two bags were wet.",
}


@tagged("post_install", "-at_install")
class TestComplaintMail(ComplaintsBuilders, MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_complaints()
        cls.team.alias_name = "service"
        cls.team.alias_domain_id = cls.mail_alias_domain

    def receive(self, **values):
        mail = {"to": self.team.alias_email, **NEW, **values}
        with (
            self.mock_mail_gateway(),
            mute_logger("odoo.addons.mail.models.mail_thread"),
        ):
            self.env["mail.thread"].message_process(None, MAIL.format(**mail))
            self.env["crm.complaint"]._acknowledge_due()
        return self.env["crm.complaint"].search([("subject", "=", mail["subject"])])

    def test_mail_opens_a_complaint_and_is_acknowledged(self):
        complaint = self.receive()
        self.assertEqual(complaint.channel, "mail")
        self.assertEqual(complaint.team_id, self.team)
        self.assertEqual(complaint.user_id, self.anna)
        self.assertEqual(complaint.description, "Two bags were wet.")
        self.assertEqual(complaint.partner_id.email, "nora@newcomer.test")
        self.assertEqual(complaint.customer_id.partner_id, complaint.partner_id)
        self.assertEqual(self._clock(complaint, "acknowledge").state, "met")
        sent = self._new_mails.filtered(
            lambda m: complaint.partner_id in m.recipient_ids
        )
        self.assertEqual(len(sent), 1)
        self.assertIn(complaint.name, sent.subject)
        self.assertIn(complaint._promise_words(), sent.body_html)
        self.assertIn(complaint.access_url, sent.body_html)
        self.assertIn(complaint.sudo().access_token, sent.body_html)

    def test_known_customer_is_recognised(self):
        complaint = self.receive(sender="paula@alpha.test", subject="Known")
        self.assertEqual(complaint.customer_id, self.customer)

    def test_reply_joins_the_conversation(self):
        complaint = self.receive()
        with self.mock_mail_gateway():
            answer = self._answer(complaint)
        self.receive(
            subject="Re: Wet bags",
            msg_id="<new-2@newcomer.test>",
            extra=f"In-Reply-To: {answer.message_id}\n",
            body="Thank you, here is more.",
        )
        self.assertEqual(
            self.env["crm.complaint"].search_count(
                [("partner_id", "=", complaint.partner_id.id)]
            ),
            1,
        )
        self.assertIn("here is more", complaint.message_ids[:1].body)

    def test_automatic_answers_open_nothing(self):
        for number, header in enumerate(
            (
                "Auto-Submitted: auto-replied",
                "Precedence: bulk",
                "X-Autoreply: yes",
            )
        ):
            opened = self.receive(
                subject=f"Out of office {number}",
                msg_id=f"<auto-{number}@newcomer.test>",
                extra=f"{header}\n",
            )
            self.assertFalse(opened, header)

    def test_automatic_answer_does_not_end_the_pause(self):
        complaint = self.receive()
        self._step(complaint, "pause", "Photo asked for")
        with self.mock_mail_gateway():
            answer = self._answer(complaint)
        self.receive(
            subject="Out of office",
            msg_id="<auto-9@newcomer.test>",
            extra=f"In-Reply-To: {answer.message_id}\nAuto-Submitted: auto-replied\n",
        )
        self.assertEqual(complaint.phase, "waiting")

    def test_persons_mail_that_says_so_is_kept(self):
        self.assertTrue(self.receive(extra="Auto-Submitted: no\n"))

    def test_answer_reaches_the_customer(self):
        complaint = self.receive()
        with self.mock_mail_gateway():
            self._answer(complaint)
        self.assertIn(complaint.partner_id, self._new_mails.mapped("recipient_ids"))
        with self.mock_mail_gateway():
            complaint.with_user(self.anna).message_post(
                body="Secret", subtype_xmlid="mail.mt_note"
            )
        self.assertNotIn(complaint.partner_id, self._new_mails.mapped("recipient_ids"))
