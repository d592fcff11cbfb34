# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

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

    def test_leader_may_not_tick_off(self):
        with self.assertRaises(AccessError):
            self._step("pool", self.lena).action_done()
