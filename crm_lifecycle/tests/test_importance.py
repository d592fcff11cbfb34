# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..models import crm_relation_rules as rules
from .common import LifecycleCommon

BOUNDS = (2, 4, 150, 75)


@tagged("post_install", "-at_install")
class TestRelationRules(LifecycleCommon):
    def test_few_customers_with_high_worth_deserve_the_partner_type(self):
        """Few up to 2, many from 4; high from 150 %, low below 75 %."""
        for count, percent, expected in (
            (2, 150, "partner"),
            (2, 149, "proactive"),
            (2, 74, "responsible"),
            (3, 150, "proactive"),
            (3, 75, "responsible"),
            (3, 10, "basic"),
            (4, 150, "responsible"),
            (4, 100, "basic"),
        ):
            found = rules.suggest(count, percent, BOUNDS)
            self.assertEqual(found, expected, (count, percent))


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestSuggestedRelation(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"lifecycle_relation_few": 2, "lifecycle_relation_many": 4})
        cls.env["crm.customer"].search([("company_id", "=", cls.company.id)]).write(
            {"active": False}
        )
        cls.large, cls.small = cls.env["crm.customer.kind"].create(
            [{"name": "Large"}, {"name": "Small"}]
        )
        cls.customers = [cls._create_customer(f"Alpha {n}") for n in range(4)]
        for number, customer in enumerate(cls.customers):
            customer.kind_id = cls.small if number else cls.large
            cls._create_order(customer, 100 if number else 500, cls.TODAY)
        cls._refresh()
        cls.env["crm.customer"]._refresh_suggestions(cls.company)

    def test_suggestion_by_hand_with_its_figures(self):
        """Mean (500 + 3 × 100) / 4 = 200: large 1 at 250 %, small 3 at 50 %."""
        first, second = self.customers[:2]
        self.assertEqual(first.relation_suggested, "partner")
        self.assertEqual(second.relation_suggested, "basic")
        self.assertEqual(
            first.relation_suggestion_reason,
            "1 customers of the kind “Large”, each worth 250 % of the company's mean "
            "turnover.",
        )
        again = self.env["crm.customer"]._refresh_suggestions(self.company)
        self.assertFalse(again)

    def test_owner_takes_the_suggestion_over_and_a_stranger_does_not(self):
        first = self.customers[0]
        self.assertTrue(first.is_relation_open)
        found = self.env["crm.customer"].search([("is_relation_open", "=", True)])
        self.assertIn(first, found)
        with self.assertRaises(AccessError):
            first.with_user(self.sam).action_accept_relation()
        first.with_user(self.sally).action_accept_relation()
        self.assertEqual(first.relation_type, "partner")
        found = self.env["crm.customer"].search([("is_relation_open", "=", True)])
        self.assertNotIn(first, found)
        with self.assertRaisesRegex(UserError, "nothing else is suggested"):
            first.with_user(self.sally).action_accept_relation()

    def test_without_a_kind_nothing_is_suggested(self):
        self.customers[0].kind_id = False
        self.env["crm.customer"]._refresh_suggestions(self.company)
        self.assertFalse(self.customers[0].relation_suggested)

    def test_strategy_of_the_chosen_steps_is_shown(self):
        step, kind = self.env["crm.relation.concept"].create(
            [
                {"name": "Second", "kind": "step", "strategy": "Meet the head"},
                {"name": "A", "kind": "type", "strategy": "Yearly plan"},
            ]
        )
        customer = self.customers[0].with_user(self.sally)
        customer.write({"relation_step_id": step.id, "key_type_id": kind.id})
        self.assertEqual(
            sorted(customer.key_strategy.split("\n")), ["Meet the head", "Yearly plan"]
        )

    def test_owner_records_why_a_customer_is_key_and_it_is_found(self):
        customer = self.customers[0]
        values = {
            "chain_position": "upstream",
            "industry_rank": 3,
            "key_basis": "influence",
            "key_party": "group",
        }
        customer.with_user(self.sally).write(values)
        with self.assertRaises(AccessError):
            self._forge(customer, self.sam, chain_position="service")
        groups = self.env["crm.customer"]._read_group(
            [("key_party", "=", "group"), ("company_id", "=", self.company.id)],
            ["chain_position", "key_basis"],
            ["__count"],
        )
        self.assertIn(("upstream", "influence", 1), groups)

    def test_visit_has_a_goal_of_the_list(self):
        goal = self.env.ref("crm_lifecycle.crm_relation_concept_recommended")
        visit = (
            self.env["crm.customer.visit"]
            .with_user(self.sally)
            .create({"customer_id": self.customers[0].id, "goal_id": goal.id})
        )
        self.assertEqual(visit.goal_id.name, "Introduced by recommendation")


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestTierSet(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.customer"].search([("company_id", "=", cls.company.id)]).write(
            {"active": False}
        )
        cls.tier_set = cls.env.ref("crm_lifecycle.crm_vip_tier_set_main")
        cls.customers = [
            cls._create_customer(f"Alpha {amount}")
            for amount in (600000, 200000, 199999, 0)
        ]
        for customer, amount in zip(
            cls.customers, (600000, 200000, 199999, 0), strict=True
        ):
            if amount:
                cls._create_order(customer, amount, cls.TODAY)
        cls._refresh()

    def _load(self):
        action = self.tier_set.with_user(self.dora).action_try()
        return (
            self.env[action["res_model"]].browse(action["res_id"]).with_user(self.dora)
        )

    def test_trying_a_set_counts_each_customer_once_and_changes_nothing(self):
        """600,000 is VIP, 200,000 main, 199,999 ordinary, nobody small, one none."""
        before = self.env["crm.vip.tier"].search_count([])
        load = self._load()
        self.assertEqual(load.line_ids.mapped("customer_count"), [1, 1, 1, 0])
        self.assertEqual(load.unmatched_count, 1)
        load.line_ids[0].rule_domain = "[('amount_12m', '>=', 700000)]"
        self.assertEqual(load.line_ids.mapped("customer_count"), [0, 2, 1, 0])
        self.assertEqual(self.env["crm.vip.tier"].search_count([]), before)

    def test_loading_makes_tiers_policies_and_members_where_wanted(self):
        load = self._load()
        load.write({"is_at_once": True, "switches_off": True})
        load.action_load()
        self._refresh()
        first, second, third, fourth = self.customers
        self.assertEqual(first.vip_tier_id.name, "VIP")
        self.assertEqual(second.vip_tier_id.name, "Main")
        self.assertEqual(third.vip_tier_id.name, "Ordinary")
        self.assertFalse(fourth.vip_tier_id)
        self.assertEqual(first.vip_tier_id.priority, "2")
        shipped = self.env.ref("crm_lifecycle.crm_vip_tier_vip")
        self.assertFalse(shipped.rule_enabled)
        policies = self.env["crm.visit.policy"].search(
            [("company_id", "=", self.company.id)]
        )
        names = policies.mapped("name")
        self.assertIn("Customers of class VIP", names)
        self.assertNotIn("Customers of class Small", names)
        self.assertFalse(any(policies.mapped("rule_enabled")))
        with self.assertRaisesRegex(UserError, "already has the tier"):
            self._load().action_load()

    def test_without_at_once_customers_only_become_eligible(self):
        self._load().action_load()
        self._refresh()
        self.assertFalse(self.customers[0].vip_tier_id)
        self.assertEqual(self.customers[0].vip_eligible_tier_id.name, "VIP")

    def test_leader_loads_no_set(self):
        with self.assertRaises(AccessError):
            self.tier_set.with_user(self.lena).action_try()

    def test_concepts_of_another_company_are_refused(self):
        sister = self.env["res.company"].create({"name": "Sister"})
        step = self.env["crm.relation.concept"].create(
            {"name": "Theirs", "kind": "step", "company_id": sister.id}
        )
        with self.assertRaises(UserError):
            self._create_customer("Bordered").relation_step_id = step
