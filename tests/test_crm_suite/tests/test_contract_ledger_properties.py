# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from odoo.tests import freeze_time, tagged

from odoo.addons.crm_contracts.tests.common import ContractsCommon

AMOUNTS = st.integers(min_value=1, max_value=90000).map(float)
STEPS = st.one_of(
    st.tuples(st.just("invoice"), st.integers(0, 2)),
    st.tuples(st.just("pay"), st.integers(0, 5), AMOUNTS),
    st.tuples(st.just("credit"), st.integers(0, 5), AMOUNTS),
    st.tuples(st.just("refund"), st.integers(0, 5)),
    st.tuples(st.just("unmatch"), st.integers(0, 5)),
    st.tuples(st.just("advance"), AMOUNTS),
    st.tuples(st.just("match"), st.integers(0, 5)),
    st.tuples(st.just("draft"), st.integers(0, 5)),
)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractLedgerProperties(ContractsCommon):
    """Whatever accounting does in whatever order, the plan has what the ledger has."""

    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(STEPS, min_size=4, max_size=9))
    def test_receipts_equal_the_ledger(self, steps):
        with self.env.cr.savepoint() as savepoint:
            self._play(steps)
            savepoint.rollback()
        self.env.invalidate_all()

    def _play(self, steps):
        contract = self._make_effective(
            line_ids=[self._line(120000.0, self.tax_sale_a)],
            instalment_ids=[
                self._instalment("A", 50000.0, "signing"),
                self._instalment("B", 60000.0, "acceptance"),
                self._instalment("C", 28000.0, "payment"),
            ],
        ).sudo()
        for name, *arguments in steps:
            getattr(self, f"_step_{name}")(contract, *arguments)
            self.assertLedgerAgrees(contract)
            self.assertFalse(contract._refresh_collection(), steps)
        self.assertFalse(contract._find_differences() & contract, steps)

    def _pick(self, contract, number):
        """An invoice that still asks for money, or none."""
        open_ones = contract.invoice_ids.filtered(
            lambda m: (
                m.state == "posted"
                and m.move_type == "out_invoice"
                and m.amount_residual > 0
            )
        )
        return open_ones[number % len(open_ones)] if open_ones else open_ones

    def _step_invoice(self, contract, number):
        instalment = contract.instalment_ids[number]
        if instalment.amount_invoiced < instalment.amount:
            self._invoice(instalment)

    def _step_pay(self, contract, number, amount):
        if invoice := self._pick(contract, number):
            self._register_payment(invoice, amount=amount)

    def _step_credit(self, contract, number, amount):
        """Part of the invoice is credited and matched with it."""
        if not (invoice := self._pick(contract, number)):
            return
        credit = self._reverse_invoice(invoice, date="2026-06-15")
        line = credit.invoice_line_ids[0]
        (credit.invoice_line_ids - line).unlink()
        line.extra_tax_data = False
        line.price_unit = min(amount, invoice.amount_residual) / 1.15
        credit.action_post()
        self._match(invoice | credit)

    def _step_refund(self, contract, number):
        """Everything of an invoice is credited and the money goes back."""
        invoices = contract.invoice_ids.filtered(
            lambda m: m.state == "posted" and m.move_type == "out_invoice"
        )
        if not invoices:
            return
        invoice = invoices[number % len(invoices)]
        if not invoice.reversal_move_ids:
            credit = self._reverse_invoice(invoice, date="2026-06-15", post=True)
            if credit.amount_residual:
                self._register_payment(credit)

    def _step_unmatch(self, contract, number):
        invoices = contract.invoice_ids.filtered(lambda m: m.state == "posted")
        if invoices:
            invoices[number % len(invoices)].line_ids.remove_move_reconcile()

    def _step_advance(self, contract, amount):
        self._advance(contract, amount)

    def _step_match(self, contract, number):
        """The advances are matched with an invoice."""
        if invoice := self._pick(contract, number):
            advances = self.env["account.move.line"].search(
                [("crm_contract_id", "=", contract.id), ("reconciled", "=", False)]
            )
            self._match(invoice | advances.move_id)

    def _step_draft(self, contract, number):
        if invoice := self._pick(contract, number):
            invoice.button_draft()
            invoice.action_post()

    def _match(self, moves):
        items = moves.line_ids.filtered(
            lambda i: i.account_type == "asset_receivable" and not i.reconciled
        )
        items.reconcile()
