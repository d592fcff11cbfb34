# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestSeasonPlan(SegmentationCommon):
    """The eight steps for one customer, segment, product or company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Seasonal", cls.sally)
        cls.customer.sudo().team_id = cls.north

    def _orders(self, amounts, customer=None):
        """amounts: {(year, month): amount}"""
        for (year, month), amount in amounts.items():
            self._create_order(customer or self.customer, amount, date(year, month, 10))

    def _plan(self, user=None, **values):
        plans = self.env["crm.season.plan"].with_user(user or self.anna)
        values = {"customer_id": self.customer.id, "target": 1200, **values}
        return plans.create({"company_id": self.company.id, "year": 2026, **values})

    def _indices(self, plan):
        return {line.date.month: line.season_index for line in plan.line_ids}

    def test_eight_steps_by_hand(self):
        """January 10, 12, 14 and 324 in the rest: A = 12, M = 10, 120 %, 10 %: 120."""
        self._orders({(2023, 1): 10, (2024, 1): 12, (2025, 1): 14})
        self._orders({(2023, 6): 160, (2024, 9): 100, (2025, 12): 64})
        self._orders({(2026, 1): 90, (2026, 6): 5})
        plan = self._plan()
        january = plan.line_ids[0]
        self.assertEqual((plan.years, january.amount_total), (3, 36))
        self.assertEqual(january.amount_average, 12)
        self.assertAlmostEqual(january.season_index, 1.2)
        self.assertAlmostEqual(january.season_share, 0.1)
        self.assertEqual((january.amount_target, january.amount_actual), (120, 90))
        self.assertAlmostEqual(sum(self._indices(plan).values()), 12)
        self.assertAlmostEqual(sum(plan.line_ids.mapped("amount_target")), 1200)
        self.assertEqual(plan.actual, 95)
        # of the months until May only January has a target: 90 of 120
        self.assertAlmostEqual(plan.completion_months, 0.75)

    def test_chart_has_target_and_turnover_of_months_so_far(self):
        self._orders({(2025, 1): 10, (2025, 12): 10, (2026, 2): 5})
        plan = self._plan()
        self.env.flush_all()
        months = self.env["crm.season.plan.month"].with_user(self.sally)
        rows = months.search(plan.action_view_months()["domain"])
        self.assertEqual(rows.plan_id, plan)
        target = rows.filtered(lambda row: row.series == "target")
        actual = rows - target
        self.assertEqual((len(target), sum(target.mapped("amount"))), (12, 1200))
        self.assertEqual((len(actual), sum(actual.mapped("amount"))), (6, 5))

    def test_history_ends_before_the_planned_year(self):
        """Of 2026 itself nothing counts, so that targets do not move under way."""
        self._orders({(2025, 1): 50, (2025, 12): 50, (2026, 3): 700})
        plan = self._plan()
        self.assertEqual(plan.years, 1)
        self.assertAlmostEqual(self._indices(plan)[1], 6)
        self.assertEqual(self._indices(plan)[3], 0)

    def test_without_a_whole_year_the_target_is_even(self):
        self._orders({(2026, 2): 50})
        plan = self._plan()
        self.assertEqual(plan.years, 0)
        self.assertEqual(set(plan.line_ids.mapped("amount_target")), {100})

    def test_gap_is_left_out_of_its_average(self):
        """2024 has no February: 120 of one year, or 60 a year."""
        months = {(2024, m): 60 for m in range(1, 13) if m != 2}
        months |= {(2025, m): 60 for m in range(1, 13)} | {(2025, 2): 120}
        self._orders(months)
        plan = self._plan()
        february = plan.line_ids[1]
        self.assertEqual((february.years, february.amount_average), (2, 60))
        plan.skips_gaps = True
        february = plan.line_ids[1]
        self.assertEqual((february.years, february.amount_average), (1, 120))

    def test_festival_moves_its_sales(self):
        """New year was on 29 January 2025; in 2026 it is on 17 February.

        What was sold on 27 January 2025 lies on 15 February in the planned year.
        """
        self._create_order(self.customer, 900, date(2025, 1, 27))
        self._create_order(self.customer, 100, date(2025, 7, 1))
        plan = self._plan()
        self.assertAlmostEqual(self._indices(plan)[1], 10.8)
        plan.follows_festival = True
        indices = self._indices(plan)
        self.assertEqual(indices[1], 0)
        self.assertAlmostEqual(indices[2], 10.8)

    def test_segment_product_and_company_have_seasons_of_their_own(self):
        self.product.categ_id = self.env["product.category"].create({"name": "Lime"})
        other = self._create_customer("Other", self.sam)
        self._orders({(2025, 1): 100, (2025, 2): 100})
        self._orders({(2025, 1): 600}, other)
        segment = self.env["crm.segment"].create({"name": "Winter"})
        self.env["crm.segment.membership"].sudo().create(
            {
                "segment_id": segment.id,
                "customer_id": other.id,
                "company_id": self.company.id,
                "date_from": "2026-01-01",
            }
        )
        none = {"customer_id": False}
        company = self._plan(subject="company", **none)
        self.assertAlmostEqual(self._indices(company)[1], 10.5)
        members = self._plan(subject="segment", segment_id=segment.id, **none)
        self.assertAlmostEqual(self._indices(members)[1], 12)
        product = self._plan(subject="product", product_id=self.product.id, **none)
        self.assertAlmostEqual(self._indices(product)[1], 10.5)
        line = self._plan(subject="category", categ_id=self.product.categ_id.id, **none)
        self.assertAlmostEqual(self._indices(line)[2], 1.5)

    def test_company_starts_with_its_target(self):
        self.company.segmentation_annual_target = 2400
        plan = self.env["crm.season.plan"].create(
            {"subject": "company", "company_id": self.company.id}
        )
        self.assertEqual((plan.target, plan.year), (2400, 2026))

    def test_one_subject_and_one_plan_a_year(self):
        self._plan()
        with self.assertRaisesRegex(ValidationError, "planned already"):
            self._plan()
        with self.assertRaises(ValidationError):
            self._plan(subject="company", year=2027)
        with self.assertRaisesRegex(ValidationError, "Name the subject"):
            self._plan(subject="segment", customer_id=False)

    def test_leader_plans_and_salesperson_reads(self):
        plan = self._plan(self.lena)
        self.assertEqual(plan.with_user(self.sally).line_ids, plan.line_ids)
        plan.with_user(self.sally).action_refresh()
        with self.assertRaises(AccessError):
            plan.with_user(self.sally).target = 1
        for user in (self.sam, self.sally):
            with self.assertRaises(AccessError):
                self._plan(user, year=2027)
        self.assertFalse(self.env["crm.season.plan"].with_user(self.sam).search([]))

    def test_leader_does_not_see_the_company_through_a_customer(self):
        """A plan of the company that names a customer would be shown to its leader."""
        with self.assertRaises(ValidationError):
            self._plan(self.lena, subject="company")
        with self.assertRaises(AccessError):
            self._plan(self.lena, subject="company", customer_id=False)

    @mute_logger("odoo.models")
    def test_nobody_types_results(self):
        plan = self._plan()
        with self.assertRaises(AccessError):
            plan.with_user(self.anna).completion = 1
        with self.assertRaises(AccessError):
            plan.line_ids[0].with_user(self.anna).amount_target = 1

    def test_chosen_customers_are_planned_once(self):
        self.customer.sudo().amount_12m = 1000
        wizard = self.env["crm.season.plan.batch"].with_user(self.lena)
        wizard = wizard.create(
            {"customer_ids": self.customer.ids, "growth_percent": 20}
        )
        action = wizard.action_apply()
        plan = self.env["crm.season.plan"].search(action["domain"])
        self.assertEqual((plan.customer_id, plan.target), (self.customer, 1200))
        with self.assertRaisesRegex(UserError, "have a plan"):
            wizard.action_apply()

    def test_night_computes_what_is_of_another_day(self):
        plan = self._plan()
        self._orders({(2026, 5): 30})
        self._night()
        self.assertEqual(plan.actual, 0)
        plan.sudo().date = "2026-06-14"
        self._night()
        self.assertEqual((plan.actual, plan.date), (30, date(2026, 6, 15)))

    def _night(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron = self.env.ref("crm_segmentation.crm_season_plan_refresh_cron")
            cron.method_direct_trigger()
        self.env.invalidate_all()
