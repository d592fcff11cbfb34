# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestStageSet(LifecycleCommon):
    """Sets of stages, simulation, and the matrix of moves by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls._create_order(cls.customer, 1000, date(2026, 6, 1))
        cls._refresh(cls.customer)
        cls.three = cls.env.ref("crm_lifecycle.crm_lifecycle_stage_set_three")
        cls.maintain = cls.env.ref("crm_lifecycle.crm_lifecycle_stage_three_maintain")
        cls.first = cls.env.ref("crm_lifecycle.crm_lifecycle_stage_first_order")
        cls.growing = cls.env.ref("crm_lifecycle.crm_lifecycle_stage_growing")

    def _simulate(self, user=None, **values):
        simulations = self.env["crm.lifecycle.simulation"].with_user(user or self.dora)
        return simulations.create({"company_id": self.company.id, **values})

    def _line(self, simulation, origin, stage):
        return simulation.line_ids.filtered(
            lambda line: (line.from_stage_id, line.stage_id) == (origin, stage)
        )

    def test_simulation_counts_the_moves_and_moves_nobody(self):
        simulation = self._simulate(kind="set", set_id=self.three.id)
        line = self._line(simulation, self.first, self.maintain)
        self.assertTrue(line)
        self.assertEqual(self.customer.stage_id, self.first)
        domain = line.action_view_customers()["domain"]
        found = self.env["crm.customer"].search(domain)
        self.assertEqual(len(found), line.customer_count)
        self.assertIn(self.customer, found)

    def test_switching_moves_with_history_and_back_again(self):
        self._simulate(kind="set", set_id=self.three.id).action_apply()
        self._refresh(self.customer)
        self.assertEqual(self.customer.stage_id, self.maintain)
        self.assertEqual(self.customer.stage_history_ids[0].from_stage_id, self.first)
        with self.assertRaisesRegex(UserError, "still follows the stage set"):
            self.three.active = False
        simulation = self._simulate(kind="set", set_id=self.three.id)
        simulation.action_follow_standard()
        self._refresh(self.customer)
        self.assertEqual(self.customer.stage_id, self.first)

    def test_new_customer_starts_where_the_followed_set_starts(self):
        self.company.lifecycle_stage_set_id = self.three
        start = self.env.ref("crm_lifecycle.crm_lifecycle_stage_three_develop")
        self.assertEqual(self._create_customer("New").stage_id, start)
        stages = self.env["crm.customer"]._read_group_stage_ids(self.first.browse(), [])
        self.assertEqual(stages.set_id, self.three)

    def test_changed_rule_is_simulated_then_applied(self):
        simulation = self._simulate(
            kind="stage",
            stage_id=self.growing.id,
            rule_domain="[('order_count', '>=', 1)]",
        )
        self.assertTrue(self._line(simulation, self.first, self.growing))
        self.assertIn("2", self.growing.rule_domain)
        simulation.action_apply()
        self._refresh(self.customer)
        self.assertEqual(self.customer.stage_id, self.growing)

    def test_leader_neither_simulates_nor_switches(self):
        with self.assertRaises(AccessError):
            self._simulate(self.lena, kind="set", set_id=self.three.id)
        simulation = self._simulate(kind="set", set_id=self.three.id)
        with self.assertRaises(AccessError):
            simulation.with_user(self.lena).action_apply()

    def test_matrix_says_who_may_move_from_where_and_what_must_be_filled(self):
        fields = self.env["ir.model.fields"]
        group = self.env.ref("crm_lifecycle.crm_lifecycle_group_team")
        kind = fields._get("crm.customer", "relation_kind")
        self.growing.transition_ids = [
            Command.create(
                {
                    "from_stage_id": self.first.id,
                    "group_id": group.id,
                    "field_ids": [Command.set(kind.ids)],
                }
            )
        ]
        with self.assertRaisesRegex(AccessError, "do not let you move"):
            self.customer.with_user(self.sally)._move_to_stage(self.growing, "Hope")
        lena = self.customer.with_user(self.lena)
        with self.assertRaisesRegex(UserError, "filled: Relation Kind"):
            lena._move_to_stage(self.growing, "Hope")
        lena.relation_kind = "trade"
        lena._move_to_stage(self.growing, "Hope")
        self.assertEqual(self.customer.stage_id, self.growing)

    def test_recommended_actions_are_planned_at_entry_where_wanted(self):
        self.growing.write(
            {
                "plan_id": self.env.ref(
                    "crm_lifecycle.crm_activity_plan_first_order"
                ).id,
                "plan_auto": True,
            }
        )
        self._create_order(self.customer, 10, date(2026, 6, 10))
        self._refresh(self.customer)
        tasks = self.customer.activity_ids
        self.assertEqual((len(tasks), tasks.user_id), (3, self.sally))
        self._refresh(self.customer)
        self.assertEqual(len(self.customer.activity_ids), 3)
