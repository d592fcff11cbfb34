# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..models import crm_development_rules as rules
from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestDevelopmentRules(LifecycleCommon):
    def test_reached_is_the_mean_of_the_targets_that_were_set(self):
        """2 of 4 is 50 %, 300 of 200 is 100 %: 75 %; without a target nothing."""
        self.assertEqual(rules.reached((2, 9, 300), (4, 0, 200)), 75)
        self.assertEqual(rules.reached((2, 9, 300), (0, 0, 0)), 0)

    def test_time_passed_in_percent_of_the_days(self):
        """Ten days from the 1st to the 10th: on the 6th five are over."""
        first, last = date(2026, 6, 1), date(2026, 6, 10)
        self.assertEqual(rules.passed(date(2026, 6, 6), first, last), 50)
        self.assertEqual(rules.passed(date(2026, 5, 1), first, last), 0)
        self.assertEqual(rules.passed(date(2026, 7, 1), first, last), 100)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestDevelopmentPlan(LifecycleCommon):
    def _plan(self, user=None, **values):
        return (
            self.env["crm.development.plan"]
            .with_user(user or self.sally)
            .create(
                {
                    "name": "Summer",
                    "date_from": "2026-06-01",
                    "date_to": "2026-06-30",
                    "target_customers": 2,
                    "target_amount": 1000,
                    **values,
                }
            )
        )

    def test_figures_come_from_documents_by_hand(self):
        """New in June: Beta 300 + 200; Gamma is Sam's, Old bought in May before."""
        beta = self._create_customer("Beta")
        gamma = self._create_customer("Gamma", user=self.sam)
        old = self._create_customer("Old")
        for customer, amount, day in (
            (beta, 300, date(2026, 6, 2)),
            (beta, 200, date(2026, 6, 14)),
            (gamma, 900, date(2026, 6, 3)),
            (old, 400, date(2026, 5, 31)),
            (old, 400, date(2026, 6, 5)),
        ):
            self._create_order(customer, amount, day)
        self._refresh()
        plan = self._plan(team_id=False)
        plan.action_refresh()
        self.assertEqual((plan.actual_customers, plan.actual_amount), (1, 500))
        self.assertEqual(plan.progress, 50)
        self.assertEqual(plan.time_share, 46.7)
        action = plan.action_view_customers()
        self.assertEqual(action["domain"], [("id", "in", beta.ids)])

    def test_confirmed_registrations_of_the_period_count(self):
        registration = (
            self.env["crm.customer.registration"]
            .with_user(self.sally)
            .create({"name": "Delta Works"})
        )
        registration.action_submit()
        registration.approval_id.with_user(self.archie).action_approve()
        plan = self._plan(target_registrations=4, team_id=False)
        plan.action_refresh()
        self.assertEqual(plan.actual_registrations, 1)
        action = plan.action_view_registrations()
        self.assertEqual(action["domain"], [("id", "in", registration.ids)])
        late = self._plan(team_id=False, date_from="2026-06-16", target_registrations=4)
        late.action_refresh()
        self.assertEqual(late.actual_registrations, 0)

    def test_kind_and_region_narrow_the_plan(self):
        kind = self.env["crm.customer.kind"].create({"name": "Foundry"})
        region = self.env["res.country.state"].search([], limit=1)
        beta = self._create_customer("Beta")
        self._create_order(beta, 300, self.TODAY)
        self._refresh()
        plan = self._plan(team_id=False, kind_id=kind.id, country_state_id=region.id)
        plan.action_refresh()
        self.assertEqual(plan.actual_customers, 0)
        beta.kind_id = kind
        beta.partner_id.state_id = region
        plan.action_refresh()
        self.assertEqual(plan.actual_customers, 1)

    def test_leader_approves_and_the_planner_does_not(self):
        plan = self._plan()
        plan.action_submit()
        self.assertEqual(plan.approval_id.approver_ids, self.lena)
        with self.assertRaises(AccessError):
            plan.approval_id.with_user(self.sally).action_approve()
        with self.assertRaises(UserError):
            self._forge(plan, self.sally, target_customers=1)
        with self.assertRaises(AccessError):
            self._forge(plan, self.sally, actual_customers=9)
        plan.approval_id.with_user(self.lena).action_approve()
        self.assertEqual(plan.state, "approved")

    def test_returned_plan_is_a_draft_again(self):
        plan = self._plan()
        plan.action_submit()
        plan.approval_id.with_user(self.lena).action_refuse("More")
        self.assertEqual(plan.state, "draft")

    def test_nobody_plans_for_others_but_their_leader(self):
        with self.assertRaises(AccessError):
            self._plan(user_id=self.sam.id, team_id=self.south.id)
        with self.assertRaises(AccessError):
            self._plan(user_id=False)
        with self.assertRaisesRegex(AccessError, "only their leader"):
            self._plan(user=self.archie, user_id=self.sally.id)
        self._plan(user=self.lena, user_id=False, team_id=self.north.id)
        with self.assertRaises(AccessError):
            self._plan(user=self.lena, user_id=self.sam.id, team_id=self.south.id)

    def test_plan_without_a_target_is_not_submitted(self):
        plan = self._plan(target_customers=0, target_amount=0)
        with self.assertRaisesRegex(UserError, "set at least one target"):
            plan.action_submit()

    def test_plan_behind_time_stands_in_my_day(self):
        plan = self._plan()
        plan.action_submit()
        plan.approval_id.with_user(self.lena).action_approve()
        self.assertTrue(plan.is_behind)
        kind = self.env["crm.day"].with_user(self.sally)._day_plans_behind(self.sally)
        found = self.env[kind.model].with_user(self.sally).search(kind.domain)
        self.assertEqual(found, plan)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerEvent(LifecycleCommon):
    def _event(self, user=None, **values):
        return (
            self.env["crm.customer.event"]
            .with_user(user or self.sally)
            .create({"name": "Opening", "lead_days": 10, **values})
        )

    def test_task_opens_the_event_s_own_days_ahead_and_once(self):
        customer = self._create_customer()
        self._event(customer_id=customer.id, date=date(2026, 6, 26))
        plan = self.env["crm.care.occasion"]._plan_company
        plan(self.company, self.TODAY, 500)
        self.assertFalse(customer.care_task_ids)
        plan(self.company, date(2026, 6, 16), 500)
        self.assertEqual(customer.care_task_ids.date_occasion, date(2026, 6, 26))
        self.assertEqual(customer.care_task_ids.user_id, self.sally)
        plan(self.company, date(2026, 6, 17), 500)
        self.assertEqual(len(customer.care_task_ids), 1)

    def test_yearly_event_comes_again(self):
        customer = self._create_customer()
        self._event(customer_id=customer.id, date=date(2020, 6, 20), is_yearly=True)
        self._event(customer_id=customer.id, date=date(2020, 6, 21))
        plan = self.env["crm.care.occasion"]._plan_company
        plan(self.company, self.TODAY, 500)
        self.assertEqual(
            customer.care_task_ids.mapped("date_occasion"), [date(2026, 6, 20)]
        )

    def test_stranger_adds_no_event(self):
        customer = self._create_customer()
        with self.assertRaises(AccessError):
            self._event(user=self.sam, customer_id=customer.id)


@tagged("post_install", "-at_install")
class TestPipelineTemplate(LifecycleCommon):
    def test_director_loads_six_steps_for_one_team(self):
        template = self.env.ref("crm_lifecycle.crm_pipeline_template_purchase")
        with self.assertRaises(AccessError):
            template.with_user(self.lena).action_load()
        with self.assertRaisesRegex(UserError, "choose the team"):
            template.with_user(self.dora).action_load()
        template.with_user(self.dora).team_id = self.north
        template.with_user(self.dora).action_load()
        stages = self.env["crm.stage"].search([("team_ids", "in", self.north.ids)])
        self.assertEqual(
            stages.sorted("sequence").mapped("name"),
            template.step_ids.mapped("name"),
        )
        self.assertIn(
            "Tender and evaluation", stages.sorted("sequence")[3].requirements
        )
        with self.assertRaisesRegex(UserError, "already has the stage"):
            template.with_user(self.dora).action_load()
