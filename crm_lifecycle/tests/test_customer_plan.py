# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestCustomerPlan(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()

    def _plan(self, **values):
        return (
            self.env["crm.customer.plan"]
            .with_user(self.sally)
            .create(
                {
                    "name": "Year",
                    "customer_id": self.customer.id,
                    "goals": "Half of their cement",
                    "step_ids": [
                        Command.create(
                            {"name": "Dinner", "cost_planned": 500, "cost_spent": 650}
                        ),
                        Command.create({"name": "Sample", "cost_planned": 100}),
                    ],
                    **values,
                }
            )
        )

    def test_budget_and_progress_are_sums_of_the_steps(self):
        plan = self._plan()
        self.assertEqual((plan.budget_planned, plan.budget_spent), (600, 650))
        self.assertTrue(plan.budget_over)
        plan.step_ids[0].is_done = True
        self.assertEqual(plan.progress, 50)

    def test_leader_guides_and_the_planner_does_not(self):
        plan = self._plan()
        plan.action_submit()
        with self.assertRaises(AccessError):
            plan.action_approve()
        with self.assertRaises(AccessError):
            plan.guidance = "Approved by myself"
        with self.assertRaises(UserError):
            plan.with_user(self.lena).action_return()
        plan.with_user(self.lena).guidance = "Ask for the tender dates"
        plan.with_user(self.lena).action_approve()
        self.assertEqual((plan.state, plan.reviewer_id), ("approved", self.lena))

    def test_goals_of_an_approved_plan_stay(self):
        plan = self._plan()
        plan.action_submit()
        plan.with_user(self.dora).action_approve()
        with self.assertRaisesRegex(UserError, "write a new plan"):
            plan.goals = "Less"
        with self.assertRaises(AccessError):
            self._forge(plan, self.sally, state="draft")

    def test_other_salespeople_do_not_see_it(self):
        plan = self._plan()
        plans = self.env["crm.customer.plan"].with_user(self.sam)
        self.assertNotIn(plan, plans.search([]))
        self.assertNotIn(plan.step_ids, plans.env["crm.customer.plan.step"].search([]))
