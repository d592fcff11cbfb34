# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestSetupGuide(LifecycleCommon):
    def _step(self, code, user=None):
        steps = self.env["crm.setup.step"].with_user(user or self.dora)
        return steps.search([("code", "=", code)])

    def test_figures_are_those_of_the_company(self):
        company = self.env["res.company"].create({"name": "Newly Founded"})
        self.dora.company_ids += company
        partner = self.env["res.partner"].create({"name": "Without Owner"})
        self.env["crm.customer"]._ensure_accounts(partner, company)
        step = self._step("owner").with_company(company)
        self.assertEqual(step.figure, "1 of 1 customers have no owner.")

    def test_every_step_has_a_figure_and_opens_its_screen(self):
        steps = self.env["crm.setup.step"].with_user(self.dora).search([])
        self.assertGreaterEqual(len(steps), 7)
        for step in steps:
            with self.subTest(step.code):
                self.assertTrue(step.figure)
                self.assertIn(step.action_open()["res_model"], self.env)

    def test_step_is_ticked_off_per_company_and_taken_back(self):
        company = self.env["res.company"].create({"name": "Newly Founded"})
        self.dora.company_ids += company
        step = self._step("pool")
        step.action_done()
        self.assertTrue(step.is_done)
        self.assertFalse(step.with_company(company).is_done)
        step.action_done()
        self.assertFalse(step.is_done)

    def _new_company(self):
        """A company of its own with one customer of dora's, silent for 70 days."""
        company = self.env["res.company"].create({"name": "Newly Founded"})
        self.dora.company_ids += company
        partner = self.env["res.partner"].create({"name": "Silent"})
        accounts = self.env["crm.customer"]
        customer = accounts._ensure_accounts(partner, company, self.dora)
        customer.sudo().date_owner = self.TODAY - timedelta(days=70)
        return company, customer

    @freeze_time("2026-06-15 10:00:00")
    def test_steps_count_on_the_company_s_own_data_and_change_nothing(self):
        company, customer = self._new_company()
        pool = self.env["crm.customer.pool"].create(
            {"name": "Coal", "company_id": company.id}
        )
        self.env["crm.visit.policy"].search([]).rule_domain = "[]"
        for code, words in (
            ("owner", "0 of them"),
            ("visibility", "0 of 1 people"),
            ("pool", "take 1 silent customers"),
            ("visits", "visits to 1 customers"),
        ):
            with self.subTest(code):
                outcome = self._step(code).with_company(company).outcome
                self.assertIn(words, outcome)
        self.assertEqual((customer.user_id, pool.is_reclaim_on), (self.dora, False))
        pool.reclaim_days = 71
        step = self._step("pool").with_company(company)
        step.invalidate_recordset()
        self.assertIn("take 0 silent customers", step.outcome)

    def test_steps_that_move_somebody_say_the_way_back(self):
        for code in ("owner", "visibility", "stages", "pool", "tiers", "visits"):
            with self.subTest(code):
                self.assertTrue(self._step(code).way_back)

    def test_leader_may_not_tick_off(self):
        with self.assertRaises(AccessError):
            self._step("pool", self.lena).action_done()
