# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestSecurity(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls._create_scored("Mine", 10, user=cls.sally)
        cls.theirs = cls._create_scored("Theirs", 20, user=cls.sam)
        cls.segment = cls.env["crm.segment"].create(
            {"name": "Buyers", "rule_domain": "[('rfm_amount', '>', 0)]"}
        )
        cls._move_members()
        cls.env["crm.customer.snapshot"]._take(cls.company)
        cls.customers = cls.mine | cls.theirs

    def _customers_in(self, model, user):
        lines = (
            self.env[model]
            .with_user(user)
            .search([("customer_id", "in", self.customers.ids)])
        )
        return lines.sudo().customer_id

    def test_salesperson_sees_scores_of_own_customers_only(self):
        for model in ("crm.segment.membership", "crm.customer.snapshot"):
            with self.subTest(model=model):
                self.assertEqual(self._customers_in(model, self.sally), self.mine)
        [[amount]] = (
            self.env["crm.customer"]
            .with_user(self.sally)
            ._read_group([], aggregates=["rfm_amount:sum"])
        )
        self.assertEqual(amount, 10)
        self.assertEqual(self.segment.with_user(self.sally).member_count, 1)

    def test_analyst_reads_all_customers_of_the_company(self):
        for model in ("crm.segment.membership", "crm.customer.snapshot"):
            with self.subTest(model=model):
                self.assertEqual(self._customers_in(model, self.anna), self.customers)
        found = self.env["crm.customer"].with_user(self.anna).search([])
        self.assertEqual(found, self.customers.sorted("id", reverse=True))

    def test_analyst_does_not_edit_other_peoples_customers(self):
        with self.assertRaises(AccessError):
            self._forge(self.mine, self.anna, trade_type_id=self.retail.id)

    def test_segments_are_edited_by_analysts(self):
        self.segment.with_user(self.anna).name = "All buyers"
        for user in (self.sally, self.lena, self.archie):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._forge(self.segment, user, name="Mine")
        with self.assertRaises(AccessError):
            self.segment.with_user(self.sally).action_refresh_members()

    def test_director_is_an_analyst(self):
        group = "crm_segmentation.crm_segmentation_group_analyst"
        self.assertTrue(self.dora.has_group(group))
        self.assertFalse(self.lena.has_group(group))

    def test_season_of_the_company_is_for_analysts(self):
        self.env["crm.season.index"].with_user(self.anna).search([])
        with self.assertRaises(AccessError):
            self.env["crm.season.index"].with_user(self.sally).search([])

    def test_customers_of_another_company_stay_hidden(self):
        sister = self._create_company("Sister")
        partner = self.env["res.partner"].create({"name": "Abroad"})
        foreign = self.env["crm.customer"]._ensure_accounts(partner, sister)
        self.env["crm.customer.snapshot"]._take(sister)
        snapshots = self.env["crm.customer.snapshot"].with_user(self.anna)
        self.assertFalse(snapshots.search([("customer_id", "=", foreign.id)]))

    def test_plain_employee_sees_nothing(self):
        clerk = new_test_user(self.env, "clerk_t", groups="base.group_user")
        for model in (
            "crm.segment",
            "crm.segment.membership",
            "crm.customer.snapshot",
            "crm.season.index",
        ):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(clerk).search([])
