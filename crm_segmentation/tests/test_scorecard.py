# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from ..models import crm_scorecard_rules
from ..models.crm_scorecard_rules import Part
from .scorecard_common import ScorecardCommon

BANDS = ((0, 20), (100, 50), (1000, 100))


@tagged("post_install", "-at_install")
class TestScorecard(ScorecardCommon):
    def _judge(self, customer, criterion, mark, user=None):
        return (
            self.env["crm.customer.judgement"]
            .with_user(user or self.sally)
            .create(
                {
                    "customer_id": customer.id,
                    "criterion_id": criterion.id,
                    "mark": mark,
                    "reason": "Visit of May",
                }
            )
        )

    def _create_random(self, dice, count):
        return self.env["crm.customer"].union(
            *(
                self._create_scored(
                    f"Random {number}",
                    amount=dice.choice([-5, 0, 99.99, 100, 1000, 4321]),
                    orders=dice.choice([0, 1, 1, 2, 3, 9]),
                )
                for number in range(count)
            )
        )

    def _add_strict_group(self):
        """A group of a banded and a compared fact, in which one poor makes all poor."""
        group = self._add("Group", "group", weight=3, any_poor=True)
        amount = self._add(
            "Amount", fact_name="rfm_amount", bands=BANDS, parent_id=group.id
        )
        orders = self._add(
            "Orders",
            fact_name="rfm_order_count",
            method="quantile",
            quantiles=3,
            weight=2,
            parent_id=group.id,
        )
        return group, amount, orders

    def test_card_of_the_database_equals_the_pure_rules(self):
        """Bands, quantiles, a condition, judgements and a strict group, at random."""
        group, amount, orders = self._add_strict_group()
        rule = str([("rfm_order_count", ">", 2)])
        condition = self._add("Often", "condition", rule_domain=rule)
        judged = self._add("Influence", "judged", weight=2)
        dice = random.Random(20260615)
        customers = self._create_random(dice, 30)
        marks = {c: dice.choice("12345") for c in customers if dice.random() > 0.5}
        for customer, mark in marks.items():
            self._judge(customer, judged, mark)
        self._score(self.env["crm.customer"]._today(self.company))
        counts = {c: c.rfm_order_count for c in customers}
        quantiles = crm_scorecard_rules.quantile_points(counts, 3)
        for customer in customers:
            banded = crm_scorecard_rules.banded(customer.rfm_amount, BANDS)
            inner = (Part(amount, 1, banded), Part(orders, 2, quantiles[customer]))
            given = 25 * (int(marks[customer]) - 1) if customer in marks else None
            parts = (
                Part(group, 3, parts=inner, any_poor=True),
                Part(condition, 1, 100 if customer.rfm_order_count > 2 else 0),
                Part(judged, 2, given),
            )
            rows = crm_scorecard_rules.evaluate(Part("all", 1, parts=parts))
            self._check_rows(customer, rows)

    def _check_rows(self, customer, rows):
        result = self._current(customer)
        self.assertAlmostEqual(result.points, rows["all"].points, places=3)
        self.assertEqual(result.level, crm_scorecard_rules.level(result.points))
        for point in result.point_ids:
            row = rows[point.criterion_id or "all"]
            with self.subTest(customer=customer.display_name, point=point.display_name):
                self.assertAlmostEqual(point.points, row.points or 0, places=3)
                self.assertAlmostEqual(point.weight, row.weight, places=5)
                self.assertAlmostEqual(point.contribution, row.contribution, places=3)

    def _add_nested(self, depth, parent=None):
        """Three nodes, in each of them three, and so on; the last look at money."""
        for number in range(3):
            name, group_id = f"{depth} {number}", parent and parent.id
            if depth:
                group = self._add(name, "group", parent_id=group_id)
                self._add_nested(depth - 1, group)
            else:
                self._add(name, fact_name="rfm_amount", bands=BANDS, parent_id=group_id)

    def test_groups_in_groups_cost_what_they_hold(self):
        """81 criteria in groups of three: each one stands for 1/81 of the points.

        No expression of the statement may be written out again in the one above it: the
        work, and the columns PostgreSQL kept of it, grew with the power of the depth.
        """
        self._add_nested(3)
        customer = self._create_scored("Buyer", 500)
        self.env.cr.execute("SET LOCAL statement_timeout = '20s'")
        self.assertEqual(self._score(), {customer.id})
        result = self._current(customer)
        self.assertEqual(result.points, 50)
        leaves = result.point_ids.filtered(lambda point: point.value)
        self.assertEqual(len(leaves), 81)
        self.assertEqual({round(point.weight * 81, 4) for point in leaves}, {1.0})
        self.assertAlmostEqual(sum(leaves.mapped("contribution")), 50, places=2)

    def test_many_results_without_statistics_are_not_compared_pairwise(self):
        """Results of the same transaction look like one row to PostgreSQL."""
        self._add("Turnover", fact_name="rfm_amount", bands=BANDS)
        customer = self._create_scored("Buyer", 500)
        self._score(date(2026, 6, 1))
        scope = self._scope(today=date(2026, 6, 2))
        plans = []
        execute = type(self.env).execute_query

        def explained(env, query):
            if "INSERT INTO crm_scorecard_result" in query.code:
                plans.extend(row[0] for row in execute(env, SQL("EXPLAIN %s", query)))
            return execute(env, query)

        with patch.object(type(self.env), "execute_query", explained):
            self.cards.sudo()._refresh_results(scope)
        self.assertTrue(plans)
        self.assertNotIn("Nested Loop", "\n".join(plans))
        [[setting]] = execute(self.env, SQL("SHOW enable_nestloop"))
        self.assertEqual(setting, "on")
        self.assertEqual(self._current(customer).points, 50)

    def test_result_by_hand_with_its_history(self):
        """500 reaches the band of 100: 50 points; 1,500 that of 1,000: 100."""
        self._add("Turnover", fact_name="rfm_amount", bands=BANDS)
        customer = self._create_scored("Buyer", 500)
        self.assertEqual(self._score(date(2026, 6, 1)), {customer.id})
        self.assertFalse(self._score(date(2026, 6, 2)))
        customer.sudo().rfm_amount = 1500
        self._score(date(2026, 6, 3))
        lines = customer.scorecard_result_ids.sorted("id")
        self.assertRecordValues(
            lines,
            [
                {"points": 50, "date_to": date(2026, 6, 3), "level": "fair"},
                {"points": 100, "date_to": False, "level": "good"},
            ],
        )
        self.assertEqual(lines[1].points_before, 50)
        self.assertEqual(lines[1].points_change, 50)

    def test_change_from_nought_is_a_change_and_a_first_result_is_none(self):
        """Bought nothing: 0 points; then 500: 50 points, a change of 50."""
        self._add("Turnover", fact_name="rfm_amount", bands=[(0, 0), (100, 50)])
        customer = self._create_scored("Buyer", 0)
        self._score(date(2026, 6, 1))
        customer.sudo().rfm_amount = 500
        self._score(date(2026, 6, 2))
        lines = customer.scorecard_result_ids.sorted("id")
        self.assertEqual(lines.mapped("points"), [0, 50])
        self.assertEqual(lines.mapped("points_change"), [0, 50])

    def test_card_per_stage_and_several_cards(self):
        self._add("Turnover", fact_name="rfm_amount", bands=BANDS)
        customer = self._create_scored("Buyer", 500)
        stages = self.env["crm.lifecycle.stage"].search([])
        self.card.stage_ids = stages - customer.stage_id
        self._score()
        self.assertFalse(self._current(customer))
        second = self.card.copy({"name": "Second", "rule_enabled": True})
        criterion = self.card.criterion_ids.copy({"scorecard_id": second.id})
        self.assertEqual(len(criterion.band_ids), 3)
        self.card.stage_ids = customer.stage_id
        second.stage_ids = False
        self._score()
        self.assertEqual(len(customer.current_result_ids), 2)

    def test_card_out_of_use_ends_its_results(self):
        self._add("Turnover", fact_name="rfm_amount", bands=BANDS)
        customer = self._create_scored("Buyer", 500)
        self._score()
        self.card.rule_enabled = False
        self._score()
        self.assertFalse(self._current(customer))
        self.assertTrue(customer.scorecard_result_ids)

    def test_archived_card_and_criterion_do_not_count(self):
        self._add("Turnover", fact_name="rfm_amount", bands=BANDS)
        orders = self._add("Orders", fact_name="rfm_order_count", bands=((0, 100),))
        customer = self._create_scored("Buyer", 500)
        accounts = self.env["crm.customer"].sudo().with_context(active_test=False)
        for record, points in ((self.env["crm.scorecard"], 75), (orders, 50)):
            record.active = False
            self.env.flush_all()
            accounts._store_scores(self._scope())
            self.env.invalidate_all()
            self.assertEqual(self._current(customer).points, points)
        self.card.active = False
        self.env.flush_all()
        accounts._store_scores(self._scope())
        self.env.invalidate_all()
        self.assertFalse(self._current(customer))

    def test_importance_is_shown_at_the_customer(self):
        self._add("Turnover", fact_name="rfm_amount", bands=BANDS)
        customer = self._create_scored("Buyer", 500)
        self._rank()
        self.assertEqual(customer.importance_points, 50)
        self.assertEqual(customer.importance_level, "fair")
        self.assertFalse(customer.health_level)

    def test_date_counts_its_days_and_unknown_is_left_out(self):
        self._add("Age", fact_name="date_last_order", bands=((0, 100), (30, 10)))
        fresh = self._create_scored("Fresh", last="2026-06-10")
        old = self._create_scored("Old", last="2026-05-16")
        never = self._create_scored("Never", last=False)
        self._score()
        self.assertEqual(self._current(fresh).points, 100)
        self.assertEqual(self._current(old).points, 10)
        self.assertFalse(self._current(never))

    def test_shipped_cards_compute(self):
        shipped = self.env.ref("crm_segmentation.crm_scorecard_indicators")
        shipped |= self.env.ref("crm_segmentation.crm_scorecard_importance")
        shipped |= self.env.ref("crm_segmentation.crm_scorecard_health")
        shipped |= self.env.ref("crm_segmentation.crm_scorecard_loyalty")
        shipped.sudo().rule_enabled = True
        customer = self._create_scored(
            "Buyer", 500, order_count=3, relation_months=30, silence_ratio=0.5
        )
        self._score()
        scored = customer.current_result_ids.scorecard_id
        loyalty = self.env.ref("crm_segmentation.crm_scorecard_loyalty")
        self.assertEqual(scored, shipped - loyalty, "loyalty is judged by people only")
        criterion = self.env.ref(
            "crm_segmentation.crm_scorecard_criterion_loyalty_past"
        )
        self._judge(customer, criterion, "4")
        self._score(self.env["crm.customer"]._today(self.company))
        self.assertEqual(self._current(customer, loyalty).points, 75)

    def test_results_and_judgements_are_history(self):
        criterion = self._add("Influence", "judged")
        customer = self._create_scored("Buyer", 500)
        judgement = self._judge(customer, criterion, "5")
        with self.assertRaises(UserError):
            judgement.write({"mark": "1"})
        self._score(self.env["crm.customer"]._today(self.company))
        with self.assertRaises(UserError):
            self._current(customer).sudo().write({"points": 1})

    def test_judgement_is_for_who_may_write_the_customer(self):
        criterion = self._add("Influence", "judged")
        customer = self._create_scored("Buyer", 500)
        with self.assertRaises(AccessError):
            self._judge(customer, criterion, "5", self.sam)
        fact = self._add("Turnover", fact_name="rfm_amount", bands=BANDS)
        with self.assertRaises(ValidationError):
            self._judge(customer, fact, "5")

    def test_salesperson_sees_own_results_and_writes_no_card(self):
        self._add("Turnover", fact_name="rfm_amount", bands=BANDS)
        own = self._create_scored("Own", 500)
        self._create_scored("Other", 500, user=self.sam)
        self._score()
        results = self.env["crm.scorecard.result"].with_user(self.sally)
        self.assertEqual(results.search([]).customer_id, own.with_user(self.sally))
        with self.assertRaises(AccessError):
            self._forge(self.card, self.sally, name="Mine")
        self.card.with_user(self.anna).name = "Analyst's"
        with self.assertRaises(AccessError):
            self.card.with_user(self.sally).action_compute()

    def test_group_of_another_card_is_refused(self):
        other = self.card.copy({"name": "Other"})
        group = self._add("Group", "group")
        with self.assertRaisesRegex(ValidationError, "its own scorecard"):
            self._add("Lost", "judged", scorecard_id=other.id, parent_id=group.id)
        with self.assertRaisesRegex(ValidationError, "no bands"):
            self._add("Bare", fact_name="rfm_amount")

    def test_merging_customers_keeps_one_current_result(self):
        self._add("Turnover", fact_name="rfm_amount", bands=BANDS)
        kept = self._create_scored("Kept", 500)
        gone = self._create_scored("Gone", 1500)
        self._score()
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (kept | gone).partner_id.ids, kept.partner_id
        )
        self.assertFalse(gone.exists())
        self.assertEqual(self._current(kept).points, 50)
        self.assertEqual(len(kept.scorecard_result_ids), 2)
