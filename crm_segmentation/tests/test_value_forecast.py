# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

import numpy as np

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..models import crm_buying_rules, crm_spending_rules
from .value_common import ValueCommon


@tagged("post_install", "-at_install")
class TestValueForecast(ValueCommon):
    """The fit, its test, what is shown and what is hidden, and who sees it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {"value_min_customers": 50, "value_gain_percent": 0, "value_visit_cost": 0}
        )
        cls.buyers = cls._create_buyers(80)
        cls.values = cls.env["crm.customer.value"]

    def _shown(self):
        """A run whose forecast is shown, whatever the dice gave."""
        self.company.write({"value_total_a_percent": 900, "value_total_b_percent": 900})
        run = self._value(fit=True)
        self.assertEqual(run.state, "shown", run.reason)
        return run

    def test_forecast_of_the_database_equals_the_pure_rules(self):
        run = self._shown()
        buying, spending = run._models()
        values = self.buyers.value_ids
        repeats = np.array([value.order_days - 1.0 for value in values])
        recency = np.array([float(value.recency_days) for value in values])
        age = np.array([float(value.age_days) for value in values])
        averages = np.array([v.amount_ordered / v.order_days for v in values])
        active = crm_buying_rules.p_active(buying, repeats, recency, age)
        [orders] = crm_buying_rules.orders_if_active(buying, repeats, age, [365.0])
        amount = crm_spending_rules.expected_amount(spending, repeats + 1, averages)
        for place, value in enumerate(values):
            self.assertAlmostEqual(value.p_active, active[place], places=3)
            expected = active[place] * orders[place]
            self.assertAlmostEqual(value.expected_orders, expected, places=3)
            self.assertAlmostEqual(
                value.expected_amount, expected * amount[place], delta=0.01
            )
            self.assertGreaterEqual(value.contribution_at_risk, 0)
            self.assertEqual((value.run_id, value.grade), (run, run.grade))

    def test_run_keeps_the_test_beside_the_baseline(self):
        run = self._shown()
        self.assertEqual(run.date_cutoff, self.TODAY - timedelta(days=180))
        self.assertEqual(run.customer_count, len(self.buyers))
        came = sum(
            day.date() > run.date_cutoff
            for day in self.env["sale.order"]
            .search([("company_id", "=", self.company.id)])
            .mapped("date_order")
        )
        series = run.backtest_ids.grouped("series")
        self.assertEqual(len(series["actual"]), 6)
        # two orders of one day are one decision to buy
        self.assertAlmostEqual(
            sum(series["actual"].mapped("orders")), came, delta=came * 0.1
        )
        expected = sum(series["model"].mapped("orders"))
        actual = sum(series["actual"].mapped("orders"))
        self.assertAlmostEqual(run.model_total, expected / actual - 1, places=3)
        self.assertGreater(run.baseline_error, 0)
        self.assertIn("smaller", run.reason)
        self.assertLess(run.seconds, 30)

    def test_too_few_customers_have_a_baseline_and_a_reason(self):
        self.company.value_min_customers = 500
        run = self._value(fit=True)
        self.assertEqual((run.state, run.grade), ("thin", False))
        self.assertIn("80 customers", run.reason)
        value = self.buyers[0].value_ids
        self.assertFalse(value.date_forecast)
        self.assertEqual(value.forecast_state, "thin")
        self.assertIn("too little data", value.forecast_note)
        self.assertTrue(any(self.buyers.value_ids.mapped("baseline_orders")))

    def test_worse_than_the_baseline_is_hidden(self):
        self.company.write({"value_total_a_percent": 0.0, "value_total_b_percent": 0.0})
        run = self._value(fit=True)
        self.assertEqual((run.state, run.grade), ("weak", "C"))
        self.assertFalse(any(self.buyers.value_ids.mapped("date_forecast")))

    def test_failed_fit_keeps_the_old_good_values(self):
        """A month later nobody came back any more: no model, last month's values."""
        self._shown()
        value = self.buyers[3].value_ids
        before = (value.p_active, value.expected_orders, value.date_forecast)
        self.patch(crm_buying_rules, "STARTS", ())
        later = self.TODAY + timedelta(days=31)
        run = self._value(today=later)
        self.assertEqual((run.state, run.date), ("failed", later))
        self.assertIn("settle", run.issue)
        self.assertEqual(
            (value.p_active, value.expected_orders, value.date_forecast), before
        )
        self.assertEqual((value.date, value.forecast_state), (later, "failed"))
        self.assertIn("is kept", value.forecast_note)

    def test_fit_is_monthly_and_values_are_nightly(self):
        run = self._shown()
        tomorrow = self.TODAY + timedelta(days=1)
        self.assertEqual(self._value(today=tomorrow), run)
        self.assertEqual(self.buyers[0].value_ids.date_forecast, tomorrow)
        self.company.value_horizon_months = 6
        self.assertEqual(self._value(today=tomorrow), run)
        self.company.value_holdout_days = 150
        self.assertNotEqual(self._value(today=tomorrow), run)

    def test_trade_type_may_have_a_model_of_its_own(self):
        self.company.write({"value_group": "trade", "value_min_customers": 30})
        retail = self.buyers[:45]
        retail.sudo().trade_type_id = self.retail
        (self.buyers - retail).sudo()[:5].trade_type_id = self.trade
        self._shown()
        own_company = [("company_id", "=", self.company.id)]
        runs = self.env["crm.value.run"].search(own_company)
        self.assertEqual(runs.trade_type_id, self.retail)
        own = runs.filtered("trade_type_id")
        shown = own if own.state == "shown" else runs - own
        self.assertEqual(retail.value_ids.run_id, shown)
        self.assertEqual((self.buyers - retail).value_ids.run_id, runs - own)

    def test_salesperson_sees_values_of_own_customers_only(self):
        theirs = self._create_customer("Theirs", self.sam)
        self._create_orders(theirs, [(self.TODAY, 10)])
        self._shown()
        found = self.values.with_user(self.sam).search([])
        self.assertEqual(found.customer_id, theirs)
        self.assertFalse(theirs.with_user(self.sam).value_note)
        self.assertTrue(theirs.with_user(self.sam).value_date_next)
        every = self.values.with_user(self.anna).search([])
        self.assertEqual(every.customer_id, self.buyers | theirs)

    def test_runs_are_for_analysts(self):
        run = self._shown()
        run.with_user(self.anna).backtest_ids.mapped("orders")
        for user in (self.sally, self.lena):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                run.with_user(user).read(["grade"])
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["crm.value.run"].with_user(user).action_fit()
        count = self.env["crm.value.run"].search_count([])
        self.env["crm.value.run"].with_user(self.anna).action_fit()
        self.assertEqual(self.env["crm.value.run"].search_count([]), count + 1)

    def test_nobody_writes_values_or_runs(self):
        run = self._shown()
        value = self.buyers[0].value_ids
        clerk = new_test_user(self.env, "clerk_v", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.values.with_user(clerk).search([])
        for user in (self.sally, self.dora):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._forge(value, user, expected_contribution=1e9)
        with self.assertRaises(UserError):
            run.sudo().write({"grade": "A"})

    def test_call_is_planned_once_by_who_may_write_the_customer(self):
        self._shown()
        value = self.buyers[0].value_ids
        value.with_user(self.sally).action_plan_call()
        value.with_user(self.sally).action_plan_call()
        task = self.buyers[0].activity_ids
        self.assertEqual(len(task), 1)
        self.assertEqual(task.user_id, self.sally)
        self.assertIn("expected on", task.summary)
        with self.assertRaises(AccessError):
            value.with_user(self.sam).action_plan_call()

    def test_retention_is_told_by_the_products_used(self):
        """Two customers of two products, one of one: averages of the pivot."""
        self._value(fit=False)
        values = self.buyers[:3].value_ids
        for value, (products, active) in zip(
            values, ((2, 0.9), (2, 0.7), (1, 0.2)), strict=True
        ):
            value.sudo().write({"product_count": products, "p_active": active})
        groups = self.values.with_user(self.anna)._read_group(
            [("id", "in", values.ids)], ["product_count"], ["p_active:avg"]
        )
        self.assertEqual([count for count, _active in groups], [1, 2])
        self.assertAlmostEqual(groups[1][1], 0.8)

    def test_figures_open_the_documents_behind_them(self):
        self._shown()
        value = self.buyers[0].value_ids.with_user(self.sally)
        action = value.with_context(documents="orders").action_view_documents()
        orders = self.env["sale.order"].search(action["domain"])
        self.assertEqual(sum(orders.mapped("amount_untaxed")), value.amount_ordered)
        for kind in ("returns", "invoices", "visits"):
            action = value.with_context(documents=kind).action_view_documents()
            self.assertFalse(self.env[action["res_model"]].search(action["domain"]))
        sheet = self.buyers[0].with_user(self.sally).action_view_value()
        self.assertEqual(sheet["res_id"], value.id)
