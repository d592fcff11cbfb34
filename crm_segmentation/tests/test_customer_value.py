# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from collections import defaultdict
from datetime import date, timedelta

from odoo.tests import tagged

from odoo.addons.crm_lifecycle.tests.common import moment

from .value_common import ValueCommon


@tagged("post_install", "-at_install")
class TestCustomerValue(ValueCommon):
    """What a customer bought and cost, from documents, by hand and by an oracle."""

    def _create_alpha(self):
        """The customer of the first test."""
        self.company.value_visit_cost = 50
        self.product.with_company(self.company).standard_price = 60
        customer = self._create_customer()
        for amount, day in (
            (200, date(2025, 6, 10)),
            (100, date(2025, 6, 10)),
            (300, date(2026, 4, 6)),
            (400, date(2026, 5, 16)),
        ):
            self._create_order(customer, amount, day)
        self.env["crm.customer.visit"].sudo().create(
            [
                {
                    "customer_id": customer.id,
                    "user_id": self.sally.id,
                    "date_start": start,
                    "date_stop": start + timedelta(hours=1),
                    "state": "done",
                }
                for start in (
                    moment("2025-06-11 09:00:00"),
                    moment("2026-05-01 09:00:00"),
                )
            ]
        )
        self._refresh(customer)
        return customer

    def test_history_by_hand(self):
        """Four orders on three days of 400 days; goods 4 x 60; a visit of 50 in 2026.

        Ordered 200 + 100 + 300 + 400 = 1,000; contribution 1,000 - 240 - 100 = 660.
        The rate leaves visits out: 1 - 240 / 1,000. Gaps of 300 and 40 days: the
        median rhythm is 170, so the next order is expected 170 days after 16 May.
        """
        customer = self._create_alpha()
        self._value(fit=False)
        self.assertRecordValues(
            customer.value_ids,
            [
                {
                    "date_first": date(2025, 6, 10),
                    "date_last": date(2026, 5, 16),
                    "order_days": 3,
                    "age_days": 370,
                    "recency_days": 340,
                    "order_days_12m": 2,
                    "product_count": 1,
                    "quantity": 4,
                    "amount_ordered": 1000,
                    "amount_goods": 240,
                    "amount_visits": 100,
                    "visit_count": 2,
                    "visit_count_12m": 1,
                    "amount_contribution": 660,
                    "contribution_rate": 0.76,
                    "date_next": date(2026, 5, 16) + timedelta(days=170),
                    # 2 order days of the year, each of 1,000 / 3; one visit a year
                    "baseline_orders": 2,
                    "baseline_contribution": 456.67,
                    "risk": "kept",
                }
            ],
        )

    def test_fixed_margin_needs_no_cost_of_goods(self):
        self.company.write(
            {"value_margin_source": "fixed", "value_margin_percent": 30.0}
        )
        customer = self._create_customer()
        self._create_orders(customer, [(date(2026, 6, 1), 1000)])
        self._value(fit=False)
        self.assertEqual(customer.value_ids.amount_goods, 700)
        self.assertAlmostEqual(customer.value_ids.contribution_rate, 0.3)

    def test_few_orders_get_the_rate_of_the_company(self):
        """Costs of 240 of 1,000 and 50 of 100: the company keeps 1 - 290 / 1,100."""
        self.product.with_company(self.company).standard_price = 80
        often, once = self._create_customer("Often"), self._create_customer("Once")
        for day in (1, 2, 3):
            self._create_order(often, 1000 if day == 3 else 0, date(2026, 6, day))
        self.product.with_company(self.company).standard_price = 80
        self._create_order(once, 100, date(2026, 6, 1))
        self._value(fit=False)
        self.assertAlmostEqual(often.value_ids.contribution_rate, 1 - 240 / 1000)
        self.assertAlmostEqual(
            once.value_ids.contribution_rate, 1 - 320 / 1100, places=5
        )

    def test_history_equals_an_oracle_on_random_orders(self):
        dice = random.Random(20260615)
        expected = defaultdict(dict)
        for number in range(25):
            customer = self._create_customer(f"Random {number}")
            for _order in range(dice.randint(1, 9)):
                day = self.TODAY - timedelta(days=dice.randint(-20, 1300))
                amount = dice.randint(1, 5000)
                self._create_orders(customer, [(day, amount)])
                # 36 months before 15 June 2026
                if date(2023, 6, 15) <= day <= self.TODAY:
                    days = expected[customer]
                    days[day] = days.get(day, 0) + amount
        self._value(fit=False)
        values = self.env["crm.customer.value"].search([])
        self.assertEqual(set(values.customer_id), set(expected))
        for value in values:
            days = expected[value.customer_id]
            self.assertEqual(
                (
                    value.order_days,
                    value.date_first,
                    value.date_last,
                    value.age_days,
                    value.recency_days,
                    value.order_days_12m,
                    value.amount_ordered,
                ),
                (
                    len(days),
                    min(days),
                    max(days),
                    (self.TODAY - min(days)).days,
                    (max(days) - min(days)).days,
                    sum(day > self.TODAY - timedelta(days=365) for day in days),
                    sum(days.values()),
                ),
            )

    def test_cancelled_orders_take_the_row_along(self):
        customer = self._create_customer()
        orders = self._create_orders(customer, [(date(2026, 6, 1), 10)])
        self._value(fit=False)
        self.assertTrue(customer.value_ids)
        orders.write({"state": "cancel"})
        self._value(fit=False)
        self.assertFalse(customer.value_ids)

    def test_companies_do_not_mix(self):
        home = self._create_customer("Home")
        self._create_orders(home, [(date(2026, 6, 1), 10)])
        self._value(fit=False)
        self._value(fit=False, company=self._create_company("Sister"))
        self.assertEqual(home.value_ids.amount_ordered, 10)

    def test_silence_against_own_rhythm_is_an_alarm_without_any_model(self):
        """Every 30 days until 50 days ago: 1.67 rhythms. New settings count at once."""
        customer = self._create_customer()
        days = [self.TODAY - timedelta(days=50 + 30 * step) for step in range(4)]
        self._create_orders(customer, [(day, 100) for day in days])
        self._refresh(customer)
        self._value(fit=False)
        self.assertEqual(customer.value_ids.risk, "overdue")
        self.assertEqual(customer.value_ids.date_next, self.TODAY - timedelta(days=20))
        self.company.value_date = self.TODAY
        self.company.value_overdue_ratio = 2
        self.assertFalse(self.company.value_date)
        self._value(fit=False)
        self.assertEqual(customer.value_ids.risk, "kept")

    def test_merging_two_customers_leaves_one_value(self):
        kept, twin = self._create_customer("Kept"), self._create_customer("Twin")
        for customer in (kept, twin):
            self._create_orders(customer, [(date(2026, 6, 1), 10)])
        self._value(fit=False)
        twin._prepare_for_merge(kept)
        self.assertFalse(twin.value_ids)
        self.assertTrue(kept.value_ids)

    def test_segments_use_the_forecast(self):
        customer = self._create_customer()
        self._create_orders(customer, [(date(2026, 6, 1), 10)])
        self._value(fit=False)
        customer.value_ids.sudo().p_active = 0.3
        segment = self.env["crm.segment"].create(
            {"name": "Leaving", "rule_domain": "[('value_ids.p_active', '<', 0.5)]"}
        )
        self._move_members()
        self.assertIn(segment, customer.segment_ids)

    def test_values_take_as_many_queries_for_many_as_for_few(self):
        counts = []
        for size in (3, 20):
            for number in range(size):
                customer = self._create_customer(f"Size {size} {number}")
                self._create_orders(customer, [(date(2026, 6, 1), 10)])
            self._value(fit=False)
            before = self.env.cr.sql_log_count
            self._value(fit=False)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_job_refreshes_companies_of_another_day(self):
        customer = self._create_customer()
        today = self.env["crm.customer"]._today(self.company)
        self._create_orders(customer, [(today, 10)])
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron = self.env.ref("crm_segmentation.crm_customer_value_refresh_cron")
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.company.value_date, today)
        self.assertEqual(self.company.value_date_fit, today)
        self.assertEqual(customer.value_ids.order_days, 1)
        self.assertEqual(customer.value_ids.forecast_state, "thin")
