# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..models.crm_contract_collection_mixin import STALE_FIELDS
from ..models.crm_contract_receipt_queries import (
    PLAN_COLUMNS,
    RECEIPT_COLUMNS,
    SUM_COLUMNS,
)
from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractCollection(ContractsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_effective()
        cls.first, cls.second = cls.contract.sudo().instalment_ids

    def test_invoice_is_exactly_the_instalment(self):
        """80,000 with 15 % tax: 69,565.22 plus 10,434.78."""
        invoice = self._invoice(self.first)
        self.assertRecordValues(
            invoice,
            [
                {
                    "amount_untaxed": 69565.22,
                    "amount_tax": 10434.78,
                    "amount_total": 80000.0,
                    "crm_contract_id": self.contract.id,
                }
            ],
        )
        self.assertEqual(self.contract.amount_invoiced, 80000.0)
        self.assertEqual(self.first.amount_invoiced, 80000.0)

    def test_paid_by_itself_and_back(self):
        invoice = self._invoice(self.first)
        self.assertEqual(self._plan(self.contract)[0], (0.0, "due"))
        self._register_payment(invoice)
        self.assertEqual(self._plan(self.contract)[0], (80000.0, "paid"))
        self.assertEqual(self.contract.amount_received, 80000.0)
        self.assertEqual(self.contract.amount_open, 58000.0)
        self.assertLedgerAgrees(self.contract)
        invoice.line_ids.remove_move_reconcile()
        self.assertEqual(self._plan(self.contract)[0], (0.0, "due"))
        self.assertFalse(self.contract.allocation_ids)
        kinds = self.contract.event_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds[-4:], ["invoice_made", "invoiced", "paid", "unpaid"])

    def test_receipt_names_its_documents(self):
        invoice = self._invoice(self.first)
        payment = self._register_payment(invoice)
        receipt = self.contract.allocation_ids
        self.assertRecordValues(
            receipt,
            [
                {
                    "kind": "payment",
                    "reference": payment.move_id.name,
                    "invoice_reference": invoice.name,
                    "amount": 80000.0,
                    "company_amount": 80000.0,
                    "instalment_id": self.first.id,
                }
            ],
        )
        action = receipt.with_user(self.fina).action_open_payment()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("account.payment", payment.id)
        )

    def test_partial_payments(self):
        invoice = self._invoice(self.first)
        self._register_payment(invoice, amount=30000.0)
        self.assertEqual(self._plan(self.contract)[0], (30000.0, "partial"))
        self._register_payment(invoice, amount=50000.0)
        self.assertEqual(self._plan(self.contract)[0], (80000.0, "paid"))
        self.assertEqual(len(self.contract.allocation_ids), 2)
        self.assertLedgerAgrees(self.contract)

    def test_over_payment_fills_no_other_instalment(self):
        """90,000 for an invoice of 80,000: the 10,000 stay credit of the customer."""
        invoice = self._invoice(self.first)
        self._register_payment(invoice, amount=90000.0)
        self.assertEqual(
            self._plan(self.contract), [(80000.0, "paid"), (0.0, "waiting")]
        )
        self.assertLedgerAgrees(self.contract)

    def test_two_instalments_in_one_invoice_and_payment(self):
        """100,000 of an invoice over both: the first is full, the second has 20,000."""
        invoice = self._invoice(self.first | self.second)
        self.assertEqual(invoice.amount_total, 138000.0)
        self._register_payment(invoice, amount=100000.0)
        self.assertEqual(
            self._plan(self.contract), [(80000.0, "paid"), (20000.0, "partial")]
        )
        self._register_payment(invoice)
        self.assertEqual(
            self._plan(self.contract), [(80000.0, "paid"), (58000.0, "paid")]
        )
        self.assertLedgerAgrees(self.contract)

    def test_two_invoices_in_one_payment(self):
        invoices = self._invoice(self.first) | self._invoice(self.second)
        self._register_payment(invoices)
        self.assertEqual(
            self._plan(self.contract), [(80000.0, "paid"), (58000.0, "paid")]
        )
        self.assertEqual(self.contract.amount_open, 0.0)
        self.assertLedgerAgrees(self.contract)

    def test_credit_note_settles(self):
        """10,000 credited and 70,000 paid settle 80,000."""
        invoice = self._invoice(self.first)
        credit = self._reverse_invoice(invoice, date="2026-06-15")
        credit.invoice_line_ids.price_unit = 10000.0 / 1.15
        credit.invoice_line_ids.extra_tax_data = False
        credit.action_post()
        self.assertEqual(credit.amount_total, 10000.0)
        self.assertEqual(self.contract.amount_invoiced, 70000.0)
        (invoice | credit).line_ids.filtered(
            lambda i: i.display_type == "payment_term" and not i.reconciled
        ).reconcile()
        self.assertEqual(self._plan(self.contract)[0], (10000.0, "partial"))
        self.assertEqual(self.contract.allocation_ids.kind, "credit_note")
        self._register_payment(invoice)
        self.assertEqual(self._plan(self.contract)[0], (80000.0, "paid"))
        self.assertLedgerAgrees(self.contract)

    def test_refund_opens_the_instalment_again(self):
        """Credited after payment and paid out: nothing is left of the receipt."""
        invoice = self._invoice(self.first)
        self._register_payment(invoice)
        credit = self._reverse_invoice(invoice, date="2026-06-15", post=True)
        self.assertEqual(self._plan(self.contract)[0][0], 80000.0)
        self._register_payment(credit)
        self.assertEqual(self._plan(self.contract)[0], (0.0, "due"))
        self.assertEqual(self.contract.amount_received, 0.0)
        self.assertEqual(self.contract.amount_invoiced, 0.0)

    def test_cancelled_invoice_asks_and_receives_nothing(self):
        """A draft keeps what the ledger still matches; a cancelled invoice does not."""
        invoice = self._invoice(self.first)
        self._register_payment(invoice)
        invoice.button_draft()
        self.assertEqual(self.contract.amount_invoiced, 0.0)
        self.assertEqual(self._plan(self.contract)[0], (80000.0, "paid"))
        invoice.button_cancel()
        self.assertEqual(self._plan(self.contract)[0], (0.0, "due"))

    def test_payment_before_the_event(self):
        """The second instalment may be paid while acceptance is still open."""
        self._register_payment(self._invoice(self.second))
        self.assertEqual(self._plan(self.contract), [(0.0, "due"), (58000.0, "paid")])

    def test_overdue_by_night(self):
        """Due on the 18th: not on the 18th, on the 19th it is, and only once."""
        self._run_night(date(2026, 6, 18))
        self.assertEqual(self._plan(self.contract)[0], (0.0, "due"))
        self._run_night(date(2026, 6, 19))
        self.assertEqual(self._plan(self.contract)[0], (0.0, "overdue"))
        self.assertEqual(self.contract.amount_overdue, 80000.0)
        self.assertTrue(self.contract.has_overdue)
        self._run_night(date(2026, 6, 20))
        late = self.contract.event_ids.filtered(lambda e: e.kind == "overdue")
        self.assertEqual(late.mapped("amount"), [80000.0])

    def test_paying_late_ends_overdue(self):
        invoice = self._invoice(self.first)
        self._run_night(date(2026, 6, 25))
        with freeze_time("2026-06-25"):
            self._register_payment(invoice, amount=79000.0)
            self.assertEqual(self._plan(self.contract)[0], (79000.0, "overdue"))
            self.assertEqual(self.contract.amount_overdue, 1000.0)
            self._register_payment(invoice)
            self.assertEqual(self._plan(self.contract)[0], (80000.0, "paid"))
            invoice.line_ids.remove_move_reconcile()
            self.assertEqual(self._plan(self.contract)[0], (0.0, "overdue"))

    def test_closed_contract_keeps_the_truth(self):
        """A payment taken back after the closing shows as overdue."""
        invoices = self._invoice(self.first) | self._invoice(self.second)
        self._register_payment(invoices)
        self.contract.with_user(self.sally)._close()
        self.assertEqual(self.contract.state, "closed")
        with freeze_time("2026-06-30"):
            invoices[0].line_ids.remove_move_reconcile()
        self.assertEqual(self._plan(self.contract)[0], (0.0, "overdue"))

    def test_night_repairs_and_reports(self):
        self._register_payment(self._invoice(self.first))
        self.contract.sudo().allocation_ids.amount = 1.0
        with self.assertLogs(
            "odoo.addons.crm_contracts.models.crm_contract_check_mixin",
            "WARNING",
        ) as logs:
            self._run_night(date(2026, 6, 15))
        self.assertIn(self.contract.name, logs.output[0])
        self.assertEqual(self._plan(self.contract)[0], (80000.0, "paid"))
        self.assertIn("repaired", self.contract.event_ids.mapped("kind"))

    def test_second_refresh_changes_nothing(self):
        self._register_payment(self._invoice(self.first), amount=30000.0)
        receipt = self.contract.allocation_ids
        self.assertFalse(self.contract._refresh_collection())
        self.assertEqual(self.contract.allocation_ids, receipt)

    def test_no_instalment_is_invoiced_twice(self):
        invoice = self._invoice(self.first)
        with self.assertRaisesRegex(UserError, "invoiced already"):
            self._invoice(self.first)
        copy = invoice.copy()
        self.assertFalse(copy.crm_contract_id)
        self.assertFalse(copy.invoice_line_ids.crm_contract_instalment_id)

    def test_invoice_cannot_ask_for_more(self):
        invoice = self._invoice(self.first, post=False)
        invoice.invoice_line_ids.extra_tax_data = False
        invoice.invoice_line_ids.price_unit = 70000.0
        with self.assertRaisesRegex(UserError, "80,500.00 would be asked for"):
            invoice.action_post()

    def test_other_line_on_the_invoice_is_not_received_by_the_plan(self):
        """80,000 of the contract and 500 of freight: 80,500 paid is 80,000 received."""
        invoice = self._invoice(self.first, post=False)
        invoice.invoice_line_ids = [
            (0, 0, {"name": "Freight", "price_unit": 500.0, "tax_ids": False})
        ]
        invoice.action_post()
        self._register_payment(invoice)
        self.assertEqual(
            self._plan(self.contract), [(80000.0, "paid"), (0.0, "waiting")]
        )

    def test_invoice_of_an_order_fills_the_plan_by_age(self):
        """100,000 of it: 80,000 for the first instalment, 20,000 for the second."""
        order = self.contract.with_user(self.sally)._create_order().sudo()
        order.action_confirm()
        order.order_line.qty_delivered = 1.0
        invoice = order._create_invoices()
        invoice.action_post()
        self.assertEqual(invoice.crm_contract_id, self.contract)
        self._register_payment(invoice, amount=100000.0)
        self.assertEqual(
            self._plan(self.contract), [(80000.0, "paid"), (20000.0, "partial")]
        )
        self.assertLedgerAgrees(self.contract)

    def test_only_finance_invoices(self):
        with self.assertRaisesRegex(AccessError, "contract finance"):
            self.first.with_user(self.sally).action_create_invoice()
        self.assertFalse(self.contract.invoice_ids)

    def test_invoicing_waits_for_the_signature(self):
        draft = self._create_contract()
        with self.assertRaisesRegex(UserError, "Effective"):
            draft.instalment_ids[0].with_user(self.fina).action_create_invoice()

    def test_invoice_to_somebody_else_is_refused(self):
        invoice = self._invoice(self.first, post=False)
        invoice.partner_id = self.partner_a
        with self.assertRaisesRegex(UserError, "Tour Hospital"):
            invoice.action_post()

    def test_payment_needs_constant_queries(self):
        """Ten instalments and invoices cost as many queries as one."""
        counts = []
        for number in (1, 10):
            contract = self._make_effective(
                line_ids=[self._line(1000.0)],
                instalment_ids=[
                    self._instalment(str(n), 1000.0 / number, "signing")
                    for n in range(number)
                ],
            )
            for instalment in contract.sudo().instalment_ids:
                self._register_payment(self._invoice(instalment))
            contract.sudo().allocation_ids.unlink()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            contract._refresh_collection()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3, counts)

    def test_invoices_without_contract_cost_nothing(self):
        """Matching them asks the contracts no question at all."""
        none = self.env["crm.contract"]
        with self.assertQueryCount(0):
            self.assertFalse(none._refresh_collection())
            self.env["account.move"]._refresh_contracts()

    def test_who_listens_to_receipts_is_known(self):
        """They are stored beside the ORM: a field that listens is stale, or a duty."""
        known = {(model, name) for model in STALE_FIELDS for name in self._stale(model)}
        for model, names in (
            ("crm.contract.allocation", RECEIPT_COLUMNS),
            ("crm.contract.instalment", PLAN_COLUMNS),
            ("crm.contract", SUM_COLUMNS),
        ):
            for name in names:
                field = self.env[model]._fields[name]
                for other in self.registry.get_dependent_fields(field):
                    if other.model_name != "crm.contract.obligation":
                        self.assertIn((other.model_name, other.name), known)

    def _stale(self, model):
        return STALE_FIELDS[model] or self.env[model]._fields

    def _run_night(self, today):
        """Runs the nightly job as the scheduler does, on a day."""
        cron = self.env.ref("crm_contracts.crm_contract_refresh_collection_cron")
        self.env.flush_all()
        with freeze_time(today), self.enter_registry_test_mode():
            cron.sudo().method_direct_trigger()
        self.env.invalidate_all()
