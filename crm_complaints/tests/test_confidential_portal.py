# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from .common import ComplaintsBuilders
from .portal_client import PortalClient


@tagged("post_install", "-at_install")
class TestConfidentialPortal(PortalClient, ComplaintsBuilders, HttpCase):
    """Of the customer only the contact who filed it reads a confidential case."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_complaints()
        cls._set_up_portal()
        cls.company.complaint_portal_scope = "company"
        cls.pete = cls._create_portal_user(
            "pete_portal",
            cls.env["res.partner"].create(
                {"name": "Pete", "parent_id": cls.partner.id, "email": "p@alpha.test"}
            ),
        )
        cls.head = cls._create_portal_user("head_portal", cls.partner)
        cls.complaint = cls._create_complaint(description="Rude driver")

    def _sees(self, user):
        """On the list, and by its address."""
        self.log_in(user)
        page = self.url_open("/my/complaints").text
        answer = self.url_open(self.complaint.access_url, allow_redirects=False)
        return self.complaint.name in page, answer.status_code == 200

    def test_colleagues_and_the_company_itself_no_longer_see_it(self):
        everybody = self.paula | self.pete | self.head
        for user in everybody:
            self.assertEqual(self._sees(user), (True, True), user.login)
        self.complaint.with_user(self.mona)._keep_secret("About a driver")
        self.env.flush_all()
        self.assertEqual(self._sees(self.paula), (True, True))
        for user in (self.pete, self.head, self.fred):
            self.assertEqual(self._sees(user), (False, False), user.login)

    def test_colleagues_neither_write_nor_decide(self):
        self.complaint.with_user(self.mona)._keep_secret("About a driver")
        self.env.flush_all()
        self.log_in(self.pete)
        before = len(self.complaint.message_ids)
        for step in ("reply", "escalate"):
            self.post(
                f"{self.complaint.access_url}/{step}",
                [("message", "Let me in"), ("reason", "I want to know of it")],
            )
        self.env.invalidate_all()
        self.assertEqual(len(self.complaint.message_ids), before)

    def test_case_of_such_a_category_filed_in_the_portal(self):
        category = self.env["crm.complaint.category"].create(
            {"name": "Conduct of Staff", "is_confidential": True}
        )
        self.log_in(self.pete)
        answer = self.post(
            "/my/complaints/new",
            [
                ("kind", "complaint"),
                ("category_id", str(category.id)),
                ("description", "The driver shouted at us"),
            ],
        )
        self.assertEqual(answer.status_code, 303)
        case = self.env["crm.complaint"].search(
            [("partner_id", "=", self.pete.partner_id.id)]
        )
        self.assertTrue(case.is_confidential)
        self.assertFalse(case.open_user_ids)
        self.log_in(self.paula)
        self.assertNotIn(case.name, self.url_open("/my/complaints").text)
