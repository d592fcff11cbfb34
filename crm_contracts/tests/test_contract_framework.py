# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractFramework(ContractsCommon):
    """A framework promises a frame; its orders bring the money into the plan."""

    @classmethod
    def _create_frame(cls, **values):
        return cls._create_contract(
            contract_type="frame",
            days_call_off=20,
            line_ids=[cls._line(100.0, quantity=10.0)],
            **{"instalment_ids": [], **values},
        )

    def _call_off(self, contract, quantity):
        order = contract.with_user(self.sally)._create_order().sudo()
        order.order_line.product_uom_qty = quantity
        order.action_confirm()
        return order

    def test_plan_may_ask_for_less_but_not_for_more(self):
        contract = self._create_frame()
        contract.with_user(self.sally).action_submit()
        self.assertEqual(contract.state, "approval")
        more = self._create_frame(
            instalment_ids=[self._instalment("All", 1001.0, "signing")]
        )
        with self.assertRaisesRegex(UserError, "add up"):
            more.with_user(self.sally).action_submit()

    def test_order_brings_its_instalment(self):
        """4 of 10 called off at 100: 400, due 20 days after the invoice."""
        contract = self._make_effective(self._create_frame())
        order = self._call_off(contract, 4.0)
        instalment = contract.sudo().instalment_ids
        self.assertEqual(
            (instalment.amount, instalment.state, instalment.date_due),
            (400.0, "waiting", False),
        )
        order.order_line.qty_delivered = 4.0
        invoice = order._create_invoices()
        invoice.invoice_date = date(2026, 6, 16)
        invoice.action_post()
        self.assertEqual(instalment.date_due, date(2026, 7, 6))
        self._register_payment(invoice)
        self.assertEqual((instalment.amount_paid, instalment.state), (400.0, "paid"))
        self.assertLedgerAgrees(contract)

    def test_each_order_pays_for_itself(self):
        """The second order's money does not fill the first order's instalment."""
        contract = self._make_effective(self._create_frame())
        first, second = self._call_off(contract, 4.0), self._call_off(contract, 3.0)
        second.order_line.qty_delivered = 3.0
        invoice = second._create_invoices()
        invoice.action_post()
        self._register_payment(invoice)
        plan = {i.order_id: i.amount_paid for i in contract.sudo().instalment_ids}
        self.assertEqual(plan, {first: 0.0, second: 300.0})

    def test_cancelled_order_asks_for_nothing(self):
        contract = self._make_effective(self._create_frame())
        order = self._call_off(contract, 4.0)
        order._action_cancel()
        instalment = contract.sudo().instalment_ids
        self.assertEqual((instalment.amount, instalment.state), (0.0, "void"))
        self.assertEqual(contract.sudo().amount_open, 0.0)

    def test_order_is_planned_once(self):
        contract = self._make_effective(self._create_frame())
        order = self._call_off(contract, 4.0)
        contract._plan_call_offs(order)
        self.assertEqual(len(contract.sudo().instalment_ids), 1)

    def test_invoice_of_more_than_ordered_is_no_fault(self):
        """5 delivered instead of 4: the invoice of 500 is posted and paid."""
        contract = self._make_effective(self._create_frame())
        order = self._call_off(contract, 4.0)
        order.order_line.qty_delivered = 5.0
        self.product_a.invoice_policy = "delivery"
        invoice = order._create_invoices()
        invoice.action_post()
        self._register_payment(invoice)
        self.assertGreaterEqual(contract.sudo().amount_received, 400.0)
        self.assertLedgerAgrees(contract)

    def test_other_types_plan_everything_beforehand(self):
        contract = self._make_effective()
        order = contract.with_user(self.sally)._create_order().sudo()
        order.action_confirm()
        self.assertEqual(len(contract.sudo().instalment_ids), 2)
