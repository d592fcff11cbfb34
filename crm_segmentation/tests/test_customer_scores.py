# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..models import crm_abc_rules, crm_rfm_rules
from .common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestCustomerScores(SegmentationCommon):
    def _create_random(self, count):
        dice = random.Random(20260615)
        types = [False, self.retail.id, self.trade.id]
        return self.env["crm.customer"].union(
            *(
                self._create_scored(
                    f"Random {number}",
                    amount=dice.choice([-50, 100, 100, 250.25, dice.randint(1, 9999)]),
                    orders=dice.choice([1, 1, 1, 2, 3, 5, 9]),
                    last=date(2026, dice.randint(1, 6), dice.choice([1, 10])),
                    trade_type_id=dice.choice(types),
                )
                for number in range(count)
            )
        )

    def test_scores_of_the_database_equal_the_pure_rules(self):
        customers = self._create_random(40)
        self._rank()
        last = {c.id: c.date_last_order for c in customers}
        recency = crm_rfm_rules.quantile_scores(last)
        orders = crm_rfm_rules.quantile_scores(
            {c.id: c.rfm_order_count for c in customers}
        )
        amounts = crm_rfm_rules.quantile_scores({c.id: c.rfm_amount for c in customers})
        for customer in customers:
            key = customer.id
            self.assertEqual(
                (customer.rfm_r, customer.rfm_f, customer.rfm_m),
                (recency[key], orders[key], amounts[key]),
            )
        for same_type in customers.grouped("trade_type_id").values():
            cents = {c.id: round(c.rfm_amount * 100) for c in same_type}
            rows = crm_abc_rules.classify(cents)
            for customer in same_type:
                row = rows[customer.id]
                self.assertEqual(customer.abc_class, row.klass)
                self.assertAlmostEqual(customer.abc_share, row.share, places=6)
                self.assertAlmostEqual(
                    customer.abc_cumulative, row.cumulative, places=6
                )

    def test_fixed_bounds_of_the_database_equal_the_pure_rules(self):
        self.company.segmentation_rfm_method = "bounds"
        bounds = self.company._rfm_bounds()
        customers = self._create_random(20)
        self._rank()
        for customer in customers:
            days = (self.TODAY - customer.date_last_order).days
            self.assertEqual(
                (customer.rfm_r, customer.rfm_f, customer.rfm_m),
                (
                    crm_rfm_rules.recency_by_bounds(days, bounds[0]),
                    crm_rfm_rules.score_by_bounds(customer.rfm_order_count, bounds[1]),
                    crm_rfm_rules.score_by_bounds(customer.rfm_amount, bounds[2]),
                ),
            )

    def test_abc_counts_inside_the_trade_type(self):
        """The small trader is A of its type although it is small in the company."""
        big = self._create_scored("Big", 9000, trade_type_id=self.retail.id)
        second = self._create_scored("Second", 900, trade_type_id=self.retail.id)
        third = self._create_scored("Third", 100, trade_type_id=self.retail.id)
        trader = self._create_scored("Trader", 100, trade_type_id=self.trade.id)
        self._rank()
        classes = (big | second | third | trader).mapped("abc_class")
        self.assertEqual(classes, ["A", "B", "C", "A"])
        self.assertAlmostEqual(second.abc_share, 0.09)
        self.assertAlmostEqual(second.abc_cumulative, 0.99)
        self.assertAlmostEqual(big.company_share, 9000 / 10100, places=6)

    def test_customer_crossing_the_cut_is_in_the_higher_class(self):
        crossing = self._create_scored("Crossing", 20, trade_type_id=self.retail.id)
        self._create_scored("Large", 70, trade_type_id=self.retail.id)
        self._create_scored("Rest", 10, trade_type_id=self.retail.id)
        self._rank()
        self.assertEqual(crossing.abc_class, "A")

    def test_no_order_in_the_window_no_score(self):
        silent = self._create_scored("Silent", 0, orders=0)
        self._create_scored("Buyer", 10)
        self._rank()
        self.assertEqual(
            (silent.rfm_r, silent.rfm_score, silent.abc_class), (0, False, False)
        )

    def test_archived_customers_are_not_compared(self):
        self._create_scored(
            "Archived", 1000, trade_type_id=self.retail.id, active=False
        )
        other = self._create_scored("Other", 10, trade_type_id=self.retail.id)
        self._rank()
        self.assertEqual(other.abc_share, 1)

    def test_companies_do_not_mix(self):
        home = self._create_scored("Home", 100, orders=1)
        company = self._create_company("Sister", "USD")
        sister = self._create_scored("Abroad", 1, orders=9)
        partner = self.env["res.partner"].create({"name": "Sister's"})
        accounts = self.env["crm.customer"]
        foreign = accounts._ensure_accounts(partner, company)
        foreign.sudo().write(
            {"rfm_amount": 900, "rfm_order_count": 4, "date_last_order": "2026-05-01"}
        )
        self._rank()
        self.assertFalse(foreign.rfm_score)
        self._rank(company)
        self.assertEqual(foreign.company_share, 1)
        self.assertAlmostEqual(home.company_share, 100 / 101, places=6)
        self.assertGreater(home.rfm_m, sister.rfm_m)

    def test_champion_is_named_by_the_table(self):
        for number in range(1, 6):
            self._create_scored(
                f"Step {number}",
                number * 100,
                orders=number,
                last=date(2026, number, 1),
            )
        self._rank()
        best = self.env["crm.customer"].search([("rfm_score", "=", "555")])
        self.assertEqual(best.display_name, "Step 5")
        champion = self.env.ref("crm_segmentation.crm_rfm_segment_champion")
        self.assertEqual(best.rfm_segment_id, champion)

    def test_second_ranking_changes_nothing(self):
        customer = self._create_scored("Buyer", 10)
        self.assertIn(customer.id, self._rank())
        self.assertFalse(self._rank())

    def test_touched_customer_gets_facts_at_once_and_scores_at_night(self):
        customer = self._create_customer("Fresh")
        self._create_order(customer, 500, self.TODAY)
        self._refresh(customer)
        self.assertEqual((customer.rfm_amount, customer.rfm_order_count), (500, 1))
        self.assertEqual(customer.rfm_amount, customer.amount_12m)
        self.assertFalse(customer.rfm_score)
        self.env["crm.customer"]._refresh_scores(self.company, self.TODAY)
        self.assertEqual(customer.abc_class, "A")
        self.assertEqual(self.company.segmentation_date_scores, self.TODAY)
        again = self.env["crm.customer"]._refresh_scores(self.company, self.TODAY)
        self.assertFalse(again)

    def test_window_is_a_setting(self):
        self.company.segmentation_window_days = 30
        customer = self._create_customer("Fresh")
        self._create_order(customer, 500, self.TODAY)
        self._create_order(customer, 300, date(2026, 5, 16))
        self._create_order(customer, 200, date(2026, 5, 17))
        self._refresh(customer)
        self.assertEqual(customer.rfm_amount, 700)

    def test_changed_settings_wake_the_ranking(self):
        customer = self._create_scored("Buyer", 10)
        self.env["crm.customer"]._refresh_scores(self.company)
        self.company.segmentation_percent_a = 60
        self.assertFalse(self.company.segmentation_date_scores)
        customer.sudo().write({"abc_class": False})
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron = self.env.ref("crm_segmentation.crm_customer_refresh_scores_cron")
            cron.method_direct_trigger()
        self.env.invalidate_all()
        today = self.env["crm.customer"]._today(self.company)
        self.assertEqual(self.company.segmentation_date_scores, today)

    def test_bounds_are_checked(self):
        self.company.segmentation_recency_bounds = "60, 30"
        with self.assertRaisesRegex(ValidationError, "4 ascending"):
            self.company.segmentation_rfm_method = "bounds"

    def test_changed_rfm_table_wakes_the_ranking(self):
        champion = self.env.ref("crm_segmentation.crm_rfm_segment_champion")
        for change in ({"r_min": 3}, {"active": False}):
            self.company.segmentation_date_scores = self.TODAY
            champion.with_user(self.anna).write(change)
            with self.subTest(change=change):
                self.assertFalse(self.company.segmentation_date_scores)
        self.company.segmentation_date_scores = self.TODAY
        champion.with_user(self.anna).name = "Best friends"
        self.assertEqual(self.company.segmentation_date_scores, self.TODAY)

    def test_rfm_table_takes_scores_from_1_to_5(self):
        with self.assertRaisesRegex(ValidationError, "from 1 to 5"):
            self.env["crm.rfm.segment"].create({"name": "Odd", "r_min": 4, "r_max": 2})

    def test_scores_cannot_be_typed(self):
        customer = self._create_scored("Buyer", 10, user=self.sally)
        for values in ({"abc_class": "A"}, {"rfm_score": "555"}, {"rfm_amount": 9}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self._forge(customer, self.sally, **values)
