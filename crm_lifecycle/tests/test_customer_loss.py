# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerLoss(LifecycleCommon):
    """Orders of January 1, 11 and 21: rhythm 10 days, lost from 40 days of silence."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        for day in (1, 11, 21):
            cls._create_order(cls.customer, 1000, date(2026, 1, day))

    def _lose(self):
        self._refresh(self.customer, date(2026, 3, 2))
        return self.customer.loss_ids

    def test_lost_stage_opens_one_loss_with_the_money_at_stake(self):
        loss = self._lose()
        self.assertEqual((loss.state, loss.date), ("open", date(2026, 3, 2)))
        self.assertEqual((loss.amount_prev_12m, loss.user_id), (3000, self.sally))
        self._refresh(self.customer, date(2026, 3, 3))
        self.assertEqual(self.customer.loss_ids, loss)

    def test_next_order_wins_the_customer_back_and_proves_it(self):
        loss = self._lose()
        order = self._create_order(self.customer, 500, date(2026, 3, 12))
        self._refresh(self.customer, date(2026, 3, 12))
        self.assertEqual((loss.state, loss.won_order_id), ("won", order))
        report = self.env["crm.conversion.report"].search(
            [("customer_id", "=", self.customer.id), ("kind", "=", "win_back")]
        )
        self.assertEqual((report.success_rate, report.days), (1.0, 10))

    def test_correction_without_an_order_is_no_win(self):
        loss = self._lose()
        growing = self.env.ref("crm_lifecycle.crm_lifecycle_stage_growing")
        self.customer.with_user(self.dora)._move_to_stage(growing, "Order by phone")
        self._refresh(self.customer, date(2026, 3, 3))
        self.assertEqual((loss.state, loss.won_order_id.id), ("given_up", False))

    def test_second_loss_after_a_win_is_a_loss_of_its_own(self):
        first = self._lose()
        self._create_order(self.customer, 500, date(2026, 3, 12))
        self._refresh(self.customer, date(2026, 3, 12))
        self._refresh(self.customer, date(2026, 9, 12))
        self.assertEqual(len(self.customer.loss_ids), 2)
        self.assertEqual((self.customer.loss_ids - first).state, "open")

    def test_giving_up_needs_type_and_phase_and_is_not_reopened_by_the_job(self):
        loss = self._lose().with_user(self.sally)
        with self.assertRaisesRegex(UserError, "Say first how Alpha Works was lost"):
            loss.action_give_up()
        loss.type_id = self.env.ref("crm_lifecycle.crm_loss_type_poached")
        loss.phase = "purchase"
        loss.action_give_up()
        self._refresh(self.customer, date(2026, 3, 9))
        self.assertEqual(self.customer.loss_ids.mapped("state"), ["given_up"])
        loss.action_resume()
        self.assertEqual(loss.state, "open")

    def test_status_is_not_typed_and_losses_are_not_created_by_hand(self):
        loss = self._lose()
        with self.assertRaises(AccessError):
            self._forge(loss, self.sally, state="won")
        with self.assertRaisesRegex(AccessError, "opened by the lifecycle"):
            self.env["crm.customer.loss"].with_user(self.dora).sudo(False).create(
                {"customer_id": self.customer.id}
            )

    def test_colleague_of_another_team_cannot_read_the_loss(self):
        loss = self._lose()
        with self.assertRaises(AccessError):
            loss.with_user(self.sam).read(["reason"])
        self.assertEqual(loss.with_user(self.lena).customer_id, self.customer)

    def test_owner_gets_a_task_only_where_the_company_wants_it(self):
        self.assertFalse(self._lose().activity_ids)
        other = self._create_customer("Beta")
        for day in (1, 11, 21):
            self._create_order(other, 10, date(2026, 1, day))
        self.company.lifecycle_win_back_task = True
        self._refresh(other, date(2026, 3, 2))
        task = other.loss_ids.activity_ids
        self.assertEqual(
            (task.user_id, task.date_deadline), (self.sally, date(2026, 3, 5))
        )

    def test_rate_of_new_customers_counts_accounts_that_began_without_order(self):
        """Two prospects, one buys after 4 days: 50 %."""
        found = self.env["crm.conversion.report"]
        won, waiting = (self._create_customer(name) for name in ("Won", "Waiting"))
        self._create_order(won, 10, self.TODAY + timedelta(days=4))
        self._refresh(won | waiting, self.TODAY + timedelta(days=5))
        groups = found._read_group(
            [("customer_id", "in", (won | waiting).ids)],
            ["kind"],
            ["success_rate:avg", "days:avg"],
        )
        self.assertEqual(groups, [("new", 0.5, 4.0)])
