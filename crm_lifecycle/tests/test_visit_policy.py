# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, datetime, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 08:00:00")
class TestVisitPolicy(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.visit.policy"].search([]).rule_enabled = False
        cls.env["crm.visit.aftercare"].search([]).rule_enabled = False
        cls.customer = cls._create_customer()
        cls.kind = cls.env.ref("crm_lifecycle.crm_visit_type_return")
        cls.policy = cls.env["crm.visit.policy"].create(
            {
                "name": "Ours",
                "visits_min": 2,
                "visits_max": 4,
                "type_id": cls.kind.id,
                "rule_domain": str([("id", "=", cls.customer.id)]),
                "rule_enabled": True,
            }
        )

    def _done(self, day, customer=None):
        visit = self.env["crm.customer.visit"].create(
            {
                "customer_id": (customer or self.customer).id,
                "type_id": self.kind.id,
                "user_id": self.sally.id,
                "date_start": datetime.combine(day, datetime.min.time()),
            }
        )
        visit.sudo().write({"state": "done", "outcome": "Met", "result": "kept"})
        return visit

    def test_facts_of_visits_by_hand(self):
        self._done(date(2026, 6, 14))
        self._done(date(2026, 3, 18))  # the 90th day back, counts
        self._done(date(2026, 3, 17))  # one day more
        planned = self._done(date(2026, 7, 1))
        planned.sudo().state = "planned"
        self._refresh(self.customer)
        self.assertEqual(self.customer.date_last_visit, date(2026, 6, 14))
        self.assertEqual(self.customer.date_next_visit, date(2026, 7, 1))
        self.assertEqual(self.customer.visit_count_90d, 2)

    def test_missed_and_cancelled_visits_are_no_facts(self):
        for state in ("missed", "cancelled"):
            self._done(date(2026, 6, 14)).sudo().state = state
        self._refresh(self.customer)
        self.assertFalse(self.customer.date_last_visit)
        self.assertEqual(self.customer.visit_count_90d, 0)

    def test_two_a_month_are_kept_15_days_due_30_late_after(self):
        table = ((15, "kept"), (16, "due"), (30, "due"), (31, "late"))
        for days, state in table:
            with self.subTest(days=days):
                visit = self._done(self.TODAY - timedelta(days=days))
                self._refresh(self.customer)
                self.assertEqual(self.customer.visit_policy_id, self.policy)
                self.assertEqual(self.customer.visit_state, state)
                visit.sudo().state = "cancelled"

    def test_more_visits_than_three_months_allow_are_too_many(self):
        self.policy.write({"visits_min": 1, "visits_max": 1})
        for days, state in ((80, "late"), (60, "due"), (3, "kept"), (1, "many")):
            self._done(self.TODAY - timedelta(days=days))
            self._refresh(self.customer)
            with self.subTest(days=days):
                self.assertEqual(self.customer.visit_state, state)

    def test_first_policy_in_order_wins_and_off_is_off(self):
        other = self.policy.copy({"name": "First", "sequence": 1, "rule_enabled": True})
        self._refresh(self.customer)
        self.assertEqual(self.customer.visit_policy_id, other)
        other.rule_enabled = False
        self._refresh(self.customer)
        self.assertEqual(self.customer.visit_policy_id, self.policy)

    def test_samples_are_shipped_switched_off(self):
        for name in ("policy_key", "policy_regular", "aftercare_delivery"):
            sample = self.env.ref(f"crm_lifecycle.crm_visit_{name}")
            self.assertFalse(sample.rule_enabled)
            self.assertIn("rule_enabled", sample._fields)

    def test_visitor_follows_the_role(self):
        for role, user in (("owner", self.sally), ("leader", self.lena)):
            self.policy.role = role
            self.assertEqual(self.policy._visitor_of(self.customer), user)
        self.policy.visitor_id = self.dora
        self.assertEqual(self.policy._visitor_of(self.customer), self.dora)

    def _plan(self, user=None, **values):
        plan = (
            self.env["crm.visit.plan"]
            .with_user(user or self.sally)
            .create({"date_from": "2026-07-01", "date_to": "2026-07-31", **values})
        )
        plan._preview()
        return plan

    def test_plan_proposes_the_missing_visits_on_working_days(self):
        self._refresh(self.customer)
        self.env["resource.calendar.leaves"].create(
            {
                "calendar_id": self.company.resource_calendar_id.id,
                "name": "Company day",
                "date_from": "2026-07-09 00:00:00",
                "date_to": "2026-07-09 23:59:59",
            }
        )
        plan = self._plan()
        days = plan.line_ids.mapped("day")
        # 22 working days are left: the 6th and the 17th of them
        self.assertEqual(days, [date(2026, 7, 8), date(2026, 7, 24)])
        self.assertEqual(plan.line_ids.user_id, self.sally)
        self.assertIn("2 visits on 2 days", plan.load)
        self._done(date(2026, 7, 3))
        self.assertEqual(len(self._plan().line_ids), 1)

    def test_plan_is_never_written_twice(self):
        self._refresh(self.customer)
        first, second = self._plan(), self._plan()
        visits = first._write_plan()
        self.assertEqual(visits.mapped("state"), ["planned", "planned"])
        self.assertEqual(visits.policy_id, self.policy)
        self.assertFalse(second._write_plan())
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            visits[0].copy().sudo().write({"plan_slot": visits[0].plan_slot})
            self.env.flush_all()

    def test_merging_customers_keeps_all_their_visits(self):
        twin = self._create_customer("Alpha Twin")
        slots = {"plan_slot": "2026-07/1"}
        visits = self._done(date(2026, 6, 1)) | self._done(date(2026, 6, 2), twin)
        visits.sudo().write({"state": "planned", **slots})
        occasion = self.env["crm.care.occasion"].create({"name": "Festival"})
        tasks = self.env["crm.care.task"].create(
            [
                {
                    "occasion_id": occasion.id,
                    "customer_id": customer.id,
                    "partner_id": customer.partner_id.id,
                    "user_id": self.sally.id,
                    "date_occasion": "2026-06-20",
                    "date_due": "2026-06-15",
                }
                for customer in self.customer | twin
            ]
        )
        partners = self.customer.partner_id | twin.partner_id
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge(partners.ids, self.customer.partner_id)
        self.env.invalidate_all()
        self.assertEqual(visits.customer_id, self.customer)
        self.assertEqual(tasks.exists(), tasks[0])

    def test_plan_without_policy_says_the_way_out(self):
        self.policy.rule_enabled = False
        with self.assertRaisesRegex(UserError, "Switch one on"):
            self._plan()

    def test_full_days_are_avoided(self):
        others = [self._create_customer(f"Works {n}") for n in range(3)]
        ids = [self.customer.id, *[customer.id for customer in others]]
        self.policy.write(
            {"rule_domain": str([("id", "in", ids)]), "visits_min": 1, "visits_max": 1}
        )
        self._refresh()
        plan = self._plan(per_day=2, date_from="2026-07-06", date_to="2026-07-07")
        days = sorted(line.day for line in plan.line_ids)
        self.assertEqual(days, [date(2026, 7, 6)] * 2 + [date(2026, 7, 7)] * 2)

    def _aftercare(self, **values):
        return self.env["crm.visit.aftercare"].create(
            {
                "name": "After delivery",
                "rule_domain": str([("id", "=", self.customer.id)]),
                "rule_enabled": True,
                "date_from": "2026-06-01",
                "step_ids": [
                    Command.create(
                        {
                            "name": name,
                            "number": number,
                            "unit": unit,
                            "type_id": self.kind.id,
                        }
                    )
                    for name, number, unit in (
                        ("Week", 1, "weeks"),
                        ("Month", 1, "months"),
                        ("Quarter", 3, "months"),
                        ("Year", 1, "years"),
                    )
                ],
                **values,
            }
        )

    def _contacts(self):
        planned = self.env["crm.visit.aftercare"]._plan_due_contacts(
            self.company, self.TODAY, 100
        )
        visits = self.env["crm.customer.visit"].search(
            [("customer_id", "=", self.customer.id)], order="date_start"
        )
        return planned, visits

    def test_contacts_follow_the_delivery_by_week_month_quarter_year(self):
        self._aftercare(horizon_days=400)
        order = self._create_order(self.customer, 100, date(2026, 6, 14))
        planned, visits = self._contacts()
        self.assertEqual(planned, 4)
        self.assertEqual(visits.order_id, order)
        self.assertEqual(
            [visit.date_start.date() for visit in visits],
            [
                date(2026, 6, 21),
                date(2026, 7, 14),
                date(2026, 9, 14),
                date(2027, 6, 14),
            ],
        )
        self.assertEqual(visits.user_id, self.sally)

    def test_contacts_are_never_planned_twice(self):
        self._aftercare(horizon_days=400)
        self._create_order(self.customer, 100, date(2026, 6, 14))
        self._contacts()
        planned, visits = self._contacts()
        self.assertEqual((planned, len(visits)), (0, 4))

    def test_database_lets_one_of_two_jobs_plan_a_contact(self):
        self._aftercare()
        self._create_order(self.customer, 100, date(2026, 6, 14))
        _planned, visits = self._contacts()
        contact = visits.filtered("order_id")[:1]
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            contact.copy().sudo().write(
                {
                    "order_id": contact.order_id.id,
                    "aftercare_step_id": contact.aftercare_step_id.id,
                }
            )
            self.env.flush_all()

    def test_contacts_stay_in_their_window_and_near_ones_merge(self):
        self._aftercare(horizon_days=14, merge_days=7)
        self._create_order(self.customer, 100, date(2026, 5, 10))  # due 17 May: past
        self._create_order(self.customer, 100, date(2026, 6, 10))  # due 17 June
        self._create_order(self.customer, 100, date(2026, 6, 12))  # 2 days later
        self._create_order(self.customer, 100, date(2026, 6, 20))  # due 27 June
        planned, visits = self._contacts()
        while planned:
            planned, visits = self._contacts()
        weeks = visits.filtered(lambda v: v.name == "Week")
        self.assertEqual(
            [visit.date_start.date() for visit in weeks],
            [date(2026, 6, 17), date(2026, 6, 27)],
        )

    def test_a_month_without_proof_is_overdue(self):
        old = self._create_customer("Old Works")
        self.env.cr.execute(
            "UPDATE crm_customer SET create_date = '2026-01-01' WHERE id IN %s",
            [(old.id, self.customer.id)],
        )
        self._done(self.TODAY - timedelta(days=30))
        self._done(self.TODAY - timedelta(days=31), old)
        self._refresh(self.customer | old)
        domain = [
            ("is_followup_overdue", "=", True),
            ("id", "in", (self.customer | old).ids),
        ]
        self.assertEqual(self.env["crm.customer"].search(domain), old)
        self.assertTrue(old.is_followup_overdue)
        for user in (self.sally, self.archie):
            with self.assertRaises(AccessError):
                old.with_user(user).action_urge()
        (self.customer | old).with_user(self.lena).action_urge()
        self.assertEqual(old.activity_ids.user_id, self.sally)
        self.assertFalse(self.customer.activity_ids)

    def test_an_opportunity_needs_a_proof_each_month(self):
        leads = self.env["crm.lead"].create(
            [
                {"name": name, "type": "opportunity", "user_id": self.sally.id}
                for name in ("Noted", "Called")
            ]
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = '2026-01-01' WHERE id IN %s",
            [tuple(leads.ids)],
        )
        leads.invalidate_recordset()
        leads[0].message_post(body="A typed note proves nothing")
        activity = leads[1].activity_schedule("mail.mail_activity_data_call")
        activity.action_done()
        found = self.env["crm.lead"].search(
            [("is_followup_overdue", "=", True), ("id", "in", leads.ids)]
        )
        self.assertEqual(found, leads[0])
        self.assertEqual(leads.mapped("is_followup_overdue"), [True, False])

    def test_an_order_counts_for_the_last_visit_before_it(self):
        self.company.lifecycle_visit_worth_days = 30
        first = self._done(date(2026, 4, 1))
        second = self._done(date(2026, 4, 10))
        self._create_order(self.customer, 100, date(2026, 4, 5))
        self._create_order(self.customer, 250, date(2026, 4, 20))
        self._create_order(self.customer, 999, date(2026, 5, 11))  # 31 days later
        self.env.flush_all()
        rows = self.env["crm.visit.report"].search(
            [("customer_id", "=", self.customer.id)]
        )
        worth = {row.visit_id: row.order_amount for row in rows}
        self.assertEqual(worth, {first: 100, second: 250})
