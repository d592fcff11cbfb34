# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .collection_common import CollectionCommon


@tagged("post_install", "-at_install")
class TestCollectionPortal(CollectionCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        partners = cls.env["res.partner"]
        person = partners.create({"name": "Lin Hua", "parent_id": cls.partner.id})
        cls.rival = cls._create_customer("Rival")
        for login, partner in (
            ("lin_dues", person),
            ("rival_dues", cls.rival.partner_id),
        ):
            cls._create_user(login, "base.group_portal", partner_id=partner.id)
        cls.today = fields.Date.context_today(cls.customer)
        cls.invoice = cls._owed(120.0, cls.today - timedelta(days=12))
        cls.foreign = cls._owed(
            50.0, cls.today - timedelta(days=5), partner=cls.rival.partner_id
        )
        cls.reason = cls.env.ref("crm_contracts.crm_collection_dispute_reason_price")

    def setUp(self):
        super().setUp()
        self.authenticate("lin_dues", "lin_dues")

    def _post(self, step, customer=None, csrf=True, **data):
        if csrf:
            page = self.url_open("/my/dues").text
            data["csrf_token"] = re.search(r'csrf_token: "([^"]+)"', page).group(1)
        customer = customer or self.customer
        return self.url_open(f"/my/dues/{customer.id}/{step}", data=data)

    def _in(self, days):
        return fields.Date.to_string(self.today + timedelta(days=days))

    def test_page_shows_the_own_debts_only(self):
        page = self.url_open("/my/dues").text
        self.assertIn(self.invoice.name, page)
        self.assertIn("12 days late", re.sub(r"\s+", " ", re.sub("<[^>]*>", "", page)))
        self.assertNotIn(self.foreign.name, page)
        counters = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["crm_dues_count"]}
        )
        self.assertEqual(counters["crm_dues_count"], 1)

    def test_page_needs_as_many_queries_for_many(self):
        self.url_open("/my/dues")
        few = self._count_page_queries("/my/dues")
        for number in range(10):
            self._owed(20.0, self.today - timedelta(days=number))
        self.env.flush_all()
        self.assertLessEqual(self._count_page_queries("/my/dues") - few, 3)

    def test_invoice_is_opened_and_paid_on_odoos_page(self):
        """Where online payment is installed, its button is on the page we lead to."""
        page = self.url_open("/my/dues").text
        self.assertIn(f"/my/invoices/{self.invoice.id}", page)
        answer = self.url_open(f"/my/invoices/{self.invoice.id}")
        self.assertEqual(answer.status_code, 200)
        self.assertIn(self.invoice.name, answer.text)
        if self.invoice.sudo()._has_to_be_paid():
            self.assertIn("Pay Now", answer.text)

    def test_promise_from_the_portal(self):
        answer = self._post("promise", amount="120.00", date=self._in(5), note="ok")
        self.assertIn("We count on your payment", answer.text)
        promise = self.customer.sudo().promise_ids
        self.assertEqual(
            (promise.amount, promise.source, promise.user_id.login),
            (120.0, "portal", "lin_dues"),
        )
        again = self._post("promise", amount="120.00", date=self._in(6))
        self.assertIn("promised", again.text)
        self.assertEqual(len(self.customer.sudo().promise_ids), 1)

    def test_promise_has_limits(self):
        """Not too far, not yesterday, not more than is owed, no nonsense."""
        for amount, days in (("120", 31), ("120", -1), ("120.01", 5), ("0", 5)):
            answer = self._post("promise", amount=amount, date=self._in(days))
            self.assertIn("alert-danger", answer.text, (amount, days))
        for amount, day in (("abc", self._in(5)), ("nan", self._in(5)), ("5", "x")):
            answer = self._post("promise", amount=amount, date=day)
            self.assertIn("alert-danger", answer.text, (amount, day))
        self.assertFalse(self.customer.sudo().promise_ids)

    def test_dispute_from_the_portal(self):
        answer = self._post(
            "dispute",
            move_id=self.invoice.id,
            amount="20",
            reason_id=self.reason.id,
            note="The price was 10 a piece",
        )
        self.assertIn("We look into it", answer.text)
        dispute = self.customer.sudo().dispute_ids
        self.assertEqual((dispute.amount, dispute.source), (20.0, "portal"))
        self.assertEqual(dispute.date_until, self.today + timedelta(days=14))
        self.assertEqual(self.invoice.amount_disputed, 20.0)

    def test_dispute_needs_words_reason_and_the_own_invoice(self):
        good = {
            "move_id": self.invoice.id,
            "amount": "20",
            "reason_id": self.reason.id,
            "note": "Wrong",
        }
        for change in (
            {"note": " "},
            {"reason_id": ""},
            {"amount": "121"},
            {"move_id": self.foreign.id},
            {"move_id": "0"},
        ):
            answer = self._post("dispute", **{**good, **change})
            self.assertIn("alert-danger", answer.text, change)
        self.assertFalse(self.env["crm.collection.dispute"].sudo().search([]))

    def test_nothing_for_others_and_without_the_form(self):
        """Neither another's account, nor without the token of the page, nor by GET."""
        self._post("promise", customer=self.rival, amount="50", date=self._in(5))
        self.assertFalse(self.rival.sudo().promise_ids)
        with mute_logger("odoo.http"):
            self._post("promise", csrf=False, amount="120", date=self._in(5))
            url = f"/my/dues/{self.customer.id}/promise?amount=120"
            self.assertGreaterEqual(self.url_open(url).status_code, 400)
        self.assertFalse(self.customer.sudo().promise_ids)
        answer = self.url_open(f"/my/dues/{self.rival.id}/statement?report_type=xlsx")
        self.assertNotIn("spreadsheetml", answer.headers["Content-Type"])
        answer = self.url_open(f"/contracts/statement/{self.customer.id}/xlsx")
        self.assertNotIn("spreadsheetml", answer.headers.get("Content-Type", ""))

    def test_statement_files(self):
        url = f"/my/dues/{self.customer.id}/statement"
        book = self.url_open(f"{url}?report_type=xlsx")
        self.assertIn("spreadsheetml", book.headers["Content-Type"])
        self.assertTrue(book.content.startswith(b"PK"))
        self.authenticate("cole_c", "cole_cxx")
        book = self.url_open(f"/contracts/statement/{self.customer.id}/xlsx")
        self.assertTrue(book.content.startswith(b"PK"))
