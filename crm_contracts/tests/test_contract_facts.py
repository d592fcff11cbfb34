# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractFacts(ContractsCommon):
    def _facts(self, today=None):
        self.env["crm.customer"]._refresh_facts(self.customer, today or self.TODAY)
        facts = self.customer.sudo()
        return (
            facts.contract_count,
            facts.contract_amount,
            facts.contract_open_amount,
            facts.contract_overdue_amount,
        )

    def _ledger(self, today):
        self.env["crm.customer"]._refresh_facts(self.customer, today)
        facts = self.customer.sudo()
        return (
            facts.receivable_open_amount,
            facts.receivable_overdue_amount,
            facts.receivable_days_overdue,
        )

    def test_only_running_contracts_count(self):
        self._create_contract()
        self.assertEqual(self._facts(), (0, 0.0, 0.0, 0.0))
        contract = self._make_effective()
        self.assertEqual(self._facts(), (1, 138000.0, 138000.0, 0.0))
        contract._refresh_collection(date(2026, 6, 19))
        self.assertEqual(self._facts(), (1, 138000.0, 138000.0, 80000.0))
        self._register_payment(self._invoice(contract.instalment_ids[0]))
        self.assertEqual(self._facts(), (1, 138000.0, 58000.0, 0.0))

    def test_contract_in_euros_counts_in_dollars_once(self):
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 2.0)])
        self._make_effective(currency_id=euro.id)
        self.assertEqual(self._facts(), (1, 69000.0, 69000.0, 0.0))

    def test_ledger_facts_net_what_is_not_matched(self):
        """500 due on the 15th; a payment on account of 200, then of 300 more."""
        invoice = self._create_invoice_one_line(
            price_unit=500.0,
            product_id=self.product_a,
            tax_ids=self.env["account.tax"],
            partner_id=self.customer.partner_id,
            invoice_date="2026-06-15",
            invoice_date_due="2026-06-15",
            post=True,
        )
        self.assertEqual(self._ledger(date(2026, 6, 15)), (500.0, 0.0, 0))
        self.assertEqual(self._ledger(date(2026, 6, 25)), (500.0, 500.0, 10))
        self._pay_on_account(200.0)
        self.assertEqual(self._ledger(date(2026, 6, 25)), (300.0, 300.0, 10))
        self._pay_on_account(300.0)
        self.assertEqual(self._ledger(date(2026, 6, 25)), (0.0, 0.0, 0))
        self.assertEqual(invoice.payment_state, "not_paid")

    def test_reconciling_notes_the_customer(self):
        """Matching a payment puts the customer into the queue of due facts."""
        invoice = self._invoice(self._make_effective().instalment_ids[0])
        self.env["crm.customer.touch"].sudo().search([]).unlink()
        self._register_payment(invoice)
        queue = self.env["crm.customer.touch"].sudo()
        self.assertIn(self.customer, queue.search([]).customer_id)
        queue.search([]).unlink()
        invoice.line_ids.remove_move_reconcile()
        self.assertIn(self.customer, queue.search([]).customer_id)

    def test_button_opens_the_contracts(self):
        contract = self._make_effective()
        action = self.customer.with_user(self.sally).action_view_contracts()
        found = self.env["crm.contract"].with_user(self.sally).search(action["domain"])
        self.assertEqual(found, contract)

    def _pay_on_account(self, amount):
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.customer.partner_id.id,
                "amount": amount,
            }
        )
        payment.action_post()
