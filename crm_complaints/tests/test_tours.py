# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from odoo.addons.crm_lifecycle.tests.common import run_hoot

from .common import ComplaintsMoneyCommon


@tagged("post_install", "-at_install")
class TestTours(ComplaintsMoneyCommon, HttpCase):
    def test_components(self):
        run_hoot(self, "@crm_complaints")

    def test_from_filing_to_rating(self):
        """Step 4 of the thread: customer and agent take turns in the browser."""
        self.team.resource_calendar_id = False
        portal = self._create_portal_user("paula_portal", self.contact)
        self.start_tour(
            "/my/complaints", "crm_complaints_portal_file", login=portal.login
        )
        complaint = self.env["crm.complaint"].search(
            [("partner_id", "=", self.contact.id)]
        )
        line = complaint.line_ids
        self.assertEqual((line.quantity, line.remedy), (3, "credit_note"))
        self.assertEqual(line.order_line_id, self.order.order_line)
        self.start_tour(
            "/odoo/my-complaints", "crm_complaints_agent_answer", login="anna_c"
        )
        response = self._clock(complaint, "response")
        self.assertEqual((response.state, response.is_breached), ("met", False))
        page = f"/odoo/complaints/{complaint.id}"
        self.start_tour(page, "crm_complaints_agent_offer", login="anna_c")
        offer = complaint.compensation_ids
        self.assertEqual((offer.state, offer.invoice_id), ("offered", self.invoice))
        portal_page = f"/my/complaints/{complaint.id}"
        self.start_tour(portal_page, "crm_complaints_portal_accept", login=portal.login)
        self.env.invalidate_all()
        self.assertEqual(offer.state, "done")
        self.assertEqual(offer.move_id.amount_total, 345)
        self.start_tour(page, "crm_complaints_agent_solve", login="anna_c")
        self.start_tour(
            portal_page, "crm_complaints_portal_confirm", login=portal.login
        )
        self.env.invalidate_all()
        self.assertEqual((complaint.phase, complaint.confirmation), ("closed", "yes"))
        self.assertEqual(complaint.confirmation_partner_id, self.contact)
        self.start_tour(portal_page, "crm_complaints_portal_rate", login=portal.login)
        self.env.invalidate_all()
        self.assertEqual(complaint.sudo().rating_ids.rating, 5)
        self.assertEqual(complaint.sla_state, "met")
