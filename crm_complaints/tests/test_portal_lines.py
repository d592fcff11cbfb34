# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import ComplaintsMoneyCommon
from .portal_client import PortalClient


@tagged("post_install", "-at_install")
class TestPortalLines(PortalClient, ComplaintsMoneyCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_portal()
        cls.defect = cls.env.ref("crm_complaints.crm_complaint_defect_damaged")
        cls.foreign_order = cls._create_order(partner=cls.stranger)
        cls.foreign_invoice = cls._invoice(cls.foreign_order)

    def file(self, rows, **values):
        """Sends the form with (choice, quantity, defect, amount, remedy) per line."""
        names = ("order_line_id", "quantity", "defect_id", "amount", "remedy")
        data = [("description", "Torn and wet on arrival.")]
        data += list(values.items())
        for row in rows:
            data += list(zip(names, map(str, row), strict=True))
        before = self.env["crm.complaint"].search([])
        answer = self.post("/my/complaints/new", data)
        self.env.invalidate_all()
        return answer, self.env["crm.complaint"].search([]) - before

    def test_several_lines(self):
        self.log_in(self.paula)
        ordered, invoiced = self.order.order_line, self.invoice.invoice_line_ids
        answer, complaint = self.file(
            [
                (ordered.id, "3", self.defect.id, "12,5", "credit_note"),
                (f"i{invoiced.id}", "", "", "", "replacement"),
                ("", "", "", "", ""),
                ("", "", self.defect.id, "", ""),
            ],
            kind="dispute",
            date_event="2026-03-01",
        )
        self.assertEqual(answer.status_code, 303, answer.text)
        first, second, third = complaint.line_ids
        self.assertEqual(
            (first.order_line_id, first.quantity, first.amount_claimed),
            (ordered, 3, 12.5),
        )
        self.assertEqual((first.defect_id, first.remedy), (self.defect, "credit_note"))
        self.assertEqual(second.invoice_id, self.invoice)
        self.assertEqual((second.order_line_id, second.quantity), (ordered, 10))
        self.assertEqual(third.defect_id, self.defect)
        self.assertEqual(str(complaint.date_event), "2026-03-01")
        page = self.url_open(f"/my/complaints/{complaint.id}").text
        self.assertIn(self.invoice.name, page)
        self.assertIn("Damaged", page)

    def test_newest_invoice_comes_first(self):
        newer = self._create_order()
        invoice = self._invoice(newer)
        lines = self.env["crm.complaint.line"]
        found = lines._claimable_invoice_lines(self.contact)
        self.assertEqual(found.move_id.ids, [invoice.id, self.invoice.id])
        words = lines._portal_choices(self.contact, invoice.name)
        self.assertEqual(
            [value for value, _label in dict(words)["Invoices"]],
            [f"i{invoice.invoice_line_ids.id}"],
        )

    def test_thousands_are_not_taken_for_a_decimal(self):
        self.log_in(self.paula)
        ordered = self.order.order_line
        answer, complaint = self.file([(ordered.id, "3", "", "1,000", "credit_note")])
        self.assertEqual(answer.status_code, 303, answer.text)
        self.assertEqual(complaint.line_ids.amount_claimed, 1000)
        answer, complaint = self.file([(ordered.id, "3", "", "1,2,3", "credit_note")])
        self.assertFalse(complaint)
        self.assertIn("as numbers", answer.text)

    def test_foreign_choices_are_refused(self):
        self.log_in(self.paula)
        draft = self.env["sale.order.line"].create(
            {
                "order_id": self.env["sale.order"]
                .create({"partner_id": self.partner.id})
                .id,
                "product_id": self.product.id,
            }
        )
        for choice in (
            self.foreign_order.order_line.id,
            f"i{self.foreign_invoice.invoice_line_ids.id}",
            draft.id,
            "i999999999",
            "d1",
            "-1",
            "0 OR 1=1",
            "9" * 30,
        ):
            answer, complaint = self.file([(choice, "1", "", "", "")])
            self.assertEqual(answer.status_code, 400, choice)
            self.assertIn("one of your own orders", answer.text)
            self.assertFalse(complaint)

    def test_odd_values_do_no_harm(self):
        self.log_in(self.paula)
        line = self.order.order_line.id
        for row in ((line, "-1"), (line, "1e99"), (line, "nan"), (line, "inf")):
            answer, complaint = self.file([(*row, "", "", "")])
            self.assertEqual(answer.status_code, 400, row)
            self.assertFalse(complaint)
        rows = [(line, "1", "999999", "1", "evil")] * 40
        _answer, complaint = self.file(
            rows, kind="evil", category_id="evil", date_event="2999-99-99"
        )
        self.assertEqual(len(complaint.line_ids), 10, "not more than ten lines")
        self.assertEqual((complaint.kind, complaint.date_event), ("complaint", False))
        self.assertFalse(complaint.line_ids.defect_id)
        self.assertFalse(any(complaint.line_ids.mapped("remedy")))

    def test_more_lines_without_script_keep_what_was_typed(self):
        self.log_in(self.paula)
        answer, complaint = self.file(
            [(self.order.order_line.id, "3", self.defect.id, "7", "repair")] * 2,
            more="1",
        )
        self.assertFalse(complaint)
        self.assertEqual(answer.text.count('name="order_line_id"'), 4)
        self.assertIn("Torn and wet", answer.text)
        self.assertEqual(answer.text.count('value="7"'), 2)

    def test_two_lines_in_the_browser(self):
        self.start_tour(
            "/my/complaints/new", "crm_complaints_portal_lines", login=self.paula.login
        )
        complaint = self.env["crm.complaint"].search(
            [("partner_id", "=", self.contact.id)], limit=1
        )
        self.assertEqual(complaint.line_ids.mapped("quantity"), [2.0, 10.0])
        self.assertEqual(complaint.line_ids[1].invoice_id, self.invoice)

    def test_words_of_the_kind_and_closed_banner(self):
        self.team.copy({"name": "Repair", "kind": "service"}).intake_text = "At home"
        self.calendar.attendance_ids.unlink()
        later = str((fields.Date.today().weekday() + 3) % 7)
        hours = {"name": "n", "dayofweek": later, "hour_from": 8, "hour_to": 9}
        self.calendar.attendance_ids = [Command.create(hours)]
        self.log_in(self.paula)
        page = self.url_open("/my/complaints/new").text
        self.assertIn("At home", page)
        self.assertIn("We are closed now", page)
