# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.http import Request
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestVipPortal(LifecycleCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vip = cls.env.ref("crm_lifecycle.crm_vip_tier_vip")
        cls.customer = cls._create_customer()
        contact = cls.env["res.partner"].create(
            {"name": "Carl", "parent_id": cls.customer.partner_id.id}
        )
        cls.carl = new_test_user(
            cls.env,
            login="carl_vip",
            groups="base.group_portal",
            partner_id=contact.id,
            company_id=cls.company.id,
        )

    def _apply(self, **values):
        token = Request.csrf_token(self)
        return self.url_open(
            "/my/membership/apply",
            data={"csrf_token": token, "tier_id": self.vip.id, **values},
        )

    def test_customer_sees_the_way_to_the_tier_and_applies(self):
        self._create_order(self.customer, 5000, self.TODAY)
        with freeze_time("2026-06-15 10:00:00"):
            self._refresh(self.customer)
        self.start_tour("/my", "crm_lifecycle_membership", login="carl_vip")
        application = self.customer.vip_application_ids
        self.assertEqual(
            (application.state, application.contact_id),
            ("submitted", self.carl.partner_id),
        )
        self.assertEqual(application.approval_id.approver_ids, self.lena)

    def test_application_without_reason_below_the_rule_is_refused_in_words(self):
        self.authenticate("carl_vip", "carl_vip")
        answer = self._apply()
        self.assertIn("does not meet the rule of VIP", answer.text)
        self.assertFalse(self.customer.vip_application_ids)

    def test_second_application_says_that_one_is_waiting(self):
        self.authenticate("carl_vip", "carl_vip")
        self._apply(reason="We open a new region")
        answer = self._apply(reason="Once more")
        self.assertIn("already waiting", answer.text)
        self.assertEqual(len(self.customer.vip_application_ids), 1)

    def test_strange_ids_and_get_change_nothing(self):
        self.authenticate("carl_vip", "carl_vip")
        for wrong in ("0", "x", "-1", "999999999"):
            self.assertEqual(self._apply(tier_id=wrong, reason="R").status_code, 200)
        self.assertEqual(self.url_open("/my/membership/apply").status_code, 405)
        self.assertFalse(self.customer.vip_application_ids)

    def test_person_without_account_reads_the_page(self):
        new_test_user(self.env, login="lone_vip", groups="base.group_portal")
        self.authenticate("lone_vip", "lone_vip")
        self.assertIn("No tier yet", self.url_open("/my/membership").text)

    def test_only_members_see_the_hotline_of_the_tier(self):
        self.vip.write({"hotline": "400 800 1234", "manager_id": self.lena.id})
        self.lena.name = "Lena of the Harbour"
        self.authenticate("carl_vip", "carl_vip")
        page = self.url_open("/my/membership").text
        self.assertNotIn("400 800 1234", page)
        self.assertNotIn("Lena of the Harbour", page)
        self.customer._grant_tier(self.vip, "Strategic")
        self.env.flush_all()
        page = self.url_open("/my/membership").text
        self.assertIn("400 800 1234", page)
        self.assertIn("Lena of the Harbour", page)
