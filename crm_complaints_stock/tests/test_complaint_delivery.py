# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, HttpCase, tagged

from odoo.addons.crm_complaints.tests.portal_client import PortalClient

from .common import ComplaintLotCommon


@tagged("post_install", "-at_install")
class TestComplaintDelivery(PortalClient, ComplaintLotCommon, HttpCase):
    """A delivery with its lot, from its button and from the portal's form."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paula = cls._create_portal_user("paula_c", cls.contact)
        cls.fred = cls._create_portal_user("fred_c", cls.stranger.child_ids)

    def file(self, delivered, quantity="2"):
        """Sends the portal's form with one delivered line."""
        before = self.env["crm.complaint"].search([])
        answer = self.post(
            "/my/complaints/new",
            [
                ("description", "Two bags were wet on arrival."),
                ("order_line_id", f"d{delivered.id}"),
                ("quantity", quantity),
                ("defect_id", ""),
                ("amount", ""),
                ("remedy", "replacement"),
            ],
        )
        self.env.invalidate_all()
        return answer, self.env["crm.complaint"].search([]) - before

    def assertDelivered(self, complaint, quantity):
        line = complaint.line_ids
        self.assertEqual(complaint.customer_id, self.customer)
        self.assertEqual(line.delivery_line_id, self.delivered)
        self.assertEqual(line.picking_id, self.delivered.picking_id)
        self.assertEqual(line.order_line_id, self.delivered.move_id.sale_line_id)
        self.assertEqual((line.product_id, line.lot_id), (self.product, self.lot))
        self.assertEqual(line.quantity, quantity)

    def test_button_of_the_delivery_files_it_whole(self):
        picking = self.delivered.picking_id.with_user(self.anna)
        action = picking.action_new_complaint()
        complaints = self.env["crm.complaint"].with_user(self.anna)
        form = Form(complaints.with_context(**action["context"]), action["views"][0][0])
        form.description = "Wet bags"
        complaint = form.save()
        self.assertDelivered(complaint, 5)
        self.assertEqual(complaint.partner_id, self.partner)

    def test_customer_files_an_own_delivery(self):
        self.log_in(self.paula)
        page = self.url_open("/my/complaints/new").text
        self.assertIn(f'value="d{self.delivered.id}"', page)
        self.assertIn("LOT-7", page)
        self.assertNotIn(f'value="d{self.foreign.id}"', page)
        self.assertNotIn("LOT-8", page)
        answer, complaint = self.file(self.delivered)
        self.assertEqual(answer.status_code, 303, answer.text)
        self.assertDelivered(complaint, 2)
        self.assertEqual(complaint.partner_id, self.contact)
        self.assertEqual(complaint.line_ids.remedy, "replacement")
        self.assertIn("LOT-7", self.url_open(f"/my/complaints/{complaint.id}").text)

    def test_delivery_of_another_customer_is_refused(self):
        self.log_in(self.paula)
        answer, complaint = self.file(self.foreign)
        self.assertEqual(answer.status_code, 400)
        self.assertIn("one of your own orders", answer.text)
        self.assertNotIn("LOT-8", answer.text)
        self.assertFalse(complaint)
        self.log_in(self.fred)
        answer, complaint = self.file(self.foreign)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(complaint.line_ids.lot_id, self.other_lot)

    def test_delivery_that_is_not_done_is_refused(self):
        waiting = self._create_order(quantity=1).picking_ids.move_line_ids
        self.assertTrue(waiting)
        self.log_in(self.paula)
        answer, complaint = self.file(waiting)
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(complaint)
