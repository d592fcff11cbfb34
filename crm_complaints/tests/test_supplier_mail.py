# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
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
WORDS = """The new thread was too thin.
We use the old one again from Friday.

> Bags torn at the seam
> please answer
"""


@tagged("post_install", "-at_install")
class TestSupplierMail(ComplaintsBuilders, MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_complaints()
        cls.team.alias_name = "service"
        cls.team.alias_domain_id = cls.mail_alias_domain
        cls.supplier = cls._create_partner("Sack Ltd", "sue@sack.test")
        cls.sue = cls.supplier.child_ids
        cls.complaint = cls._create_complaint()
        cls.inquiry = (
            cls.env["crm.complaint.inquiry"]
            .with_user(cls.anna)
            .create(
                {
                    "complaint_id": cls.complaint.id,
                    "partner_id": cls.sue.id,
                    "problem": "Bags torn at the seam",
                }
            )
        )

    def send(self):
        """The mail that reaches the supplier."""
        with self.mock_mail_gateway():
            self.inquiry.action_send()
        return self._new_mails

    def receive(self, mail, **values):
        """An answer to `mail`, as it arrives from the mail server."""
        number = self.env["mail.message"].search_count([])
        mail_text = MAIL.format(
            **{
                "to": mail.reply_to,
                "sender": "Sue <sue@sack.test>",
                "subject": f"Re: {mail.subject}",
                "msg_id": f"<sue-{number}@sack.test>",
                "extra": f"In-Reply-To: {mail.message_id}\n",
                "body": WORDS,
                **values,
            }
        )
        with (
            self.mock_mail_gateway(),
            mute_logger("odoo.addons.mail.models.mail_thread"),
        ):
            self.env["mail.thread"].message_process(None, mail_text)

    def test_answer_to_the_mail_is_the_statement(self):
        mail = self.send()
        self.assertIn(self.mail_alias_domain.catchall_email, mail.reply_to)
        self.receive(mail)
        self.assertEqual(self.inquiry.state, "answered")
        self.assertEqual(
            self.inquiry.answer_statement,
            "The new thread was too thin.\nWe use the old one again from Friday.",
        )
        self.assertEqual(self.inquiry.answered_by_id, self.sue)
        self.assertEqual(self.inquiry.activity_ids.user_id, self.anna)
        self.assertFalse(self.complaint.is_with_supplier)

    def test_customer_never_sees_it(self):
        mail = self.send()
        before = self.complaint._portal_messages()
        self.receive(mail)
        self.assertEqual(self.complaint._portal_messages(), before)
        note = self.complaint.message_ids[:1]
        self.assertIn("too thin", note.body)
        self.assertTrue(note.subtype_id.internal)
        self.assertNotIn(self.contact, self._new_mails.recipient_ids)
        paula = self._create_portal_user("paula_m", self.contact)
        with self.assertRaises(AccessError):
            self.inquiry.with_user(paula).read(["answer_statement"])
        self.assertFalse(self.inquiry._is_visible_to(paula))

    def test_it_is_no_word_of_the_customer(self):
        mail = self.send()
        self._step(self.complaint, "pause", "The supplier is asked")
        self.receive(mail)
        self.assertEqual(self.complaint.phase, "waiting")

    def test_accepted_statement_becomes_a_measure(self):
        self.receive(self.send())
        action = self.inquiry.action_accept()
        measure = self.env["crm.complaint.measure"].browse(action["res_id"])
        self.assertIn("the old one again", measure.description)

    def test_absence_note_is_no_answer(self):
        mail = self.send()
        self.receive(
            mail,
            extra=f"In-Reply-To: {mail.message_id}\nAuto-Submitted: auto-replied\n",
        )
        self.assertEqual(self.inquiry.state, "sent")
        self.assertFalse(self.inquiry.activity_ids)

    def test_strangers_answer_is_shown_to_the_agent_only(self):
        mail = self.send()
        self.receive(mail, sender="eve@elsewhere.test")
        self.assertEqual(self.inquiry.state, "sent")
        self.assertFalse(self.inquiry.answer_statement)
        self.assertIn("eve@elsewhere.test", self.inquiry.activity_ids.summary)

    def test_later_mail_changes_nothing(self):
        mail = self.send()
        self.receive(mail)
        said = self.inquiry.answer_statement
        self.receive(mail, body="I was wrong")
        self.assertEqual(self.inquiry.answer_statement, said)
        self.assertIn(
            "The supplier wrote again", self.inquiry.activity_ids.mapped("summary")
        )

    def test_asked_again_he_answers_again(self):
        self.receive(self.send())
        with self.mock_mail_gateway():
            self.inquiry.action_ask_again()
        self.receive(self._new_mails, body="It was the needle")
        self.assertEqual(self.inquiry.answer_statement, "It was the needle")

    def test_number_in_a_new_mail_is_enough(self):
        self.send()
        mail = self.env["mail.mail"].new({"reply_to": self.team.alias_email})
        self.receive(mail, subject=f"About {self.inquiry.name}", extra="")
        self.assertEqual(self.inquiry.state, "answered")
        self.receive(
            mail,
            subject=f"About {self.inquiry.name}",
            extra="",
            sender="eve@elsewhere.test",
        )
        case = self.env["crm.complaint"].search([], order="id desc", limit=1)
        self.assertEqual(case.partner_id.email, "eve@elsewhere.test")
        self.assertNotEqual(case, self.complaint)

    def test_colleagues_mail_is_no_statement(self):
        mail = self.send()
        self.receive(mail, sender=self.anna.email)
        self.assertEqual(self.inquiry.state, "sent")
