# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from datetime import date

from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon, moment


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerOverview(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()

    def _visit(self, day, **values):
        return self.env["crm.customer.visit"].create(
            {
                "customer_id": self.customer.id,
                "user_id": self.sally.id,
                "date_start": moment(f"{day} 08:00:00"),
                **values,
            }
        )

    def test_next_three_things_are_in_the_order_of_their_days(self):
        self._visit("2026-06-20", name="Second")
        self._visit("2026-06-30", name="Fourth")
        for summary, day in (("Third", 25), ("First", 16)):
            self.customer.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=date(2026, 6, day),
                summary=summary,
                user_id=self.sally.id,
            )
        customer = self.customer.with_user(self.sally)
        days = [line[:10] for line in customer.overview_next.split("\n")]
        self.assertEqual(days, ["06/16/2026", "06/20/2026", "06/25/2026"])
        self.assertIn("First", customer.overview_next)
        self.assertNotIn("Fourth", customer.overview_next)

    def test_last_five_things_start_with_the_latest(self):
        for day in (1, 2, 3, 4, 5):
            self._create_order(self.customer, 100 * day, date(2026, 6, day))
        self._visit("2026-06-10", state="done", outcome="Wants samples")
        lines = self.customer.with_user(self.sally).overview_last.split("\n")
        self.assertEqual(len(lines), 5)
        self.assertIn("Stage: ", lines[0])
        self.assertIn("Wants samples", lines[1])
        self.assertEqual(lines[2][:10], "06/05/2026")
        self.assertEqual(lines[4][:10], "06/03/2026")

    def test_invoices_of_the_customer_open_from_its_form(self):
        action = self.customer.with_user(self.sally).action_view_invoices()
        self.assertIn(
            ("commercial_partner_id", "=", self.customer.partner_id.id),
            action["domain"],
        )

    def test_payments_of_the_customer_open_from_its_form(self):
        payment = self.env["account.payment"].create(
            {
                "partner_id": self.customer.partner_id.id,
                "payment_type": "inbound",
                "partner_type": "customer",
                "amount": 5,
            }
        )
        other = payment.copy(
            {"partner_id": self._create_customer("Other").partner_id.id}
        )
        action = self.customer.action_view_payments()
        found = self.env["account.payment"].search(action["domain"])
        self.assertIn(payment, found)
        self.assertNotIn(other, found)

    def test_turnover_line_has_a_point_for_each_of_24_months(self):
        other = self._create_customer("Beta Works")
        for amount, day in (
            (100, (2026, 6, 1)),
            (50, (2026, 6, 15)),
            (7, (2024, 7, 1)),
        ):
            self._create_order(self.customer, amount, date(*day))
        self._create_order(self.customer, 999, date(2024, 6, 30))
        self._create_order(other, 20, date(2026, 1, 31))
        lines = [
            json.loads(customer.with_user(self.dora).turnover_line)[0]["values"]
            for customer in (self.customer, other)
        ]
        self.assertEqual(
            [len(lines[0]), lines[0][0], lines[0][-1]],
            [24, {"x": "Jul 2024", "y": 7.0}, {"x": "Jun 2026", "y": 150.0}],
        )
        self.assertEqual(sum(point["y"] for point in lines[0]), 157.0)
        self.assertEqual([p["y"] for p in lines[1] if p["y"]], [20.0])

    def test_trend_is_an_arrow_beyond_five_percent(self):
        for amount, trend in ((106, "up"), (105, "even"), (94, "down")):
            customer = self._create_customer(f"Trend {amount}")
            self._create_order(customer, 100, date(2025, 5, 1))
            self._create_order(customer, amount, date(2026, 5, 1))
            self._refresh(customer)
            with self.subTest(amount=amount):
                self.assertEqual(customer.trend, trend)
        self.assertFalse(self.customer.trend)
