# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestApproval(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls.tier = cls.env.ref("crm_lifecycle.crm_vip_tier_vip")

    def _ask(self, user=None):
        application = (
            self.env["crm.vip.application"]
            .with_user(user or self.sally)
            .create(
                {
                    "customer_id": self.customer.id,
                    "tier_id": self.tier.id,
                    "reason": "Good",
                }
            )
        )
        application.action_submit()
        return application.approval_id

    def test_second_answer_gets_a_clear_message(self):
        approval = self._ask()
        approval.with_user(self.lena).action_approve()
        with self.assertRaisesRegex(UserError, "already answered by lena_t"):
            approval.with_user(self.lena).action_refuse("Changed my mind")

    def test_steps_follow_one_another(self):
        rule = self.env.ref("crm_lifecycle.crm_approval_rule_vip")
        rule.step_ids = [
            Command.create(
                {"sequence": 20, "approver_kind": "user", "user_id": self.dora.id}
            )
        ]
        approval = self._ask()
        with self.assertRaises(AccessError):
            approval.with_user(self.dora).action_approve()
        approval.with_user(self.lena).action_approve()
        self.assertEqual(approval.state, "pending")
        approval.with_user(self.dora).action_approve()
        self.assertEqual(approval.state, "approved")

    def test_amount_chooses_the_rule(self):
        rules = self.env["crm.approval.rule"]
        large = rules.create(
            {
                "name": "Large",
                "kind": "vip",
                "amount_from": 1000,
                "step_ids": [Command.create({"approver_kind": "leader"})],
            }
        )
        small = self.env.ref("crm_lifecycle.crm_approval_rule_vip")
        self.assertEqual(rules._rule_for("vip", self.company, 999.99), small)
        self.assertEqual(rules._rule_for("vip", self.company, 1000), large)

    def test_leader_does_not_answer_his_own_question(self):
        self.customer._assign_owner(self.lena, "Test")
        approval = self._ask(self.lena)
        self.assertNotIn(self.lena, approval.approver_ids)
        with self.assertRaises(AccessError):
            approval.with_user(self.lena).action_approve()
        approval.with_user(self.dora).action_approve()
        self.assertEqual(approval.state, "approved")

    def test_delegate_answers_only_while_the_delegation_lasts(self):
        self.env["crm.approval.delegation"].with_user(self.lena).create(
            {"delegate_id": self.archie.id, "date_until": "2026-06-20"}
        )
        first = self._ask()
        self.assertIn(self.archie, first.approver_ids)
        with freeze_time("2026-06-21 10:00:00"), self.assertRaises(AccessError):
            first.with_user(self.archie).action_approve()
        first.with_user(self.archie).action_approve()
        self.assertEqual(first.step_ids.decided_by_id, self.archie)

    def test_nobody_delegates_for_somebody_else(self):
        with self.assertRaises(AccessError):
            self.env["crm.approval.delegation"].with_user(self.sally).create(
                {
                    "user_id": self.lena.id,
                    "delegate_id": self.sally.id,
                    "date_until": "2026-06-20",
                }
            )

    def test_nothing_can_be_forged_over_rpc(self):
        approval = self._ask()
        for user in (self.sally, self.lena, self.dora):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._forge(approval, user, state="approved")
            with self.assertRaises(AccessError):
                self._forge(approval.step_ids, user, state="approved")
            with self.assertRaises(AccessError):
                approval.with_user(user).unlink()
            with self.assertRaises(AccessError):
                approval.with_user(user).copy()

    def test_only_the_requester_withdraws(self):
        approval = self._ask()
        with self.assertRaises(AccessError):
            approval.with_user(self.lena).action_withdraw()
        approval.with_user(self.sally).action_withdraw()
        self.assertEqual(approval.state, "withdrawn")

    def test_the_same_question_is_not_asked_twice(self):
        application = self.env["crm.vip.application"].browse(self._ask().res_id)
        with self.assertRaisesRegex(UserError, "already waiting"):
            application._request_approval("vip")

    def test_approver_has_an_activity_until_it_is_answered(self):
        approval = self._ask()
        self.assertEqual(approval.activity_ids.user_id, self.lena)
        approval.with_user(self.lena).action_approve()
        self.assertFalse(approval.activity_ids)

    def test_wizard_answers_as_the_user(self):
        approval = self._ask()
        wizard = (
            self.env["crm.approval.decide"]
            .with_user(self.lena)
            .create({"approval_id": approval.id, "answer": "approved"})
        )
        wizard.action_confirm()
        self.assertEqual(approval.state, "approved")
