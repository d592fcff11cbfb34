# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from .common import ComplaintsCommon
from .test_service import SIGNATURE, ServiceBuilders


@tagged("post_install", "-at_install")
class TestServiceRemark(ServiceBuilders, ComplaintsCommon, HttpCase):
    """What the customer finds wrong when he checks the service before signing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_services()
        cls.paula = cls._create_portal_user("paula_r", cls.contact)
        cls.complaint.user_id = cls.anna
        cls.service = cls._create_service()
        cls._do(cls.service)

    def remarks(self):
        """To-dos about a remark."""
        return self.complaint.activity_ids.filtered(
            lambda activity: "signed with a remark" in (activity.summary or "")
        )

    def test_remark_is_signed_printed_and_told(self):
        self.service.sudo()._sign("Paula", SIGNATURE, self.contact, " <b>Noise</b>\n2 ")
        self.assertEqual(self.service.customer_remark, "<b>Noise</b>\n2")
        told = self.remarks()
        self.assertEqual(told.user_id, self.anna)
        self.assertIn(self.service.name, told.summary)
        self.assertIn("&lt;b&gt;Noise", told.note)
        filed = self.complaint.message_ids.filtered("attachment_ids")[:1]
        self.assertIn("Remark: &lt;b&gt;Noise", filed.body)
        sheet = self.env["ir.actions.report"]._render_qweb_html(
            "crm_complaints.crm_complaint_service_report", self.service.ids
        )[0]
        self.assertIn("&lt;b&gt;Noise", sheet.decode())

    def test_leader_hears_of_a_case_without_agent(self):
        self.complaint.sudo().user_id = False
        self.service.sudo()._sign("Paula", SIGNATURE, self.contact, "Noise")
        self.assertEqual(self.remarks().user_id, self.mona)

    def test_without_a_remark_nobody_is_called(self):
        self.service.sudo()._sign("Paula", SIGNATURE, self.contact, "  ")
        self.assertFalse(self.service.customer_remark)
        self.assertFalse(self.remarks())
        filed = self.complaint.message_ids.filtered("attachment_ids")[:1]
        self.assertNotIn("Remark", filed.body)

    def test_customer_signs_with_a_remark_in_the_browser(self):
        self.start_tour(
            f"/my/services/{self.service.id}",
            "crm_complaints_portal_sign",
            login=self.paula.login,
        )
        self.env.invalidate_all()
        self.assertEqual(self.service.state, "signed")
        self.assertEqual(self.service.customer_remark, "The pump still leaks")
        self.assertEqual(len(self.remarks()), 1)
