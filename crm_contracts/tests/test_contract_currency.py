# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractCurrency(ContractsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # 2 euros are one dollar until July, 4 from July on
        cls.euro = cls.setup_other_currency(
            "EUR", rates=[("2026-01-01", 2.0), ("2026-07-01", 4.0)]
        )
        cls.contract = cls._make_effective(currency_id=cls.euro.id)
        cls.first = cls.contract.sudo().instalment_ids[0]

    def test_amount_in_both_currencies(self):
        """138,000 euros are 69,000 dollars, converted once."""
        self.assertEqual(self.contract.amount_total, 138000.0)
        self.assertEqual(self.contract.amount_total_company, 69000.0)

    def test_approval_by_company_amount(self):
        """69,000 dollars are below 100,000: the leader alone decided."""
        self.assertEqual(len(self.contract.sudo().approval_ids.step_ids), 1)

    def test_payment_at_another_rate(self):
        """80,000 euros are 40,000 dollars in June and 20,000 in July.

        The instalment is paid in euros; the exchange difference belongs to the
        receipt in dollars, and both sums agree with the ledger.
        """
        invoice = self._invoice(self.first)
        self.assertEqual(invoice.currency_id, self.euro)
        with freeze_time("2026-07-10"):
            self._register_payment(invoice, payment_date="2026-07-10")
        self.assertEqual(self._plan(self.contract)[0], (80000.0, "paid"))
        self.assertEqual(
            sum(self.contract.allocation_ids.mapped("company_amount")), 40000.0
        )
        self.assertLedgerAgrees(self.contract)
        invoice.line_ids.remove_move_reconcile()
        self.assertFalse(self.contract.allocation_ids)

    def test_payment_in_company_currency(self):
        """40,000 dollars on the invoice of 80,000 euros pay it."""
        invoice = self._invoice(self.first)
        self._register_payment(
            invoice, currency_id=self.company.currency_id.id, amount=20000.0
        )
        self.assertEqual(self._plan(self.contract)[0], (40000.0, "partial"))
        self._register_payment(
            invoice, currency_id=self.company.currency_id.id, amount=20000.0
        )
        self.assertEqual(self._plan(self.contract)[0], (80000.0, "paid"))
        self.assertLedgerAgrees(self.contract)

    def test_invoice_in_another_currency_is_refused(self):
        invoice = self._invoice(self.first, post=False)
        invoice.currency_id = self.company.currency_id
        with self.assertRaisesRegex(UserError, "EUR"):
            invoice.action_post()
