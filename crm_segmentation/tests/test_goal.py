# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from .report_common import ReportCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-30 05:00:00")
class TestGoal(ReportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the twelve months before 1 January 2026, the next ones, and too long ago
        cls._sell(cls.works, 999, "2024-12-31")
        cls._sell(cls.works, 100, "2025-01-01")
        cls._sell(cls.shops, 300, "2025-12-31")
        cls._sell(cls.works, 200, "2026-06-30")

    def _goal(self, **values):
        self.env.flush_all()
        return (
            self.env["crm.goal"]
            .with_user(self.anna)
            .create(
                {
                    "name": "More turnover",
                    "company_id": self.company.id,
                    "date_start": "2026-01-01",
                    "date_due": "2026-12-31",
                    "target": 600,
                    **values,
                }
            )
        )

    def test_before_and_after_by_hand(self):
        """400 before; 300 and 200 in the last twelve months: half of the way to 600."""
        goal = self._goal()
        self.assertEqual((goal.value_before, goal.value_now), (400, 500))
        self.assertEqual((goal.progress, goal.outcome), (0.5, "on_time"))
        goal.target = 700
        self.assertEqual(goal.outcome, "behind")
        goal.target = 450
        self.assertEqual(goal.outcome, "reached")

    def test_goal_that_is_just_written_has_no_outcome(self):
        self.assertFalse(self.env["crm.goal"].new({"name": "More"}).outcome)

    def test_what_was_before_stays_and_now_follows(self):
        goal = self._goal()
        self._sell(self.shops, 150, "2026-06-29")
        self._sell(self.shops, 50, "2025-06-01")
        goal.action_measure()
        self.assertEqual((goal.value_before, goal.value_now), (400, 650))

    def test_other_figure_is_measured_from_the_beginning(self):
        goal = self._goal(measure="customer_count", target=3)
        self.assertEqual((goal.value_before, goal.value_now), (2, 2))
        goal.measure = "order_count"
        self.assertEqual(goal.value_before, 2)

    def test_due_goal_is_measured_a_last_time(self):
        goal = self._goal(date_due="2026-06-29")
        self.assertEqual((goal.value_now, goal.outcome), (300, "missed"))
        with freeze_time("2026-07-10 05:00:00"), self.enter_registry_test_mode():
            self.env.ref("crm_segmentation.crm_goal_cron").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(goal.date_measured, date(2026, 6, 30))

    def test_analysts_set_goals_and_nobody_their_figures(self):
        goal = self._goal()
        for user in (self.sally, self.archie):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                goal.with_user(user).action_measure()
        with self.assertRaises(AccessError):
            goal.with_user(self.dora).value_before = 1
        with self.assertRaises(ValidationError):
            self._goal(measure="score", target=101)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-30 05:00:00")
class TestGoalOfShares(ReportCommon):
    """Works sells 300 (2 pieces) and 100 (1), Shops 600 (1), a year ago nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.north, cls.south = cls.env["res.country.state"].create(
            [
                {"name": name, "code": name, "country_id": cls.env.ref("base.cn").id}
                for name in ("North", "South")
            ]
        )
        cls.works.partner_id.state_id = cls.north
        cls.shops.partner_id.state_id = cls.south
        order = cls._sell(cls.works, 150, "2026-03-01")
        order.order_line.write({"product_uom_qty": 2, "price_unit": 150})
        cls._sell(cls.works, 100, "2026-06-30")
        cls._sell(cls.shops, 600, "2026-06-01")
        cls._sell(cls.shops, 999, "2025-06-30")

    def _now(self, **values):
        goal = self.env["crm.goal"].create(
            {
                "name": "Half of it",
                "company_id": self.company.id,
                "date_start": "2026-06-02",
                "date_due": "2026-12-31",
                "target": 50,
                **values,
            }
        )
        return goal.with_user(self.anna)

    def test_key_accounts(self):
        """400 of 1,000 and 3 of 4; before the second of June 300 of 1,899."""
        self.works.sudo().date_key_recognised = "2026-01-01"
        self.env.flush_all()
        goal = self._now(measure="key_amount")
        self.assertAlmostEqual(goal.value_now, 40)
        self.assertAlmostEqual(goal.value_before, 300 / 1899 * 100, places=4)
        self.assertEqual(self._now(measure="key_volume").value_now, 75)

    def test_members_of_a_key_segment_are_key_accounts(self):
        segment = self.env["crm.segment"].create(
            {"name": "Keys", "kind": "list", "is_key_account": True}
        )
        self.env["crm.segment.membership"].sudo().create(
            {
                "segment_id": segment.id,
                "customer_id": self.shops.id,
                "company_id": self.company.id,
                "date_from": "2026-06-01",
            }
        )
        self.env.flush_all()
        self.assertAlmostEqual(self._now(measure="key_amount").value_now, 60)

    def test_advantage_markets(self):
        goal = self._now(measure="market_amount", state_ids=self.south.ids)
        self.assertAlmostEqual(goal.value_now, 60)
        self.assertEqual(goal.outcome, "reached")
        goal.state_ids = self.north
        self.assertAlmostEqual(goal.value_now, 40)
        volume = self._now(measure="market_volume", state_ids=self.south.ids)
        self.assertEqual(volume.value_now, 25)

    def test_markets_are_named(self):
        with self.assertRaises(ValidationError):
            self._now(measure="market_amount")
        with self.assertRaises(ValidationError):
            self._now(measure="key_amount", target=101)

    def test_a_share_above_the_target_that_falls_below_is_not_reached(self):
        """South: 1,599 of 1,899 (84.2 %) before, 60 % now; 70 was to be held."""
        goal = self._now(measure="market_amount", state_ids=self.south.ids, target=70)
        self.assertAlmostEqual(goal.progress, 60 / 70, places=4)
        self.assertEqual(goal.outcome, "on_time")
        goal.target = 60
        self.assertEqual(goal.outcome, "reached")

    def test_nothing_sold_is_no_share(self):
        other = self._create_company("Idle Trading")
        goal = self._now(measure="key_amount", company_id=other.id)
        self.assertEqual(goal.sudo().value_now, 0)
