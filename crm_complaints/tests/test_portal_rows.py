# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, tagged

from odoo.addons.crm_complaints.controllers.complaint_form import ComplaintForm

from .common import ComplaintsCommon, at
from .portal_client import PortalClient

NAMES = ("order_line_id", "goods", "quantity", "defect_id", "amount", "remedy")


@tagged("post_install", "-at_install")
class TestPortalRows(PortalClient, ComplaintsCommon, HttpCase):
    """What a customer typed is kept, or the page says what is missing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_portal()

    def file(self, *rows, **values):
        """Sends the form; each row is a dictionary of what is typed into it."""
        data = [("description", "Torn and wet on arrival."), *values.items()]
        for row in rows:
            data += [(name, str(row.get(name, ""))) for name in NAMES]
        before = self.env["crm.complaint"].search([])
        answer = self.post("/my/complaints/new", data)
        self.env.invalidate_all()
        return answer, self.env["crm.complaint"].search([]) - before

    def form(self, user=None, **post):
        """The form of paula with texts of her browser."""
        post = {"description": "Torn and wet on arrival.", **post}
        return ComplaintForm(self.env(user=user or self.paula), post, [])

    def test_wish_without_goods_is_kept_and_shown(self):
        self.log_in(self.paula)
        answer, complaint = self.file({"remedy": "repair"})
        self.assertEqual(answer.status_code, 303, answer.text)
        self.assertEqual(complaint.line_ids.remedy, "repair")
        self.assertFalse(complaint.line_ids.product_id)
        page = self.url_open(f"/my/complaints/{complaint.id}").text
        self.assertIn("Repair", page)

    def test_quantity_alone_asks_for_the_goods(self):
        self.log_in(self.paula)
        answer, complaint = self.file({}, {"quantity": "3"})
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(complaint)
        self.assertIn("Line 2: which goods", answer.text)
        self.assertIn('value="3"', answer.text, "nothing typed is lost")

    def test_goods_in_words_and_claimed_amount_are_shown(self):
        self.log_in(self.paula)
        order = self._create_order()
        answer, complaint = self.file(
            {"goods": "<b>Pump</b> from the fair", "quantity": "2", "amount": "12,5"},
            {"order_line_id": order.order_line.id, "remedy": "replacement"},
        )
        self.assertEqual(answer.status_code, 303, answer.text)
        first, second = complaint.line_ids
        self.assertEqual((first.quantity, first.amount_claimed), (2, 12.5))
        self.assertIn("<b>Pump</b> from the fair", first.display_name)
        self.assertEqual(second.product_id, self.product)
        page = self.url_open(f"/my/complaints/{complaint.id}").text
        self.assertIn("&lt;b&gt;Pump&lt;/b&gt; from the fair", page)
        self.assertIn("12.50", page)
        self.assertIn("Replacement", page)

    def test_page_of_many_lines_needs_as_many_queries(self):
        self.log_in(self.paula)
        counts = [self.count_queries(self.create_lines(number)) for number in (10, 20)]
        self.assertEqual(counts[0], counts[1])
        self.assertGreater(counts[0], 5, "queries of the page are counted")

    def create_lines(self, number):
        """The page of a case about so many orders of as many products."""
        products = self.env["product.product"].create(
            [{"name": f"Part {index}"} for index in range(number)]
        )
        complaint = self._create_complaint(
            line_ids=[
                Command.create(
                    {
                        "order_line_id": self._create_order(product=part).order_line.id,
                        "remedy": "repair",
                        "amount_claimed": 5,
                    }
                )
                for part in products
            ]
        )
        return f"/my/complaints/{complaint.id}"

    def count_queries(self, url):
        self.assertIn("Part 9", self.url_open(url).text)
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.url_open(url)
        return self.env.cr.sql_log_count - before

    def test_today_is_the_customers_today(self):
        """Monday 23:00 UTC is Tuesday, 3 March in Shanghai."""
        self.contact.tz = "Asia/Shanghai"
        with freeze_time(at(0, 23)):
            form = self.form(date_event="2026-03-03")
            form.check()
            self.assertEqual(
                str(form._prepare_complaint_values()["date_event"]), "2026-03-03"
            )
            with self.assertRaisesRegex(UserError, "03/04/2026"):
                self.form(date_event="2026-03-04").check()
        self.contact.tz = "America/Los_Angeles"
        with freeze_time(at(0, 23)), self.assertRaises(UserError):
            self.form(date_event="2026-03-03").check()

    def test_without_a_zone_the_companys_counts(self):
        self.contact.tz = False
        self.company.partner_id.tz = "Asia/Shanghai"
        with freeze_time(at(0, 23)):
            self.form(date_event="2026-03-03").check()
        self.company.partner_id.tz = "UTC"
        with freeze_time(at(0, 23)), self.assertRaises(UserError):
            self.form(date_event="2026-03-03").check()

    def test_future_day_comes_back_with_words(self):
        self.log_in(self.paula)
        answer, complaint = self.file(date_event="2999-01-01")
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(complaint)
        self.assertIn("still to come", answer.text)
        self.assertIn('value="2999-01-01"', answer.text)

    def test_newest_order_comes_first(self):
        first, second = self._create_order(), self._create_order()
        first.date_order = at(0, 1)
        second.date_order = at(1, 1)
        lines = self.env["crm.complaint.line"]
        found = lines._claimable_order_lines(self.contact)
        self.assertEqual(found.order_id.ids, [second.id, first.id])

    def many_documents(self):
        """An old order of a pump, and one of 200 bags that is newer."""
        pump = self.env["product.product"].create({"name": "Rare pump"})
        old = self._create_order(product=pump)
        bags = Command.create({"product_id": self.product.id, "product_uom_qty": 1})
        order = self.env["sale.order"].create(
            {"partner_id": self.partner.id, "order_line": [bags] * 200}
        )
        order.action_confirm()
        return old.order_line

    def test_older_documents_are_found_by_searching(self):
        old = self.many_documents()
        form = self.form()
        shown = dict(form.choices)["Orders"]
        self.assertEqual(len(shown), 200)
        self.assertNotIn(str(old.id), dict(shown))
        self.assertTrue(form.is_cut)
        for words in ("rare PUMP", old.order_id.name):
            found = dict(self.form(find=words).choices)["Orders"]
            self.assertEqual(list(dict(found)), [str(old.id)], words)
        self.assertFalse(self.form(find="nothing like it").choices)
        self.assertFalse(self.form(self.fred, find="rare pump").choices)
        self.assertFalse(self.form(self.fred).is_cut)

    def test_search_without_script_keeps_what_was_typed(self):
        old = self.many_documents()
        self.log_in(self.paula)
        page = self.url_open("/my/complaints/new").text
        self.assertIn("Only the newest 200", page)
        self.assertIn('name="find"', page)
        newest = self.env["sale.order.line"].search(
            [("order_partner_id", "=", self.partner.id)], order="id desc", limit=1
        )
        row = {"order_line_id": newest.id, "quantity": "1"}
        answer, complaint = self.file(row, find="rare pump", search="1")
        self.assertEqual(answer.status_code, 200)
        self.assertFalse(complaint)
        self.assertIn("Torn and wet", answer.text)
        self.assertIn(f'value="{old.id}"', answer.text)
        self.assertRegex(answer.text, rf'value="{newest.id}"\s+selected="selected"')
        page = self.url_open("/my/complaints/new?find=rare+pump").text
        self.assertIn(f'value="{old.id}"', page, "by the address bar too")

    def test_few_documents_need_no_search(self):
        self._create_order()
        self.log_in(self.paula)
        page = self.url_open("/my/complaints/new").text
        self.assertNotIn('name="find"', page)
