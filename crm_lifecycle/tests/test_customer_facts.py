# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo.tests import tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestCustomerFacts(LifecycleCommon):
    def test_facts_of_rows_computed_by_hand(self):
        """1,000 + 2,000 + 4,000 in 12 months, 700 in the 12 before: 7,000 / 700 - 1."""
        customer = self._create_customer()
        self._create_order(customer, 1000, date(2026, 1, 1))
        self._create_order(customer, 2000, date(2026, 1, 31))
        self._create_order(customer, 4000, date(2026, 4, 1))
        self._create_order(customer, 700, date(2025, 6, 1))
        self._refresh(customer)
        self.assertRecordValues(
            customer,
            [
                {
                    "order_count": 4,
                    "order_count_12m": 3,
                    "amount_12m": 7000,
                    "amount_prev_12m": 700,
                    "amount_lifetime": 7700,
                    "largest_order_12m": 4000,
                    "best_month_12m": 4000,
                    "growth_rate": 9.0,
                    "date_first_order": date(2025, 6, 1),
                    "date_last_order": date(2026, 4, 1),
                }
            ],
        )

    def test_rhythm_is_the_median_gap_and_silence_stands_on_it(self):
        """Gaps 30 and 60, median 45; 75 days since 1 April: 75 / 45 = 1.67."""
        customer = self._create_customer()
        for day in (date(2026, 1, 1), date(2026, 1, 31), date(2026, 4, 1)):
            self._create_order(customer, 100, day)
        self._refresh(customer)
        self.assertEqual(customer.order_rhythm_days, 45)
        self.assertEqual(customer.silence_ratio, 1.67)
        self.assertEqual(customer.rhythm_state, "due")

    def test_two_order_days_are_too_few_for_an_own_rhythm(self):
        customer = self._create_customer()
        self._create_order(customer, 100, date(2026, 6, 1))
        self._create_order(customer, 100, date(2026, 6, 2))
        self._refresh(customer)
        self.assertEqual(customer.order_rhythm_days, 90)

    def test_best_month_sums_the_calendar_month(self):
        customer = self._create_customer()
        self._create_order(customer, 9000, date(2026, 5, 1))
        self._create_order(customer, 8000, date(2026, 5, 31))
        self._create_order(customer, 8500, date(2026, 6, 1))
        self._refresh(customer)
        self.assertEqual(customer.best_month_12m, 17000)

    def test_the_365th_day_counts_and_the_366th_does_not(self):
        customer = self._create_customer()
        self._create_order(customer, 1, self.TODAY - timedelta(days=364))
        self._create_order(customer, 10, self.TODAY - timedelta(days=365))
        self._refresh(customer)
        self.assertEqual((customer.amount_12m, customer.amount_prev_12m), (1, 10))

    def test_cancelled_orders_do_not_count(self):
        customer = self._create_customer()
        order = self._create_order(customer, 100, self.TODAY)
        order._action_cancel()
        self._refresh(customer)
        self.assertEqual((customer.order_count, customer.amount_12m), (0, 0))

    def test_foreign_currency_counts_at_the_rate_of_the_document(self):
        currency = self.env["res.currency"].create({"name": "TST", "symbol": "T"})
        self.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "company_id": self.company.id,
                "name": date(2020, 1, 1),
                "rate": 2.0,
            }
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Foreign", "currency_id": currency.id}
        )
        customer = self._create_customer()
        self._create_order(customer, 100, self.TODAY, pricelist_id=pricelist.id)
        self._refresh(customer)
        self.assertEqual(customer.amount_12m, 50)

    def test_day_is_the_one_of_the_company_time_zone(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        customer = self._create_customer()
        order = self._create_order(customer, 100, self.TODAY)
        order.date_order = "2026-06-13 17:00:00"
        self._refresh(customer)
        self.assertEqual(customer.date_last_order, date(2026, 6, 14))

    def test_second_refresh_changes_nothing(self):
        customer = self._create_customer()
        self._create_order(customer, 100, self.TODAY)
        self.assertIn(customer, self._refresh())
        before = len(customer.stage_history_ids)
        self.assertFalse(self._refresh())
        self.assertEqual(len(customer.stage_history_ids), before)

    def test_facts_vanish_with_their_documents(self):
        customer = self._create_customer()
        order = self._create_order(customer, 100, self.TODAY)
        self._refresh(customer)
        order._action_cancel()
        self._refresh(customer)
        self.assertFalse(customer.date_last_order)
        self.assertEqual(customer.order_count, 0)

    def test_other_company_does_not_count(self):
        customer = self._create_customer()
        sister = self.env["res.company"].create({"name": "Sister"})
        account = self.env["crm.customer"]._ensure_accounts(customer.partner_id, sister)
        self._create_order(customer, 100, self.TODAY)
        self._refresh()
        self.assertEqual((customer.order_count, account.order_count), (1, 0))

    def test_documents_put_their_customer_into_the_queue_and_the_job_empties_it(self):
        customer = self._create_customer()
        queue = self.env["crm.customer.touch"].search([])
        queue.unlink()
        self._create_order(customer, 12000, self.TODAY)
        queued = self.env["crm.customer.touch"].search([])
        self.assertEqual(queued.customer_id, customer)
        with self.enter_registry_test_mode():
            self.env.ref(
                "crm_lifecycle.crm_customer_refresh_touched_cron"
            ).method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(customer.order_count, 1)
        self.assertFalse(self.env["crm.customer.touch"].search([]))

    def test_nightly_job_queues_everybody(self):
        customer = self._create_customer()
        self.env["crm.customer.touch"].search([]).unlink()
        self.env["crm.customer"]._cron_refresh_all()
        queued = self.env["crm.customer.touch"].search([])
        rows = queued.filtered(lambda row: row.customer_id == customer)
        self.assertTrue(rows.is_nightly)

    def test_number_of_queries_does_not_grow_with_customers(self):
        def queries(customers):
            self.env.flush_all()
            before = self.cr.sql_log_count
            self._refresh(customers)
            return self.cr.sql_log_count - before

        one = self._create_customer("One")
        many = one.browse()
        for number in range(20):
            many |= self._create_customer(f"Many {number}")
        queries(one)
        self.assertEqual(queries(one), queries(many))

    def test_confirming_an_order_takes_one_query_more(self):
        def queries(order):
            self.env.flush_all()
            before = self.cr.sql_log_count
            order.action_confirm()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        customer = self._create_customer()
        warm, with_suite, without = (
            self._create_order(customer, 10, self.TODAY, confirm=False)
            for _number in range(3)
        )
        queries(warm)
        counted = queries(with_suite)
        self.patch(type(without), "_touch_customers", lambda orders, selling=0: None)
        self.assertEqual(counted - queries(without), 1)

    def test_quotations_are_open_until_they_are_ordered(self):
        customer = self._create_customer()
        order = self._create_order(customer, 300, self.TODAY, confirm=False)
        self._refresh(customer)
        open_quotations = (customer.quotation_count, customer.quotation_amount)
        self.assertEqual(open_quotations, (1, 300))
        order.action_confirm()
        self._refresh(customer)
        open_quotations = (customer.quotation_count, customer.quotation_amount)
        self.assertEqual(open_quotations, (0, 0))
