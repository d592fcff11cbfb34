# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestFactsToDocuments(TransactionCase):
    """Each module says which documents its facts were counted from."""

    def test_facts_of_each_module_open_their_documents(self):
        partner = self.env["res.partner"].create({"name": "Facts", "is_company": True})
        customer = self.env["crm.customer"]._ensure_accounts(partner, self.env.company)
        for name, model in (
            ("amount_12m", "crm.sales.report"),
            ("amount_in_dispute", "crm.collection.item"),
            ("complaint_count_12m", "crm.complaint"),
            ("compensation_cost_12m", "crm.complaint"),
            ("contract_open_amount", "crm.contract"),
            ("promise_kept_rate", "crm.collection.item"),
            ("receivable_overdue_amount", "account.move"),
            ("visit_count_90d", "crm.customer.visit"),
        ):
            with self.subTest(fact=name):
                self.assertIn(name, customer._fields)
                action = customer._fact_documents(name)
                self.assertEqual(action["res_model"], model)
                self.env[model].search(action.get("domain") or [], limit=1)

    def test_every_way_leads_somewhere(self):
        customers = self.env["crm.customer"]
        for start, method in customers._fact_document_actions().items():
            with self.subTest(fact=start):
                self.assertTrue(callable(getattr(customers, method)))
                names = [name for name in customers._fields if name.startswith(start)]
                self.assertTrue(names, "no fact begins so")
