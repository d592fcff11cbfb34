# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import PNG, ComplaintsMoneyCommon


@tagged("post_install", "-at_install")
class TestSupplier(ComplaintsMoneyCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplier = cls._create_partner("Sack Ltd", "sue@sack.test")
        cls.contact_s = cls.supplier.child_ids
        cls.sue = cls._create_portal_user("sue_portal", cls.contact_s)
        cls.fred = cls._create_portal_user(
            "fred_portal", cls._create_partner("Gamma", "fred@gamma.test").child_ids
        )
        cls.complaint = cls._create_complaint(
            line_ids=[
                Command.create(
                    {"order_line_id": cls.order.order_line.id, "defect": "Seam torn"}
                )
            ]
        )
        cls.shown = cls._file("shown.png")
        cls.hidden = cls._file("hidden.png")
        cls._answer(cls.complaint)
        cls.complaint.with_user(cls.anna).message_post(body="Customer is angry: secret")
        cls.inquiry = cls._inquiry()
        cls.page = f"/my/supplier-inquiries/{cls.inquiry.id}"

    @classmethod
    def _file(cls, name):
        return cls.env["ir.attachment"].create(
            {
                "name": name,
                "raw": PNG,
                "res_model": "crm.complaint",
                "res_id": cls.complaint.id,
            }
        )

    @classmethod
    def _inquiry(cls, **values):
        return (
            cls.env["crm.complaint.inquiry"]
            .with_user(cls.anna)
            .with_company(cls.company)
            .create(
                {
                    "complaint_id": cls.complaint.id,
                    "partner_id": cls.contact_s.id,
                    "problem": "Bags torn at the seam",
                    "lot": "LOT-7",
                    "line_ids": [Command.set(cls.complaint.line_ids.ids)],
                    "attachment_ids": [Command.set(cls.shown.ids)],
                    **values,
                }
            )
        )

    def log_in(self, user):
        self.authenticate(user.login, user.login.ljust(8, "x"))

    def get(self, url):
        return self.url_open(url, allow_redirects=False)

    def answer(self, csrf=True, page=None, **values):
        data = {
            "cause": "New thread was too thin",
            "measure": "Old thread again",
            "date_measure": "2026-03-20",
            **values,
        }
        if csrf:
            login = self.url_open("/web/login")
            if "csrf_token" not in login.text:
                login = self.url_open("/my")
            data["csrf_token"] = re.search(r'csrf_token: "([^"]+)"', login.text).group(
                1
            )
        url = f"{page or self.page}/answer"
        return self.url_open(url, data=data, allow_redirects=False)

    def send(self):
        self.inquiry.action_send()

    def test_sending_mails_the_supplier_and_shows_on_the_complaint(self):
        self.assertFalse(self.complaint.is_with_supplier)
        self.send()
        self.assertTrue(self.complaint.is_with_supplier)
        message = self.inquiry.message_ids.filtered(lambda m: m.partner_ids)
        self.assertEqual(message.partner_ids, self.contact_s)
        self.assertNotIn("access_token", message.body)
        mail = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        token = self.inquiry.sudo().access_token
        self.assertIn(f"{self.page}?access_token={token}", mail.body_html)
        self.assertNotIn("Alpha", message.body)

    def test_page_shows_what_is_shared_and_nothing_else(self):
        self.send()
        page = self.get(f"{self.page}?access_token={self.inquiry.sudo().access_token}")
        self.assertEqual(page.status_code, 200)
        for words in ("Bags torn at the seam", "Cement", "Seam torn", "LOT-7"):
            self.assertIn(words, page.text)
        for words in (
            "Alpha",
            "secret",
            "We look into it",
            "hidden.png",
            self.order.name,
            "1,000",
        ):
            self.assertNotIn(words, page.text)

    def test_home_shows_the_way_without_javascript(self):
        def is_shown(user):
            self.log_in(user)
            card = re.search(
                r'"o_portal_index_card ([^"]*)">\s*<a[^>]*supplier-inquiries',
                self.url_open("/my").text,
            )
            return "d-none" not in card.group(1)

        self.assertFalse(is_shown(self.sue), "nothing was asked yet")
        self.send()
        self.assertTrue(is_shown(self.sue))
        self.assertFalse(is_shown(self.fred))

    def test_customer_is_named_when_chosen(self):
        self.inquiry.is_customer_shown = True
        self.send()
        self.log_in(self.sue)
        self.assertIn("Alpha Works", self.get(self.page).text)

    def test_only_chosen_files_are_delivered(self):
        self.send()
        token = f"?access_token={self.inquiry.sudo().access_token}"
        file = self.get(f"{self.page}/file/{self.shown.id}{token}")
        self.assertEqual((file.status_code, file.content), (200, PNG))
        other = self.get(f"{self.page}/file/{self.hidden.id}{token}")
        self.assertEqual(other.status_code, 404)
        self.assertEqual(self.get(f"{self.page}/file/{self.shown.id}").status_code, 404)

    def test_foreigners_drafts_and_wrong_tokens_see_nothing(self):
        token = f"?access_token={self.inquiry.sudo().access_token}"
        self.assertEqual(self.get(self.page + token).status_code, 303)
        self.send()
        self.assertEqual(self.get(self.page).status_code, 303)
        self.assertEqual(self.get(f"{self.page}?access_token=x").status_code, 303)
        self.log_in(self.fred)
        self.assertEqual(self.get(self.page).status_code, 303)
        self.assertNotIn(self.inquiry.name, self.get("/my/supplier-inquiries").text)
        self.assertEqual(self.answer().status_code, 303)
        self.assertEqual(self.inquiry.state, "sent")

    def test_supplier_sees_no_complaint(self):
        self.send()
        self.log_in(self.sue)
        complaint = f"/my/complaints/{self.complaint.id}"
        self.assertEqual(self.get(complaint).status_code, 303)
        token = f"?access_token={self.inquiry.sudo().access_token}"
        self.assertEqual(self.get(complaint + token).status_code, 303)
        self.assertIn(self.inquiry.name, self.get("/my/supplier-inquiries").text)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_portal_users_have_no_access_by_rpc(self):
        for model in (
            "crm.complaint.inquiry",
            "crm.complaint.measure",
            "crm.complaint.party",
            "crm.complaint.sheet",
            "crm.complaint.solution",
        ):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.sue).search([])

    def test_answer_reaches_the_agent(self):
        self.send()
        self.log_in(self.sue)
        self.assertEqual(self.answer().status_code, 303)
        self.assertRecordValues(
            self.inquiry,
            [
                {
                    "state": "answered",
                    "answer_cause": "New thread was too thin",
                    "answer_measure": "Old thread again",
                    "date_measure": date(2026, 3, 20),
                    "answered_by_id": self.contact_s.id,
                }
            ],
        )
        self.assertFalse(self.complaint.is_with_supplier)
        self.assertEqual(self.inquiry.activity_ids.user_id, self.anna)
        self.assertNotIn(
            "New thread", "".join(self.complaint._portal_messages().mapped("body"))
        )
        self.assertEqual(self.answer(cause="Other").status_code, 400)
        self.assertEqual(self.inquiry.answer_cause, "New thread was too thin")

    def test_answer_is_a_post_with_csrf_and_words(self):
        self.send()
        self.log_in(self.sue)
        self.assertIn(self.get(f"{self.page}/answer").status_code, (404, 405))
        with mute_logger("odoo.http"):
            self.assertEqual(self.answer(csrf=False).status_code, 400)
        empty = self.answer(cause=" ")
        self.assertEqual(empty.status_code, 400)
        self.assertIn("Old thread again", empty.text)
        self.assertEqual(self.answer(date_measure="soon").status_code, 400)
        self.assertEqual(self.inquiry.state, "sent")

    def test_colleagues_do_not_answer_for_the_supplier(self):
        self.send()
        self.log_in(self.anna)
        self.assertEqual(self.answer().status_code, 400)
        self.assertEqual(self.inquiry.state, "sent")

    def test_accepted_answer_becomes_a_measure(self):
        self.send()
        self.inquiry._answer(self.contact_s, "Thread", "Old thread", "2026-03-20")
        self.inquiry.action_accept()
        measure = self.complaint.measure_ids
        self.assertEqual(measure.description, "Old thread")
        self.assertEqual(measure.date_due, date(2026, 3, 20))
        self.assertEqual(self.inquiry.state, "accepted")

    def test_asked_again_and_withdrawn(self):
        self.send()
        self.inquiry._answer(self.contact_s, "Thread", "Old thread")
        self.inquiry.action_ask_again()
        self.assertEqual(self.inquiry.state, "sent")
        self.inquiry.action_withdraw()
        token = f"?access_token={self.inquiry.sudo().access_token}"
        self.assertEqual(self.get(self.page + token).status_code, 303)

    def test_late_supplier_is_reminded_every_three_days(self):
        self.send()
        self.inquiry.sudo().date_due = "2026-03-01"
        inquiries = self.env["crm.complaint.inquiry"]
        count = len(self.inquiry.message_ids)
        self.assertEqual(inquiries._remind(date(2026, 3, 2)), 1)
        self.assertEqual(inquiries._remind(date(2026, 3, 3)), 0)
        self.assertEqual(len(self.inquiry.message_ids), count + 1)
        self.assertEqual(inquiries._remind(date(2026, 3, 5)), 1)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_shared_content_is_checked_and_fixed(self):
        other = self._create_complaint()
        foreign = self._file("foreign.png")
        foreign.res_id = other.id
        with self.assertRaises(ValidationError):
            self.inquiry.attachment_ids = foreign
        with self.assertRaises(ValidationError):
            self.inquiry.partner_id = self.contact
        with self.assertRaises(AccessError):
            self.inquiry.with_user(self.boris).action_send()
        with self.assertRaises(AccessError):
            self._forge(self.inquiry, self.mona, state="accepted")
        self.send()
        with self.assertRaises(UserError):
            self.inquiry.is_customer_shown = True
