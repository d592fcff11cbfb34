# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractAdvances(ContractsCommon):
    """Money that names a contract counts before any invoice exists (S-390, S-417)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_effective()
        cls.first, cls.second = cls.contract.sudo().instalment_ids

    def test_advance_fills_the_oldest_first(self):
        """100,000 without an invoice: 80,000 and 20,000."""
        payment = self._advance(self.contract, 100000.0)
        self.assertEqual(
            self._plan(self.contract), [(80000.0, "paid"), (20000.0, "partial")]
        )
        receipts = self.contract.sudo().allocation_ids
        self.assertEqual(set(receipts.mapped("kind")), {"advance"})
        self.assertEqual(set(receipts.mapped("reference")), {payment.move_id.name})
        action = receipts[0].with_user(self.fina).action_open_payment()
        self.assertEqual(action["res_id"], payment.id)
        self.assertLedgerAgrees(self.contract)

    def test_matching_the_invoice_counts_once(self):
        """The advance of 80,000 is matched with the invoice: still 80,000."""
        payment = self._advance(self.contract, 80000.0)
        invoice = self._invoice(self.first)
        self.assertEqual(self._plan(self.contract)[0], (80000.0, "paid"))
        items = (payment.move_id | invoice).line_ids.filtered(
            lambda i: i.account_type == "asset_receivable"
        )
        items.reconcile()
        self.assertEqual(
            self._plan(self.contract), [(80000.0, "paid"), (0.0, "waiting")]
        )
        self.assertEqual(self.contract.sudo().allocation_ids.kind, "payment")
        self.assertLedgerAgrees(self.contract)
        items.remove_move_reconcile()
        self.assertEqual(self._plan(self.contract)[0], (80000.0, "paid"))
        self.assertEqual(self.contract.sudo().allocation_ids.kind, "advance")

    def test_partly_matched_advance(self):
        """100,000 paid, 80,000 matched: 20,000 stay an advance for the second."""
        payment = self._advance(self.contract, 100000.0)
        invoice = self._invoice(self.first)
        items = (payment.move_id | invoice).line_ids
        items.filtered(lambda i: i.account_type == "asset_receivable").reconcile()
        self.assertEqual(
            self._plan(self.contract), [(80000.0, "paid"), (20000.0, "partial")]
        )
        self.assertEqual(
            sorted(self.contract.sudo().allocation_ids.mapped("kind")),
            ["advance", "payment"],
        )
        self.assertLedgerAgrees(self.contract)

    def test_advance_that_pays_another_invoice_leaves_the_contract(self):
        payment = self._advance(self.contract, 80000.0)
        other = self.init_invoice(
            "out_invoice",
            partner=self.contract.sudo().partner_id,
            amounts=[50000.0],
            post=True,
        )
        items = (payment.move_id | other).line_ids
        items.filtered(lambda i: i.account_type == "asset_receivable").reconcile()
        self.assertEqual(self._plan(self.contract)[0], (30000.0, "partial"))
        self.assertLedgerAgrees(self.contract)

    def test_payment_taken_back(self):
        payment = self._advance(self.contract, 80000.0)
        payment.action_draft()
        self.assertEqual(self._plan(self.contract)[0], (0.0, "due"))
        payment.action_post()
        self.assertEqual(self._plan(self.contract)[0], (80000.0, "paid"))
        payment.crm_contract_id = False
        self.assertEqual(self._plan(self.contract)[0], (0.0, "due"))

    def test_money_of_somebody_else_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Tour Hospital"):
            self.env["account.payment"].create(
                {
                    "partner_id": self.partner_a.id,
                    "amount": 10.0,
                    "crm_contract_id": self.contract.id,
                }
            )

    def test_draft_contract_takes_no_money(self):
        with self.assertRaisesRegex(ValidationError, "not in force"):
            self._advance(self._create_contract(), 10.0)

    def test_over_payment_stays_visible(self):
        """200,000 for 138,000: the last instalment shows what came too much."""
        self._advance(self.contract, 200000.0)
        self.assertEqual(
            self._plan(self.contract), [(80000.0, "paid"), (120000.0, "paid")]
        )
        self.assertLedgerAgrees(self.contract)

    def test_write_off(self):
        """79,990 paid and 10 written off settle 80,000."""
        invoice = self._invoice(self.first)
        account = self.company_data["default_account_expense"]
        self._register_payment(
            invoice,
            amount=79990.0,
            payment_difference_handling="reconcile",
            writeoff_account_id=account.id,
        )
        self.assertEqual(self._plan(self.contract)[0], (80000.0, "paid"))
        self.assertLedgerAgrees(self.contract)

    def test_two_contracts_in_one_payment(self):
        other = self._make_effective()
        invoices = self._invoice(self.first) | self._invoice(
            other.sudo().instalment_ids[0]
        )
        self._register_payment(invoices, group_payment=True)
        for contract in (self.contract, other):
            self.assertEqual(self._plan(contract)[0], (80000.0, "paid"))
            self.assertLedgerAgrees(contract)

    def test_advance_in_another_currency(self):
        """4 euros are a dollar: 160,000 euros fill 40,000 dollars."""
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 4.0)])
        self._advance(self.contract, 160000.0, currency=euro)
        self.assertEqual(self._plan(self.contract)[0], (40000.0, "partial"))
        self.assertLedgerAgrees(self.contract)
