# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestReactivation(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls._create_customer("Old")
        cls.fresh = cls._create_customer("Fresh")
        cls.foreign = cls._create_customer("Foreign", user=cls.sam)
        for customer in (cls.old, cls.foreign):
            cls._create_order(customer, 100, date(2025, 6, 14))
        cls._create_order(cls.fresh, 100, date(2026, 6, 1))
        cls._refresh()

    def _list(self, user=None, **values):
        return (
            self.env["crm.reactivation"]
            .with_user(user or self.sally)
            .create({"name": "Fair", "per_day": 1, **values})
        )

    def test_list_takes_old_customers_one_may_see_each_once(self):
        record = self._list()
        record.action_fill()
        record.action_fill()
        self.assertEqual(record.line_ids.customer_id, self.old)
        record = self._list(user=self.dora)
        record.action_fill()
        self.assertTrue(self.old | self.foreign <= record.line_ids.customer_id)
        self.assertNotIn(self.fresh, record.line_ids.customer_id)

    def test_months_without_an_order_narrow_the_list(self):
        everybody = self._list(silent_months=0)
        everybody.action_fill()
        found = everybody.line_ids.customer_id
        self.assertEqual(found, self.old | self.fresh)
        older = self._list(silent_months=13, customer_domain="[]")
        with self.assertRaisesRegex(UserError, "no customer of yours"):
            older.action_fill()

    def test_calls_are_planned_on_working_days_one_a_day(self):
        """Tomorrow is Tuesday 16 June; one a day and person."""
        second = self._create_customer("Second")
        self._create_order(second, 100, date(2025, 6, 1))
        self._refresh()
        record = self._list()
        record.action_fill()
        record.action_plan()
        days = sorted(record.line_ids.visit_id.mapped("date_start"))
        self.assertEqual([day.date().day for day in days], [16, 17])
        self.assertEqual(record.line_ids.visit_id.mapped("mode"), ["phone", "phone"])
        record.action_plan()
        self.assertEqual(
            self.env["crm.customer.visit"].search_count(
                [("customer_id", "in", record.line_ids.customer_id.ids)]
            ),
            2,
        )

    def test_working_days_leave_the_weekend_out(self):
        with freeze_time("2026-06-18 10:00:00"):
            days = self.env["crm.reactivation.line"]._working_days(2)
        self.assertEqual(days, [date(2026, 6, 19), date(2026, 6, 22)])

    def test_owner_tells_what_the_customer_wants(self):
        record = self._list(user=self.dora)
        record.action_fill()
        line = record.line_ids.filtered(lambda x: x.customer_id == self.old)
        with self.assertRaises(AccessError):
            line.with_user(self.sam).action_confirmed()
        with self.assertRaises(AccessError):
            self._forge(line, self.sally, intention="confirmed")
        line.with_user(self.sally).action_confirmed()
        self.assertEqual(
            (line.intention, line.date_intention), ("confirmed", self.TODAY)
        )
        line.with_user(self.sally).action_unknown()
        self.assertFalse(line.date_intention)

    def test_orders_from_the_day_of_the_list_on_count_as_won(self):
        record = self._list()
        record.action_fill()
        self._create_order(self.old, 70, self.TODAY - timedelta(days=1))
        record._refresh_orders(self.company, self.TODAY)
        self.assertEqual(record.won_count, 0)
        self._create_order(self.old, 80, self.TODAY)
        record._refresh_orders(self.company, self.TODAY)
        line = record.line_ids
        self.assertEqual((line.order_count, line.order_amount), (1, 80))
        self.assertEqual((record.line_count, record.won_count), (1, 1))
        self.assertEqual(record.won_share, 100)

    def test_merged_customers_stay_on_a_list_once(self):
        second = self._create_customer("Second")
        record, other = self._list(), self._list(name="Other")
        for line in (
            {"list_id": record.id, "customer_id": self.old.id},
            {"list_id": record.id, "customer_id": second.id},
            {"list_id": other.id, "customer_id": second.id},
        ):
            self.env["crm.reactivation.line"].create(line)
        second._prepare_for_merge(self.old)
        self.assertEqual(record.line_ids.customer_id, self.old)
        self.assertEqual(other.line_ids.customer_id, second)

    def test_merged_customers_show_a_signal_once(self):
        second = self._create_customer("Second")
        rule, other = self.env["crm.alert.rule"].search([], limit=2)
        alerts = self.env["crm.customer.alert"]
        kept, twin, alone = (
            alerts.create(
                {
                    "customer_id": customer.id,
                    "rule_id": found.id,
                    "date": self.TODAY,
                }
            )
            for customer, found in ((self.fresh, rule), (second, rule), (second, other))
        )
        second._prepare_for_merge(self.fresh)
        self.assertEqual(
            (kept.state, twin.state, alone.state), ("open", "over", "open")
        )

    def test_condition_must_be_one_on_customers(self):
        with self.assertRaisesRegex(ValidationError, "not a condition on customers"):
            self._list(customer_domain="[('nothing', '=', 1)]")

    def test_old_customers_without_a_call_stand_in_my_day(self):
        record = self._list()
        record.action_fill()
        kind = self.env["crm.day"].with_user(self.sally)._day_reactivations(self.sally)
        model = self.env[kind.model].with_user(self.sally)
        self.assertEqual(model.search(kind.domain), record.line_ids)
        record.action_plan()
        self.assertFalse(model.search(kind.domain))
