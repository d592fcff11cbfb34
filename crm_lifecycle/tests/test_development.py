# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
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
@freeze_time("2026-06-15 10:00:00")
class TestSourceDirectory(LifecycleCommon):
    def test_first_lead_or_registration_says_where_a_customer_comes_from(self):
        friends, rivals = (
            self.env.ref(f"crm_lifecycle.crm_source_directory_{name}")
            for name in ("friends", "competitors")
        )
        partner = self.env["res.partner"].create({"name": "Eta", "is_company": True})
        for directory in (friends, rivals):
            self.env["crm.lead"].with_user(self.sally).create(
                {
                    "name": "Cement",
                    "partner_id": partner.id,
                    "directory_id": directory.id,
                }
            )
        customer = self.env["crm.customer"]._accounts_of(partner, self.company)
        self.assertEqual(customer.directory_id, friends)
        registration = (
            self.env["crm.customer.registration"]
            .with_user(self.sally)
            .create({"name": "Theta", "directory_id": rivals.id})
        )
        registration.action_submit()
        registration.approval_id.with_user(self.archie).action_approve()
        self.assertEqual(registration.sudo().customer_id.directory_id, rivals)

    def test_conversion_is_compared_by_directory(self):
        directory = self.env["crm.source.directory"].create({"name": "Atlas"})
        won, waiting = self._create_customer("Won"), self._create_customer("Waiting")
        (won | waiting).directory_id = directory
        self._create_order(won, 100, self.TODAY)
        self._refresh()
        groups = self.env["crm.conversion.report"]._read_group(
            [("directory_id", "=", directory.id), ("kind", "=", "new")],
            ["directory_id"],
            ["__count", "success_rate:avg"],
        )
        self.assertEqual(groups, [(directory, 2, 0.5)])


@tagged("post_install", "-at_install")
class TestLeadExclusion(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far, cls.near = cls.env["crm.lead"].create(
            [
                {"name": name, "type": "lead", "city": city, "user_id": cls.sally.id}
                for name, city in (("Far", "Kashgar"), ("Near", "Jinan"))
            ]
        )

    def _exclusion(self, user=None, **values):
        return (
            self.env["crm.lead.exclusion"]
            .with_user(user or self.dora)
            .create(
                {
                    "name": "Too far",
                    "lead_domain": "[('city', '=', 'Kashgar')]",
                    **values,
                }
            )
        )

    def test_only_lawful_attributes_exclude(self):
        with self.assertRaisesRegex(ValidationError, "may not be used to exclude"):
            self._exclusion(lead_domain="[('contact_name', 'ilike', 'Li')]")
        with self.assertRaisesRegex(ValidationError, "may not be used to exclude"):
            self._exclusion(lead_domain="[('partner_id.function', '=', 'x')]")
        with self.assertRaisesRegex(ValidationError, "not a condition on leads"):
            self._exclusion(lead_domain="[('ethnic_group', '=', 'x')]")

    def test_leader_sets_matching_leads_aside_and_they_can_come_back(self):
        exclusion = self._exclusion()
        self.assertEqual(exclusion.match_count, 1)
        exclusion.with_user(self.lena).action_set_aside()
        self.assertEqual(self.far.won_status, "lost")
        self.assertEqual(self.far.lost_reason_id.name, "Cannot buy")
        self.assertEqual(self.near.won_status, "pending")
        with self.assertRaisesRegex(UserError, "no open lead"):
            exclusion.action_set_aside()
        self.far.action_unarchive()
        self.assertEqual(self.far.won_status, "pending")

    def test_leader_makes_no_filter_and_salesperson_sees_none(self):
        with self.assertRaises(AccessError):
            self._exclusion(user=self.lena)
        exclusion = self._exclusion()
        with self.assertRaises(AccessError):
            exclusion.with_user(self.sally).action_set_aside()


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
