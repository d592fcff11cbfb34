# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestSegmentOffers(SegmentationCommon):
    """Prices, visits and contacts of members; the segments that are shipped."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.segment = cls.env["crm.segment"].create(
            {
                "name": "Large",
                "rule_domain": "[('rfm_amount', '>=', 100)]",
                "company_id": cls.company.id,
            }
        )
        cls.alpha = cls._create_scored("Alpha", 150)
        cls.beta = cls._create_scored("Beta", 50)

    def _use_pricelists(self):
        self.env["res.config.settings"].create(
            {"group_product_pricelist": True}
        ).execute()

    def _pricelist_of(self, customer):
        self.env.invalidate_all()
        return customer.partner_id.property_product_pricelist

    def test_members_get_the_segment_s_prices(self):
        self._use_pricelists()
        special, own = self.env["product.pricelist"].create(
            [{"name": "Special"}, {"name": "Own"}]
        )
        self.segment.pricelist_id = special
        self._move_members()
        self.assertEqual(self._pricelist_of(self.alpha), special)
        self.assertNotEqual(self._pricelist_of(self.beta), special)
        self.alpha.partner_id.property_product_pricelist = own
        self.assertEqual(self._pricelist_of(self.alpha), own)
        self.alpha.partner_id.specific_property_product_pricelist = False
        self.segment.pricelist_id = False
        self.assertNotEqual(self._pricelist_of(self.alpha), special)

    def test_prices_of_another_company_are_refused(self):
        sister = self._create_company("Sister")
        foreign = self.env["product.pricelist"].create(
            {"name": "Foreign", "company_id": sister.id}
        )
        with self.assertRaisesRegex(ValidationError, "Sister"):
            self.segment.pricelist_id = foreign

    def test_members_are_visited_by_the_segment_s_policy(self):
        """On the day they enter; the condition of the other policy comes second."""
        kind = self.env["crm.visit.type"].search([], limit=1)
        often, seldom = self.env["crm.visit.policy"].create(
            [
                {
                    "name": name,
                    "type_id": kind.id,
                    "visits_min": number,
                    "visits_max": number,
                    "rule_domain": rule,
                    "rule_enabled": True,
                    "company_id": self.company.id,
                    "sequence": 1,
                }
                for name, number, rule in (
                    ("Often", 4, "[('id', '=', 0)]"),
                    ("Seldom", 1, "[('rfm_amount', '>', 0)]"),
                )
            ]
        )
        self.segment.visit_policy_id = often
        customers = self.env["crm.customer"].sudo().with_company(self.company)
        self.env.flush_all()
        scope = self._scope()
        changed = customers._apply_rules(scope)
        self.env.invalidate_all()
        self.assertEqual(self.alpha.visit_policy_id, often)
        self.assertEqual(self.beta.visit_policy_id, seldom)
        self.assertLessEqual({self.alpha.id, self.beta.id}, changed)
        self.assertFalse(customers._apply_rules(scope))
        often.rule_enabled = False
        self.env.flush_all()
        customers._apply_rules(scope)
        self.env.invalidate_all()
        self.assertEqual(self.alpha.visit_policy_id, seldom)

    def test_contacts_are_found_by_segment(self):
        self._move_members()
        person = self.env["res.partner"].create(
            {"name": "Person", "parent_id": self.alpha.partner_id.id}
        )
        partners = self.env["res.partner"].with_user(self.anna)
        found = partners.search([("segment_current_ids", "in", self.segment.ids)])
        self.assertEqual(found, self.alpha.partner_id | person)
        self.assertEqual(person.with_user(self.anna).segment_current_ids, self.segment)
        mine = [("id", "in", (self.alpha | self.beta).partner_id.ids)]
        found = partners.search([*mine, ("segment_current_ids", "=", False)])
        self.assertEqual(found, self.beta.partner_id)
        hers = self.env["res.partner"].with_user(self.sam)
        self.assertFalse(hers.search([("segment_current_ids", "in", self.segment.ids)]))

    def test_target_market_is_a_filter(self):
        self._move_members()
        mine = [("id", "in", (self.alpha | self.beta).ids)]
        customers = self.env["crm.customer"]
        target = [*mine, ("is_target_market", "=", True)]
        self.assertFalse(customers.search(target))
        self.segment.is_target = True
        self.assertEqual(customers.search(target), self.alpha)
        self.alpha.invalidate_recordset()
        self.assertTrue(self.alpha.is_target_market)
        rest = customers.search([*mine, ("is_target_market", "=", False)])
        self.assertEqual(rest, self.beta)

    def test_region_that_depends_on_one_is_shipped(self):
        """60, 30 and 10 of 100: the first has 60 %; two of 50 % are no third buyer."""
        west, east = self.env["res.country.state"].create(
            [
                {"name": name, "code": name, "country_id": self.env.ref("base.us").id}
                for name in ("Far West", "Far East")
            ]
        )
        first = self._create_scored("First", 60)
        others = [self._create_scored("Second", 30), self._create_scored("Third", 10)]
        for customer in (first, *others):
            customer.partner_id.state_id = west
        for customer in (self.alpha, self.beta):
            customer.partner_id.state_id = east
        self._move_members()
        segment = self.env.ref("crm_segmentation.crm_segment_region_depends")
        self.assertAlmostEqual(first.region_share, 0.6)
        self.assertEqual(first.region_buyer_count, 3)
        self.assertAlmostEqual(self.alpha.region_share, 0.75)
        self.assertIn(segment, first.segment_ids)
        self.assertNotIn(segment, self.alpha.segment_ids)

    def test_growth_industries_are_shipped(self):
        industry = self.env["res.partner.industry"].create({"name": "Coking"})
        self.alpha.partner_id.industry_id = industry
        segment = self.env.ref("crm_segmentation.crm_segment_growth_industry")
        self._move_members()
        self.assertNotIn(segment, self.alpha.segment_ids)
        with self.assertRaises(AccessError):
            industry.with_user(self.sally).action_toggle_growing()
        industry.with_user(self.anna).action_toggle_growing()
        self._move_members()
        self.assertIn(segment, self.alpha.segment_ids)
        line = segment.membership_ids.filtered(
            lambda line: line.customer_id == self.alpha
        )
        self.assertEqual(line.entry_words, "Industry: Coking")

    def test_profit_is_shipped_as_an_exclusive_set(self):
        """Goods of 60 sold for 100 leave 40 %, for 66 leave 9 %, for 50 a loss."""
        self.product.with_company(self.company).standard_price = 60
        prices = {"high_profit": 100, "low_profit": 66, "loss_making": 50}
        customers = {name: self._create_customer(name) for name in prices}
        for name, customer in customers.items():
            for month in (3, 4, 5):
                self._create_order(customer, prices[name], date(2026, month, 1))
        self.env["crm.customer.value"]._refresh(self.company)
        self._move_members()
        for name, customer in customers.items():
            segment = self.env.ref(f"crm_segmentation.crm_segment_{name}")
            with self.subTest(name=name):
                self.assertEqual(
                    customer.segment_ids & segment.set_id.segment_ids, segment
                )
        words = {
            name: self.env["crm.segment.membership"].search(
                [
                    ("customer_id", "=", customer.id),
                    ("segment_id.set_id", "!=", False),
                ]
            )
            for name, customer in customers.items()
        }
        # three orders each: 3 x (50 - 60), 3 x (100 - 60), 3 x (66 - 60) and 6 / 66
        for name, fact, value in (
            ("loss_making", "value_ids.amount_contribution", -30),
            ("high_profit", "value_ids.contribution_rate", 0.4),
            ("low_profit", "value_ids.amount_contribution", 18),
        ):
            line = words[name].filtered(lambda line: line.entry_facts)
            self.assertAlmostEqual(line.entry_facts[fact], value, msg=name)
        self.assertIn("Contribution so far: ", words["loss_making"].entry_words)
        self.assertIn("0.40", words["high_profit"].entry_words)
        self.assertIn("0.09", words["low_profit"].entry_words)

    def test_loss_is_found_after_all_costs(self):
        """100 less 90 of goods and 20 of visits is a loss of 10."""
        values = self.env["crm.customer.value"].sudo()
        sheets = values.create(
            [
                {
                    "customer_id": customer.id,
                    "company_id": self.company.id,
                    "date": "2026-06-15",
                    "amount_ordered": 100,
                    "amount_goods": 90,
                    "amount_visits": visits,
                }
                for customer, visits in ((self.alpha, 20), (self.beta, 0))
            ]
        )
        self.env.flush_all()
        mine = [("id", "in", sheets.ids)]
        found = values.search([*mine, ("amount_contribution", "<", 0)])
        self.assertEqual(found.customer_id, self.alpha)
        found = values.search([*mine, ("amount_contribution", ">=", 10)])
        self.assertEqual(found.customer_id, self.beta)
