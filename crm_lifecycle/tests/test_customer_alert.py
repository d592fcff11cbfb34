# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerAlert(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer(street="1 Old Road", city="Jinan")
        cls.falling = cls.env.ref("crm_lifecycle.crm_alert_rule_falling")
        cls.address = cls.env.ref("crm_lifecycle.crm_alert_rule_address")

    def _fall(self):
        """1,000 in the year before, 600 in this one: growth of -40 %."""
        self._create_order(self.customer, 1000, date(2025, 5, 1))
        self._create_order(self.customer, 600, date(2026, 5, 1))
        self._refresh(self.customer)
        return self.customer.alert_ids.filtered(lambda a: a.rule_id == self.falling)

    def test_falling_purchases_raise_an_alert_with_the_facts_of_the_day(self):
        alert = self._fall()
        self.assertEqual((alert.state, alert.date), ("open", self.TODAY))
        self.assertEqual(alert.evidence["growth_rate"], -0.4)
        self.assertIn("Growth: -40%", alert.evidence_text)
        self.assertEqual(
            (self.customer.alert_count, self.customer.churn_risk), (1, "2")
        )

    def test_of_several_facts_only_those_that_hold_are_evidence(self):
        """Growth of -40 % raises it; 3 or more orders would have, and there are two."""
        rule = self.env["crm.alert.rule"].create(
            {
                "name": "Either",
                "rule_domain": "['|', ('growth_rate', '<', -0.3),"
                " ('order_count', '>=', 3)]",
                "rule_enabled": True,
            }
        )
        self._fall()
        alert = self.customer.alert_ids.filtered(lambda a: a.rule_id == rule)
        self.assertEqual(alert.evidence, {"growth_rate": -0.4})

    def test_alert_is_raised_once_and_again_only_after_it_was_over(self):
        alert = self._fall()
        self._refresh(self.customer)
        self.assertEqual(self.customer.alert_ids, alert)
        order = self._create_order(self.customer, 400, date(2026, 6, 1))
        self._refresh(self.customer)
        self.assertEqual((alert.state, self.customer.alert_count), ("over", 0))
        self.assertFalse(self.customer.churn_risk)
        order._action_cancel()
        self._refresh(self.customer)
        self.assertEqual(self.customer.alert_ids.mapped("state"), ["open", "over"])

    def test_owner_handles_an_alert_and_can_undo(self):
        alert = self._fall().with_user(self.sally)
        alert.action_handle()
        self.assertEqual((alert.state, alert.handled_by_id), ("handled", self.sally))
        self.assertEqual(
            (self.customer.alert_count, self.customer.churn_risk), (0, "2")
        )
        self._refresh(self.customer)
        self.assertEqual(alert.state, "handled")
        alert.action_undo()
        self.assertEqual(self.customer.alert_count, 1)

    def test_stranger_neither_reads_nor_handles(self):
        alert = self._fall()
        with self.assertRaises(AccessError):
            alert.with_user(self.sam).action_handle()
        with self.assertRaises(AccessError):
            self._forge(alert, self.sally, state="handled")

    def test_change_of_address_is_a_signal_for_thirty_days(self):
        self.customer.with_user(self.sally).write({"street": "2 New Road"})
        self.assertEqual(self.customer.date_address_change, self.TODAY)
        self._refresh(self.customer)
        self.assertEqual(self.customer.alert_ids.rule_id, self.address)
        with freeze_time("2026-07-16 10:00:00"):
            self._refresh(self.customer, date(2026, 7, 16))
        self.assertEqual(self.customer.alert_ids.state, "over")

    def test_same_address_and_first_address_are_no_signal(self):
        self.customer.write({"street": "1 Old Road"})
        newcomer = self._create_customer("Newcomer")
        newcomer.write({"street": "5 First Road", "city": "Jinan"})
        self.assertFalse(self.customer.date_address_change)
        self.assertFalse(newcomer.date_address_change)

    def test_rule_may_plan_a_task_for_the_owner(self):
        self.falling.write({"plan_activity": True})
        self._fall()
        task = self.customer.activity_ids
        self.assertEqual((task.user_id, task.summary), (self.sally, self.falling.name))

    def test_only_directors_change_rules(self):
        with self.assertRaises(AccessError):
            self.falling.with_user(self.lena).write({"rule_enabled": False})
        self.falling.with_user(self.dora).write({"rule_enabled": False})
        self.assertFalse(self._fall())
