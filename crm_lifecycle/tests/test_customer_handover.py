# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerHandover(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.alpha = cls._create_customer("Alpha Works")
        cls.beta = cls._create_customer("Beta Works")
        cls.quotation = cls._create_order(
            cls.alpha, 100, date(2026, 6, 1), confirm=False
        )

    def _plan(self, **values):
        return (
            self.env["crm.customer.handover"]
            .with_user(self.dora)
            .create(
                {
                    "user_id": self.sally.id,
                    "date": "2026-06-20",
                    "reason": "Leaves the company",
                    "successor_ids": [Command.set((self.sam | self.lena).ids)],
                    **values,
                }
            )
        )

    def _run(self, handover):
        handover.sudo()._execute()
        self.env.invalidate_all()

    def test_customers_are_dealt_out_in_turn_and_documents_follow(self):
        handover = self._plan()
        handover.action_plan()
        self.assertEqual(handover.state, "planned")
        self.assertEqual(handover.line_ids.to_user_id, self.sam | self.lena)
        self._run(handover)
        owners = self.alpha.user_id | self.beta.user_id
        self.assertEqual(owners, self.sam | self.lena)
        self.assertEqual(self.quotation.user_id, self.alpha.user_id)
        moved = handover.line_ids.filtered(lambda x: x.state == "moved")
        self.assertEqual(
            sorted(moved.mapped("res_model")),
            ["crm.customer", "crm.customer", "sale.order"],
        )
        self.assertEqual(self.alpha.ownership_ids.sorted("id")[-1].kind, "handover")

    def test_undo_gives_back_what_nobody_changed_since(self):
        handover = self._plan()
        handover.action_execute()
        self.alpha.with_user(self.dora)._assign_owner(self.archie, "Changed")
        handover.action_undo()
        self.assertEqual(self.alpha.user_id, self.archie)
        self.assertEqual(self.beta.user_id, self.sally)
        self.assertEqual(self.quotation.user_id, self.sally)
        line = handover.line_ids.filtered(lambda x: x.customer_id == self.alpha)
        self.assertEqual(
            line.filtered(lambda x: x.res_model == "crm.customer").state, "kept"
        )
        with self.assertRaises(UserError):
            handover.action_undo()

    def test_customer_given_away_before_the_day_is_left_alone(self):
        handover = self._plan()
        handover.action_plan()
        self.alpha.with_user(self.dora)._assign_owner(self.archie, "Changed")
        self._run(handover)
        self.assertEqual(self.alpha.user_id, self.archie)

    def test_frozen_person_takes_nothing_new(self):
        pool = self.env["crm.customer.pool"].create({"name": "Coal"})
        self.beta.with_user(self.dora)._release("Cleaning", pool)
        handover = self._plan(is_frozen=True)
        with self.assertRaisesRegex(UserError, "hands over soon"):
            self.beta.with_user(self.sally)._claim()
        registration = self.env["crm.customer.registration"].with_user(self.sally)
        registration = registration.create({"name": "Gamma Works"})
        with self.assertRaisesRegex(UserError, "hands over soon"):
            registration.action_submit()
        handover.is_frozen = False
        self.beta.with_user(self.sally)._claim()

    def test_only_directors_hand_over(self):
        handover = self._plan()
        with self.assertRaises(AccessError):
            handover.with_user(self.lena).action_plan()
        with self.assertRaises(AccessError):
            self.env["crm.customer.handover"].with_user(self.lena).create(
                {"user_id": self.sally.id, "reason": "x"}
            )
        with self.assertRaises(AccessError):
            self._forge(handover, self.dora, state="done")

    def test_successor_of_one_line_can_be_changed_before_only(self):
        handover = self._plan()
        handover.action_prepare()
        line = handover.line_ids.filtered(lambda x: x.customer_id == self.alpha)
        line.to_user_id = self.archie
        handover.action_execute()
        self.assertEqual(self.alpha.user_id, self.archie)
        with self.assertRaisesRegex(UserError, "kept for good"):
            line.to_user_id = self.sam

    def test_planned_visits_and_care_follow_and_done_ones_stay(self):
        visits = self.env["crm.customer.visit"]
        planned, done = visits.create(
            [
                {
                    "customer_id": self.alpha.id,
                    "user_id": self.sally.id,
                    "type_id": self.env.ref("crm_lifecycle.crm_visit_type_return").id,
                    "date_start": day,
                }
                for day in ("2026-06-25 08:00:00", "2026-06-10 08:00:00")
            ]
        )
        done.sudo().write({"outcome": "All well", "state": "done"})
        occasion = self.env["crm.care.occasion"].create({"name": "Birthday"})
        task = self.env["crm.care.task"].create(
            {
                "occasion_id": occasion.id,
                "customer_id": self.alpha.id,
                "partner_id": self.alpha.partner_id.id,
                "user_id": self.sally.id,
                "date_occasion": "2026-06-30",
                "date_due": "2026-06-25",
            }
        )
        handover = self._plan()
        handover.action_execute()
        self.env.invalidate_all()
        owner = self.alpha.user_id
        self.assertNotEqual(owner, self.sally)
        self.assertEqual(planned.user_id | task.user_id, owner)
        self.assertEqual(done.user_id, self.sally)
        handover.action_undo()
        self.assertEqual(planned.user_id | task.user_id, self.sally)

    def test_visits_at_colleagues_customers_go_to_the_first_successor(self):
        other = self._create_customer("Gamma Works", user=self.archie)
        visit = self.env["crm.customer.visit"].create(
            {
                "customer_id": other.id,
                "user_id": self.sally.id,
                "date_start": "2026-06-25 08:00:00",
            }
        )
        handover = self._plan(successor_ids=[Command.set(self.sam.ids)])
        handover.action_execute()
        self.env.invalidate_all()
        self.assertEqual(visit.user_id, self.sam)
        self.assertEqual(other.user_id, self.archie)

    def test_customer_plans_and_open_steps_follow(self):
        plan = self.env["crm.customer.plan"].create(
            {
                "name": "Grow",
                "customer_id": self.alpha.id,
                "user_id": self.sally.id,
                "goals": "Twice as much",
                "step_ids": [
                    Command.create({"name": "Show the yard", "user_id": self.sally.id})
                ],
            }
        )
        handover = self._plan()
        handover.action_execute()
        self.env.invalidate_all()
        self.assertEqual(plan.user_id | plan.step_ids.user_id, self.alpha.user_id)
        self.assertNotEqual(plan.user_id, self.sally)
        handover.action_undo()
        self.assertEqual(plan.user_id | plan.step_ids.user_id, self.sally)
