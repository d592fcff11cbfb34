# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractPenalty(ContractsCommon):
    """Signed on 1 May, 2,000 due on the 4th: 42 days late on 15 June, 0.05 % a day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_effective(
            signed_on=date(2026, 5, 1),
            penalty_payment=0.05,
            penalty_delivery=0.1,
            penalty_cap=5.0,
            line_ids=[cls._line(20.0, quantity=100.0)],
            instalment_ids=[cls._instalment("All", 2000.0, "signing")],
        )
        cls.line = cls.contract.line_ids
        cls.supply = cls.env["crm.contract.supply"].sudo()

    def _promise(self, day, quantity):
        return self.supply.create(
            {
                "contract_id": self.contract.id,
                "contract_line_id": self.line.id,
                "date": day,
                "quantity": quantity,
            }
        )

    def _deliver(self, quantity):
        self.product_a.invoice_policy = "delivery"
        order = (
            self.contract.with_user(self.sally)._create_order({self.line: quantity})
        ).sudo()
        order.action_confirm()
        order.order_line.qty_delivered_method = "manual"
        order.order_line.qty_delivered = quantity

    def test_late_payment(self):
        """2,000 at 0.05 % for 42 days is 42.00."""
        penalty = self.contract.with_user(self.sally)._propose_penalties()
        self.assertEqual((penalty.days_late, penalty.amount), (42, 42.0))
        self.assertFalse(self.contract.with_user(self.sally)._propose_penalties())

    def test_cap(self):
        """5 % of 2,000 is the most, however late."""
        penalty = self.contract.with_user(self.sally)._propose_penalties(
            date(2027, 5, 4)
        )
        self.assertEqual((penalty.days_late, penalty.amount), (365, 100.0))

    def test_paid_late_counts_until_the_payment(self):
        invoice = self._invoice(self.contract.instalment_ids, day=date(2026, 5, 2))
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"payment_date": date(2026, 5, 14)})._create_payments()
        penalty = self.contract.with_user(self.sally)._propose_penalties()
        self.assertEqual((penalty.days_late, penalty.amount), (10, 10.0))

    def test_schedule_is_filled_oldest_first(self):
        """30 and 50 promised, 40 delivered: 40 of the second are open."""
        first = self._promise(date(2026, 6, 1), 30.0)
        second = self._promise(date(2026, 6, 10), 50.0)
        self._deliver(40.0)
        (first | second).invalidate_recordset()
        self.assertEqual((first.qty_open, first.days_late), (0.0, 0))
        self.assertEqual((second.qty_delivered, second.qty_open), (10.0, 40.0))
        self.assertEqual(second.days_late, 5)

    def test_late_delivery_becomes_a_credit_note(self):
        """40 open at 20.00 are 800, 0.1 % for 5 days is 4.00."""
        self._promise(date(2026, 6, 10), 50.0)
        self._deliver(10.0)
        self.supply.search([]).invalidate_recordset()
        self.contract.with_user(self.sally)._propose_penalties()
        late = self.contract.penalty_ids.filtered(lambda p: p.kind == "delivery")
        self.assertEqual((late.amount_base, late.amount), (800.0, 4.0))
        late.with_user(self.fina).action_claim()
        self.assertEqual(late.sudo().move_id.move_type, "out_refund")

    def test_schedule_promises_no_more_than_the_contract(self):
        self._promise(date(2026, 6, 1), 100.0)
        with self.assertRaisesRegex(ValidationError, "schedule has"):
            self._promise(date(2026, 6, 10), 1.0)

    def test_claim_is_an_invoice_that_fills_no_instalment(self):
        penalty = self.contract.with_user(self.sally)._propose_penalties()
        with self.assertRaises(AccessError):
            penalty.action_claim()
        penalty.with_user(self.fina).action_claim()
        invoice = penalty.sudo().move_id
        self.assertEqual((invoice.move_type, invoice.amount_total), ("out_invoice", 42))
        self._register_payment(invoice)
        self.assertEqual(self._plan(self.contract), [(0.0, "overdue")])
        with self.assertRaisesRegex(UserError, "is decided"):
            penalty.with_user(self.fina).action_claim()

    def test_only_managers_waive_with_a_reason(self):
        penalty = self.contract.with_user(self.sally)._propose_penalties()
        with self.assertRaises(AccessError):
            penalty._waive("Kindness")
        with self.assertRaises(UserError):
            penalty.with_user(self.mona)._waive(" ")
        wizard = (
            self.env["crm.contract.waive"]
            .with_user(self.mona)
            .create({"penalty_id": penalty.id, "reason": "Flood"})
        )
        wizard.action_confirm()
        self.assertEqual((penalty.state, penalty.waive_reason), ("waived", "Flood"))
        with self.assertRaises(UserError):
            penalty.amount_base = 1.0

    def test_colleague_sees_nothing(self):
        penalty = self.contract.with_user(self.sally)._propose_penalties()
        supply = self._promise(date(2026, 6, 1), 1.0)
        for record in (penalty, supply):
            with self.assertRaises(AccessError):
                record.with_user(self.sam).read(["contract_id"])
