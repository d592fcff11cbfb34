# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestLifecycleStage(LifecycleCommon):
    def _stage(self, name):
        return self.env.ref(f"crm_lifecycle.crm_lifecycle_stage_{name}")

    def test_customer_starts_as_potential_with_a_first_history_line(self):
        customer = self._create_customer()
        self.assertEqual(customer.stage_id, self._stage("potential"))
        self.assertEqual(customer.stage_history_ids.origin, "start")

    def test_customer_carries_the_strategy_of_the_stage(self):
        """S-088: acquisition, retention and loyalty follow the stage in force."""
        accounts = self.env["crm.customer"]
        customer, other = self._create_customer(), self._create_customer()
        both = [("id", "in", (customer | other).ids)]
        self.assertEqual(customer.stage_strategy, "acquisition")
        self._create_order(customer, 12000, self.TODAY)
        self._refresh(customer)
        self.assertEqual(customer.stage_strategy, "retention")
        kept = accounts.search([*both, ("stage_strategy", "=", "retention")])
        self.assertEqual(kept, customer)
        groups = accounts._read_group(both, ["stage_strategy"], ["id:recordset"])
        self.assertEqual(dict(groups), {"acquisition": other, "retention": customer})

    def test_first_order_moves_the_stage_with_a_line_that_opens_the_order(self):
        customer = self._create_customer()
        order = self._create_order(customer, 12000, self.TODAY)
        self._refresh(customer)
        self.assertEqual(customer.stage_id, self._stage("first_order"))
        line = customer.stage_history_ids[0]
        self.assertEqual((line.origin, line.order_id), ("rule", order))
        self.assertEqual(line.from_stage_id, self._stage("potential"))
        self.assertEqual(line.action_open_evidence()["res_id"], order.id)

    def test_open_quotation_makes_an_expected_customer(self):
        customer = self._create_customer()
        self._create_order(customer, 10, self.TODAY, confirm=False)
        self._refresh(customer)
        self.assertEqual(customer.stage_id, self._stage("expected"))

    def test_stage_goes_back_when_the_order_is_cancelled(self):
        customer = self._create_customer()
        order = self._create_order(customer, 10, self.TODAY)
        self._refresh(customer)
        order._action_cancel()
        self._refresh(customer)
        self.assertEqual(customer.stage_id, self._stage("potential"))

    def test_silence_of_twice_the_own_rhythm_is_decline_and_four_times_is_lost(self):
        customer = self._create_customer()
        for day in (0, 10, 20):
            self._create_order(customer, 10, date(2026, 1, 1) + timedelta(days=day))
        last = date(2026, 1, 21)
        for days, stage in ((19, "growing"), (20, "declining"), (40, "lost")):
            self._refresh(customer, last + timedelta(days=days))
            self.assertEqual(customer.stage_id, self._stage(stage), days)

    def test_move_by_hand_holds_against_the_rules_until_its_last_day(self):
        customer = self._create_customer()
        self._create_order(customer, 10, self.TODAY)
        customer.with_user(self.sally)._move_to_stage(self._stage("expected"), "Trial")
        self.assertEqual(customer.stage_hold_until, self.TODAY + timedelta(days=30))
        self._refresh(customer, self.TODAY + timedelta(days=30))
        self.assertEqual(customer.stage_id, self._stage("expected"))
        self._refresh(customer, self.TODAY + timedelta(days=31))
        self.assertEqual(customer.stage_id, self._stage("first_order"))

    def test_drag_without_reason_is_refused_with_a_way_out(self):
        customer = self._create_customer()
        with self.assertRaisesRegex(UserError, "needs a reason"):
            customer.with_user(self.sally).write({"stage_id": self._stage("mature").id})

    def test_group_of_the_stage_limits_who_may_move(self):
        stage = self._stage("mature")
        stage.manual_group_id = self.env.ref(
            "crm_lifecycle.crm_lifecycle_group_director"
        )
        customer = self._create_customer()
        with self.assertRaises(AccessError):
            customer.with_user(self.sally)._move_to_stage(stage, "I think so")
        customer.with_user(self.dora)._move_to_stage(stage, "Decided")
        self.assertEqual(customer.stage_history_ids[0].user_id, self.dora)

    def test_wizard_moves_as_the_user(self):
        customer = self._create_customer()
        wizard = self.env["crm.customer.stage.move"].with_user(self.sally)
        wizard = wizard.with_context(default_customer_ids=customer.ids).create(
            {"stage_id": self._stage("mature").id, "reason": "Old friend"}
        )
        self.assertEqual(wizard.hold_days, 30)
        wizard.action_move()
        self.assertEqual(customer.stage_id, self._stage("mature"))

    def test_history_cannot_be_changed_even_by_the_administrator(self):
        line = self._create_customer().stage_history_ids
        with self.assertRaises(UserError):
            line.sudo().write({"reason": "nicer"})
        with self.assertRaises(UserError):
            line.sudo().unlink()

    def test_broken_rule_is_refused_by_name(self):
        with self.assertRaisesRegex(ValidationError, "Growing"):
            self._stage("growing").rule_domain = "[('no_such_fact', '>', 1)]"

    def test_rule_is_simulated_before_it_is_switched_on(self):
        customer = self._create_customer()
        self._create_order(customer, 10, self.TODAY)
        self._refresh(customer)
        stage = self.env["crm.lifecycle.stage"].create(
            {
                "name": "Tiny",
                "rule_domain": f"[('id', '=', {customer.id})]",
                "rule_enabled": False,
            }
        )
        self.assertEqual(stage.rule_match_count, 1)
        self._refresh(customer)
        self.assertNotEqual(customer.stage_id, stage)

    def test_time_in_each_stage_is_replayed_from_history(self):
        customer = self._create_customer()
        with freeze_time("2026-06-17 10:00:00"):
            customer.invalidate_recordset()
            stage = str(self._stage("potential").id)
            self.assertEqual(customer.duration_tracking[stage], 2 * 86400)
