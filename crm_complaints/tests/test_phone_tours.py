# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from .common import ComplaintsMoneyCommon


@tagged("post_install", "-at_install")
class TestPhoneEntryTour(ComplaintsMoneyCommon, HttpCase):
    def test_call_is_entered_with_the_overview_beside_it(self):
        first = self._create_complaint(description="First call")
        self.start_tour(
            "/odoo/my-complaints", "crm_complaints_phone_entry", login="anna_c"
        )
        complaint = self.env["crm.complaint"].search(
            [("partner_id", "=", self.contact.id), ("id", "!=", first.id)]
        )
        self.assertEqual(
            (complaint.channel, complaint.user_id, complaint.customer_id),
            ("phone", self.anna, self.customer),
        )
        self.assertIn("in the rain", complaint.description)
        self.assertEqual(self._clock(complaint, "acknowledge").state, "met")


@tagged("post_install", "-at_install")
class TestPortalOnTelephone(ComplaintsMoneyCommon, HttpCase):
    browser_size = "375x667"
    touch_enabled = True

    def test_customer_files_and_reads_on_a_telephone(self):
        paula = self._create_portal_user("paula_p", self.contact)
        self.start_tour(
            "/my/complaints", "crm_complaints_portal_phone", login=paula.login
        )
        complaint = self.env["crm.complaint"].search(
            [("partner_id", "=", self.contact.id)]
        )
        self.assertEqual(complaint.channel, "portal")
        self.assertEqual(complaint.line_ids.order_line_id, self.order.order_line)
        self.assertEqual(complaint.line_ids.quantity, 2)
        self.assertIn("still wet", complaint._portal_messages()[-1:].body)
