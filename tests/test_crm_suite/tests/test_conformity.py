# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What holds for every view, menu, action and job of the suite."""

from odoo.modules import Manifest
from odoo.tests import TransactionCase, tagged

SUITE = ("crm_lifecycle", "crm_complaints", "crm_contracts", "crm_segmentation")


@tagged("post_install", "-at_install")
class TestConformity(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.modules = [name for name in SUITE if Manifest.for_addon(name)]
        cls.data = cls.env["ir.model.data"].search([("module", "in", cls.modules)])

    def _records(self, model):
        ids = self.data.filtered(lambda d: d.model == model).mapped("res_id")
        return self.env[model].browse(ids).exists()

    def test_every_window_action_opens(self):
        for action in self._records("ir.actions.act_window"):
            with self.subTest(action=action.xml_id):
                model = self.env[action.res_model]
                for mode in action.view_mode.split(","):
                    self.assertTrue(model.get_view(view_type=mode)["arch"])

    def test_every_list_action_explains_its_empty_state(self):
        for action in self._records("ir.actions.act_window"):
            if action.target == "new" or action.view_mode == "form":
                continue
            with self.subTest(action=action.xml_id):
                self.assertIn("o_view_nocontent", action.help or "")

    def test_every_menu_leads_somewhere(self):
        for menu in self._records("ir.ui.menu"):
            with self.subTest(menu=menu.complete_name):
                self.assertTrue(menu.action or menu.child_id)

    def test_every_job_runs_on_an_empty_database(self):
        for cron in self._records("ir.cron"):
            with self.subTest(cron=cron.name), self.enter_registry_test_mode():
                cron.method_direct_trigger()

    def test_every_model_has_rules_for_its_companies(self):
        rules = self.env["ir.rule"].search([])
        for model in self._records("ir.model"):
            if (
                model.transient
                or model.abstract
                or "company_id" not in self.env[model.model]._fields
                or not model.model.startswith("crm.")
            ):
                continue
            with self.subTest(model=model.model):
                self.assertIn(model, rules.model_id)
