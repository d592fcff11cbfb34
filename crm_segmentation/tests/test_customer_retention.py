# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.crm_lifecycle.tests.common import moment

from ..models import crm_cohort_rules
from .common import SegmentationCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCustomerRetention(SegmentationCommon):
    """Who stayed, came and came back (S-554, S-555)."""

    def _rows(self, kind="month", user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["crm.customer.retention"].with_user(user or self.anna)
        domain = [("company_id", "=", self.company.id), ("kind", "=", kind)]
        return {row.date: row for row in rows.search(domain)}

    def test_months_by_hand(self):
        """March: A, B, C. April: A, B again, D new. May: nobody. June: C is back.

        Retention of April: two of three. May: none of three.
        """
        one, two, three, four = (self._create_customer(name) for name in "ABCD")
        march, april, june_day = (date(2026, month, 10) for month in (3, 4, 6))
        for customer in (one, two, three):
            self._create_order(customer, 100, march)
        for customer, amount in ((one, 30), (two, 40), (four, 200)):
            self._create_order(customer, amount, april)
        self._create_order(three, 70, june_day)
        rows = self._rows()
        row = rows[date(2026, 4, 1)]
        self.assertAlmostEqual(row.retention_rate, 2 / 3)
        self.assertEqual(
            (row.before_count, row.kept_count, row.left_count, row.new_count),
            (3, 2, 1, 1),
        )
        self.assertEqual((row.amount_kept, row.amount_new), (70, 200))
        self.assertAlmostEqual(row.new_share, 200 / 270)
        left = self.env["crm.customer"].search(row.action_view_left()["domain"])
        self.assertEqual(left, three)
        may, june = rows[date(2026, 5, 1)], rows[date(2026, 6, 1)]
        self.assertEqual((may.before_count, may.kept_count), (3, 0))
        self.assertEqual((june.back_count, june.amount_back), (1, 70))
        back = self.env["crm.customer"].search(june.action_view_back()["domain"])
        self.assertEqual(back, three)
        self.assertEqual((june.is_running, may.is_running), (True, False))
        self.assertEqual(
            june.action_view_buyers()["domain"][1], ("month", ">=", june.date)
        )

    def test_database_equals_the_pure_rules(self):
        dice = random.Random(5)
        bought = {kind: {} for kind in crm_cohort_rules.MONTHS}
        for place in range(8):
            customer = self._create_customer(f"Customer {place}")
            for _order in range(dice.randint(1, 7)):
                day = date(2024, 3, 1) + timedelta(days=dice.randrange(820))
                amount = dice.randint(1, 50) * 10
                self._create_order(customer, amount, day)
                for kind, sums in bought.items():
                    key = (place, crm_cohort_rules.period_number(day, kind))
                    sums[key] = sums.get(key, 0) + amount
        for kind, sums in bought.items():
            rows = self._rows(kind)
            for number, expected in crm_cohort_rules.retention(sums).items():
                row = rows[crm_cohort_rules.period_start(number, kind)]
                with self.subTest(kind=kind, period=row.period):
                    self.assertEqual(
                        (row.before_count, row.kept_count, row.new_count),
                        (expected.before, expected.kept, expected.new),
                    )
                    self.assertEqual(row.back_count, expected.back)
                    self.assertAlmostEqual(row.retention_rate, expected.rate)
                    self.assertEqual(row.amount_kept, expected.amount_kept)
                    self.assertEqual(row.amount_new, expected.amount_new)
                    self.assertEqual(row.amount_back, expected.amount_back)

    def test_profit_and_visits_by_hand(self):
        """April's new customer took three visits of 50, the old one a single one.

        Goods cost 60 each: 100 - 60 of the new, 300 - 60 of the old.
        """
        self.company.value_visit_cost = 50
        self.product.with_company(self.company).standard_price = 60
        old, new = self._create_customer("Old"), self._create_customer("New")
        self._create_order(old, 100, date(2026, 3, 5))
        self._create_order(old, 300, date(2026, 4, 5))
        self._create_order(new, 100, date(2026, 4, 6))
        for customer, days in ((new, (1, 2, 3)), (old, (4,))):
            for day in days:
                self._visit(customer, moment(f"2026-04-0{day} 09:00:00"))
        row = self._rows()[date(2026, 4, 1)]
        self.assertEqual((row.margin_kept, row.margin_new), (240, 40))
        self.assertEqual((row.cost_new, row.cost_old), (150, 50))
        self.assertEqual((row.cost_per_new, row.cost_per_old), (150, 50))

    def test_profit_is_a_fixed_part_where_the_settings_say_so(self):
        """20 % of 100, whatever the goods cost."""
        self.company.value_margin_source = "fixed"
        self.company.value_margin_percent = 20
        self.product.with_company(self.company).standard_price = 60
        customer = self._create_customer()
        self._create_order(customer, 100, date(2026, 4, 5))
        row = self._rows()[date(2026, 4, 1)]
        self.assertEqual((row.amount_new, row.margin_new), (100, 20))

    def _visit(self, customer, start):
        self.env["crm.customer.visit"].sudo().create(
            {
                "customer_id": customer.id,
                "user_id": self.sally.id,
                "date_start": start,
                "date_stop": start + timedelta(hours=1),
                "state": "done",
            }
        )

    def test_only_analysts_compare_all_customers(self):
        with self.assertRaises(AccessError):
            self._rows(user=self.sally)
