# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import ComplaintsMoneyCommon, at


@tagged("post_install", "-at_install")
class TestComplaintButtons(ComplaintsMoneyCommon):
    """One button, the words of the customer, Save: the rest is filled in."""

    def press(self, record, user=None, **typed):
        """The complaint that a user files with the button of a record."""
        user = user or self.anna
        action = record.with_user(user).action_new_complaint()
        complaints = self.env[action["res_model"]].with_user(user)
        form = Form(complaints.with_context(**action["context"]), action["views"][0][0])
        form.description = "Three of ten bags were torn."
        for name, value in typed.items():
            form[name] = value
        return form.save()

    def assertFiled(self, complaint, channel="phone"):
        """For this customer, as a complaint like any other."""
        self.assertEqual(complaint.customer_id, self.customer)
        self.assertEqual(complaint.partner_id.commercial_partner_id, self.partner)
        self.assertEqual(complaint.channel, channel)
        self.assertEqual(complaint.team_id, self.team)
        self.assertNotEqual(complaint.name, "/")
        self.assertEqual(self._clock(complaint, "response").state, "running")

    def test_from_an_order(self):
        self.order.partner_id = self.contact
        complaint = self.press(self.order)
        self.assertFiled(complaint)
        self.assertEqual(complaint.partner_id, self.contact)
        line = complaint.line_ids
        self.assertEqual(line.order_line_id, self.order.order_line)
        self.assertEqual((line.product_id, line.quantity), (self.product, 10))
        self.assertEqual(self.order.complaint_count, 1)

    def test_order_of_several_products_leaves_the_choice(self):
        sand = {"name": "Sand", "product_id": self.product.id, "price_unit": 5}
        self.order.order_line = [Command.create(sand)]
        action = self.order.with_user(self.anna).action_new_complaint()
        self.assertNotIn("default_line_ids", action["context"])
        form = Form(
            self.env["crm.complaint"]
            .with_user(self.anna)
            .with_context(**action["context"]),
            action["views"][0][0],
        )
        form.description = "Torn"
        with form.line_ids.new() as line:
            line.order_line_id = self.order.order_line[0]
            line.quantity = 3
        complaint = form.save()
        self.assertFiled(complaint)
        self.assertEqual(complaint.line_ids.quantity, 3)

    def test_from_an_invoice(self):
        complaint = self.press(self.invoice)
        self.assertFiled(complaint)
        line = complaint.line_ids
        self.assertEqual(line.invoice_line_id, self.invoice.invoice_line_ids)
        self.assertEqual(line.invoice_id, self.invoice)
        self.assertEqual(line.order_line_id, self.order.order_line)
        self.assertEqual(line.quantity, 10)
        self.assertEqual(self.invoice.complaint_count, 1)

    def visit(self):
        return self.env["crm.customer.visit"].create(
            {"customer_id": self.customer.id, "date_start": at(0, 3), "name": "Tour"}
        )

    def test_from_a_visit_by_the_salesperson(self):
        visit = self.visit()
        complaint = self.press(visit, self.sally, partner_id=self.contact)
        self.assertFiled(complaint.sudo(), channel="visit")
        self.assertEqual(complaint.sudo().visit_id, visit)
        self.assertEqual(complaint.sudo().partner_id, self.contact)

    def test_visit_of_somebody_else_is_refused(self):
        stranger = self._create_partner("Gamma", "fred@gamma.test")
        with self.assertRaisesRegex(ValidationError, "no visit to Gamma"):
            self._create_complaint(
                partner_id=stranger.child_ids.id, visit_id=self.visit().id
            )

    def test_from_customer_and_contact(self):
        for record in (self.customer, self.contact):
            complaint = self.press(record, self.sally)
            self.assertFiled(complaint.sudo())
