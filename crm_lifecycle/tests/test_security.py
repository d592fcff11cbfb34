# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestSecurity(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.north_customer = cls._create_customer("North Works", user=cls.sally)
        cls.south_customer = cls._create_customer("South Works", user=cls.sam)
        cls.both = cls.north_customer | cls.south_customer

    def _visible(self, user):
        domain = [("id", "in", self.both.ids)]
        return self.env["crm.customer"].with_user(user).search(domain)

    def test_who_sees_which_customer(self):
        table = (
            (self.sally, self.north_customer),
            (self.sam, self.south_customer),
            (self.lena, self.north_customer),
            (self.archie, self.both),
            (self.dora, self.both),
        )
        for user, visible in table:
            with self.subTest(user=user.login):
                self.assertEqual(self._visible(user), visible)

    def test_history_is_seen_with_its_customer_only(self):
        for model in ("crm.customer.stage.history", "crm.customer.ownership"):
            lines = self.env[model].with_user(self.sally).search([])
            self.assertIn(self.north_customer, lines.customer_id)
            self.assertNotIn(self.south_customer, lines.sudo().customer_id)

    def test_other_company_is_not_seen(self):
        sister = self.env["res.company"].create({"name": "Sister"})
        account = self.env["crm.customer"]._ensure_accounts(
            self.north_customer.partner_id, sister
        )
        found = self.env["crm.customer"].with_user(self.dora).search([])
        self.assertNotIn(account, found)

    def test_internal_user_without_group_sees_nothing(self):
        nobody = self._create_user("nobody_t", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["crm.customer"].with_user(nobody).search([])

    def test_salesperson_cannot_take_or_create_accounts(self):
        with self.assertRaises(AccessError):
            self._forge(self.north_customer, self.sally, user_id=self.sam.id)
        with self.assertRaises(AccessError):
            self.north_customer.with_user(self.sally)._assign_owner(self.sam, "Swap")
        with self.assertRaises(AccessError):
            self.env["crm.customer"].with_user(self.sally).create({"name": "New"})

    def test_leader_assigns_inside_the_team_only(self):
        self.north_customer.with_user(self.lena)._assign_owner(self.lena, "Holiday")
        self.assertEqual(self.north_customer.user_id, self.lena)
        with self.assertRaises(AccessError):
            self.north_customer.with_user(self.lena)._assign_owner(self.sam, "Away")
        with self.assertRaises(AccessError):
            self.south_customer.with_user(self.lena)._assign_owner(self.lena, "Mine")

    def test_director_assigns_with_a_reason_that_is_kept(self):
        south = self.south_customer.with_user(self.dora)
        with self.assertRaises(UserError):
            south._assign_owner(self.sally, "  ")
        south._assign_owner(self.sally, "Region changed")
        line = south.ownership_ids[0]
        self.assertEqual((line.from_user_id, line.user_id), (self.sam, self.sally))
        self.assertEqual((line.operator_id, line.reason), (self.dora, "Region changed"))

    def test_salesperson_of_the_contact_is_no_back_door(self):
        partner = self.south_customer.partner_id.with_user(self.sally)
        with self.assertRaisesRegex(AccessError, "belongs to sam_t"):
            partner.write({"user_id": self.sally.id})

    def test_account_of_a_contact_cannot_be_redirected(self):
        partner = self.north_customer.partner_id.with_user(self.dora)
        with self.assertRaises(AccessError):
            partner.write({"customer_account_id": self.south_customer.id})

    def test_facts_are_read_only_for_everybody_over_rpc(self):
        for values in (
            {"amount_12m": 1e6},
            {"last_order_id": False},
            {"date_protected_until": "2030-01-01"},
            {"vip_eligible_tier_id": 1},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self._forge(self.north_customer, self.dora, **values)

    def test_group_by_shows_no_foreign_sums(self):
        self._create_order(self.south_customer, 500, self.TODAY)
        self._refresh()
        groups = (
            self.env["crm.customer"]
            .with_user(self.sally)
            ._read_group([("id", "in", self.both.ids)], [], ["amount_12m:sum"])
        )
        self.assertEqual(groups[0][0] or 0, 0)
