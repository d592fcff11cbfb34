# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestVip(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vip = cls.env.ref("crm_lifecycle.crm_vip_tier_vip")
        cls.customer = cls._create_customer()

    def _order(self, amount, day=None):
        return self._create_order(self.customer, amount, day or self.TODAY)

    def _eligible(self):
        self._refresh(self.customer)
        return self.customer.vip_eligible_tier_id

    def _apply(self, **values):
        applications = self.env["crm.vip.application"].with_user(self.sally)
        return applications.create(
            {"customer_id": self.customer.id, "tier_id": self.vip.id, **values}
        )

    def test_single_order_of_10000_makes_eligible(self):
        self._order(9999.99)
        self.assertFalse(self._eligible())
        self._order(10000)
        self.assertEqual(self._eligible(), self.vip)

    def test_20000_in_one_calendar_month_makes_eligible(self):
        for day in (date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 2)):
            self._order(9000, day)
        self.assertFalse(self._eligible())
        self._order(2000, date(2026, 6, 3))
        self.assertEqual(self._eligible(), self.vip)

    def test_leader_approves_and_the_membership_lasts_a_year(self):
        self._order(12000)
        self._eligible()
        application = self._apply()
        application.action_submit()
        self.assertEqual(application.approval_id.approver_ids, self.lena)
        application.approval_id.with_user(self.lena).action_approve("Well done")
        self.assertEqual(application.state, "granted")
        self.assertEqual(self.customer.vip_tier_id, self.vip)
        self.assertEqual(self.customer.vip_date_until, date(2027, 6, 14))
        self.assertEqual(self.customer.vip_membership_ids.user_id, self.lena)

    def test_application_below_the_rule_needs_a_reason(self):
        with self.assertRaisesRegex(UserError, "does not meet the rule"):
            self._apply().action_submit()
        application = self._apply(reason="Opens a new region for us")
        application.action_submit()
        self.assertEqual(application.state, "submitted")

    def test_refused_application_changes_nothing(self):
        application = self._apply(reason="Please")
        application.action_submit()
        application.approval_id.with_user(self.lena).action_refuse("Not yet")
        self.assertEqual(application.state, "refused")
        self.assertFalse(self.customer.vip_tier_id)

    def test_salesperson_can_neither_grant_nor_forge(self):
        application = self._apply(reason="Please")
        application.action_submit()
        with self.assertRaises(AccessError):
            application.approval_id.with_user(self.sally).action_approve()
        with self.assertRaises(AccessError):
            self._forge(application, self.sally, state="granted")
        with self.assertRaises(AccessError):
            self._forge(self.customer, self.sally, vip_tier_id=self.vip.id)

    def test_pricelist_of_the_tier_shows_on_the_next_quotation(self):
        self.env["res.config.settings"].create(
            {"group_product_pricelist": True}
        ).execute()
        pricelist = self.env["product.pricelist"].create(
            {"name": "VIP prices", "company_id": False}
        )
        self.vip.pricelist_id = pricelist
        before = self._create_order(self.customer, 10, self.TODAY, confirm=False)
        self.assertNotEqual(before.pricelist_id, pricelist)
        self.customer._grant_tier(self.vip, "Test")
        self.env.invalidate_all()
        after = (
            self.env["sale.order"]
            .with_user(self.sally)
            .create({"partner_id": self.customer.partner_id.id})
        )
        self.assertEqual(after.pricelist_id, pricelist)

    def test_own_pricelist_of_the_contact_wins_over_the_tier(self):
        self.env["res.config.settings"].create(
            {"group_product_pricelist": True}
        ).execute()
        tier_prices, own_prices = self.env["product.pricelist"].create(
            [
                {"name": "VIP prices", "company_id": False},
                {"name": "Agreed prices", "company_id": False},
            ]
        )
        self.vip.pricelist_id = tier_prices
        self.customer._grant_tier(self.vip, "Test")
        self.customer.partner_id.specific_property_product_pricelist = own_prices
        order = self._create_order(self.customer, 10, self.TODAY, confirm=False)
        self.assertEqual(order.pricelist_id, own_prices)

    def test_candidates_are_found_by_filter(self):
        self._order(12000)
        self._eligible()
        candidates = self.env["crm.customer"].search([("is_vip_candidate", "=", True)])
        self.assertIn(self.customer, candidates)
        self.customer._grant_tier(self.vip, "Test")
        candidates = self.env["crm.customer"].search([("is_vip_candidate", "=", True)])
        self.assertNotIn(self.customer, candidates)
