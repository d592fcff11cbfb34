# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.crm_contracts.tests.common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractPurchase(ContractsCommon):
    """We buy 100 at 30.00: 3,000, payable on signing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls._create_user(
            "bert_c",
            "crm_contracts.crm_contracts_group_user,purchase.group_purchase_user,"
            "crm_lifecycle.crm_lifecycle_group_director",
        )
        cls.product_a.purchase_method = "purchase"
        cls.contract = cls._make_effective(
            contract_type="purchase",
            line_ids=[cls._line(30.0, quantity=100.0)],
            instalment_ids=[cls._instalment("All", 3000.0, "signing")],
        )
        cls.line = cls.contract.line_ids

    def _order(self, quantity):
        contract = self.contract.with_user(self.buyer).sudo()
        return contract._create_order({self.line: quantity})

    def _bill(self, order):
        order.button_confirm()
        order.action_create_invoice()
        bill = order.invoice_ids
        bill.invoice_date = self.TODAY
        bill.action_post()
        return bill

    def test_purchases_of_a_contract(self):
        self.assertEqual(self.contract.purchase_count, 0)
        order = self._order(40.0)
        self.assertEqual(order._name, "purchase.order")
        self.assertEqual(order.order_line.price_unit, 30.0)
        self.assertEqual(self.contract.purchase_count, 1)
        domain = self.contract.action_view_orders()["domain"]
        self.assertEqual(order.search(domain), order)
        self.assertEqual((self.line.qty_ordered, self.line.qty_to_order), (40.0, 60.0))

    def test_price_and_quantity_are_guarded(self):
        order = self._order(40.0)
        with self.assertRaisesRegex(ValidationError, "outside"):
            order.order_line.price_unit = 31.0
        order.order_line.price_unit = 30.0
        with self.assertRaisesRegex(ValidationError, "at most 100"):
            order.order_line.product_qty = 100.5

    def test_typed_line_takes_the_contracts_price(self):
        order = self._order(40.0)
        order.order_line = [Command.create({"product_id": self.product_a.id})]
        self.assertEqual(order.order_line[-1].price_unit, 30.0)

    def test_sales_order_under_a_purchase_contract_is_refused(self):
        order = (
            self.env["sale.order"]
            .sudo()
            .create({"partner_id": self.customer.partner_id.id})
        )
        with self.assertRaisesRegex(ValidationError, "do not fit"):
            order.crm_contract_id = self.contract

    def test_only_effective_contracts(self):
        order = self._order(10.0)
        self.contract.with_user(self.mona)._suspend("Quality")
        with self.assertRaisesRegex(UserError, "suspended"):
            order.button_confirm()

    def test_bill_and_payment_are_traced(self):
        """40 at 30.00 ordered and billed, 500 paid: the plan and the line know it."""
        bill = self._bill(self._order(40.0))
        self.assertEqual(bill.crm_contract_id, self.contract)
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=bill.ids
        ).create({"amount": 500.0})._create_payments()
        line = self.line.sudo()
        line.invalidate_recordset()
        self.assertEqual(line.amount_ordered, 1200.0)
        self.assertEqual((line.amount_invoiced, line.amount_received), (1200.0, 500.0))
        self.assertEqual(self.contract.amount_ordered, 1200.0)
        self.assertEqual(self.contract.amount_invoiced, 1200.0)
        self.assertEqual(self._plan(self.contract), [(500.0, "partial")])

    def test_vendor_credit_note_settles_the_bill(self):
        bill = self._bill(self._order(10.0))
        refund = bill._reverse_moves()
        refund.invoice_date = self.TODAY
        refund.action_post()
        (bill | refund).line_ids.filtered(
            lambda i: i.display_type == "payment_term" and not i.reconciled
        ).reconcile()
        self.assertEqual(self.contract.amount_invoiced, 0.0)
        self.assertEqual(self._plan(self.contract), [(300.0, "partial")])

    def test_purchase_contract_is_no_claim_on_the_partner(self):
        self.env["crm.customer"].sudo()._refresh_facts()
        self.assertEqual(self.customer.contract_count, 0)
        self.assertEqual(self.customer.contract_open_amount, 0.0)

    def test_instalment_becomes_a_bill(self):
        invoice = self._invoice(self.contract.instalment_ids, post=False)
        self.assertEqual(invoice.move_type, "in_invoice")
        self.assertEqual(invoice.amount_total, 3000.0)

    def _settle(self, user=None, **values):
        settlement = (
            self.env["crm.contract.settlement"]
            .with_user(user or self.buyer)
            .sudo()
            .create({"contract_id": self.contract.id, **values})
        )
        settlement.action_fill()
        return settlement

    def test_settlement_of_purchases_becomes_a_bill(self):
        """40 at 30.00 ordered and settled: a bill of 1,200 on the purchase line."""
        order = self._order(40.0)
        order.button_confirm()
        settlement = self._settle()
        self.assertEqual(settlement.line_ids.purchase_line_id, order.order_line)
        self.assertEqual(settlement.amount_total, 1200.0)
        settlement.action_confirm()
        with self.assertRaisesRegex(UserError, "nothing in this scope"):
            self._settle()
        settlement.with_user(self.fina).action_create_invoice()
        bill = settlement.invoice_id
        self.assertEqual((bill.move_type, bill.amount_total), ("in_invoice", 1200.0))
        self.assertEqual(order.order_line.qty_invoiced, 40.0)
        line = self.line.sudo()
        line.invalidate_recordset()
        self.assertEqual((line.qty_settled, line.amount_settled), (40.0, 1200.0))
        bill.invoice_date = self.TODAY
        bill.action_post()
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=bill.ids
        ).create({"amount": 200.0})._create_payments()
        self.assertEqual(settlement.amount_received, 200.0)

    def test_settlement_of_purchases_by_scope(self):
        """By order, by day of the order, and only what was received."""
        first, second = self._order(40.0), self._order(10.0)
        (first | second).button_confirm()
        first.date_approve = "2026-05-20 10:00:00"
        by_order = self._settle(
            scope="document", purchase_ids=[Command.set(second.ids)]
        )
        self.assertEqual(by_order.amount_total, 300.0)
        by_day = self._settle(
            scope="period", date_from="2026-05-01", date_to="2026-05-31"
        )
        self.assertEqual(by_day.amount_total, 1200.0)
        self.product_a.purchase_method = "receive"
        first.order_line.qty_received_method = "manual"
        first.order_line.qty_received = 25.0
        self.assertEqual(self._settle().amount_total, 750.0)

    def test_purchase_line_of_another_contract_is_refused(self):
        order = self._order(40.0)
        order.button_confirm()
        other = self._make_effective(
            contract_type="purchase",
            line_ids=[self._line(30.0, quantity=100.0)],
            instalment_ids=[self._instalment("All", 3000.0, "signing")],
        )
        values = {
            "contract_line_id": other.line_ids.id,
            "purchase_line_id": order.order_line.id,
            "quantity": 1.0,
        }
        with self.assertRaisesRegex(UserError, "does not belong"):
            self.env["crm.contract.settlement"].sudo().create(
                {"contract_id": other.id, "line_ids": [Command.create(values)]}
            )

    def test_closing_looks_at_purchases(self):
        """A request blocks; 40 of 100 bought, none received or billed, are named."""
        contract = self.contract.with_user(self.mona)
        order = self._order(40.0)
        with self.assertRaisesRegex(UserError, f"requests for quotation: {order.name}"):
            contract._close("Enough")
        order.button_confirm()
        texts = [f.text.replace("\xa0", " ") for f in contract._closing_findings()]
        self.assertEqual(
            texts,
            [
                f"not received in full: {order.name}",
                "$ 1,200.00 ordered and not billed",
                "not bought in full: Software",
                "$ 3,000.00 to pay",
            ],
        )
        contract._close("The mine is empty")
        self.assertEqual(contract.state, "closed")

    def test_last_price_bought(self):
        self._order(10.0).button_confirm()
        prices = self.line._last_bought_prices(self.product_a, self.company)
        self.assertEqual(prices, {self.product_a.id: 30.0})

    def test_purchase_plan_of_a_sales_contract(self):
        """Two deliveries of one vendor and kind make one request, once."""
        sold = self._make_effective(
            line_ids=[self._line(50.0, quantity=100.0)],
            instalment_ids=[self._instalment("All", 5000.0, "signing")],
        )
        vendor = self.env["res.partner"].create({"name": "Mine"})
        self.product_a.seller_ids = [
            Command.create({"partner_id": vendor.id, "price": 20.0})
        ]
        rows = self.env["crm.contract.supply"]
        for day, quantity in (("2026-07-01", 30.0), ("2026-08-01", 70.0)):
            rows |= rows.sudo().create(
                {
                    "contract_id": sold.id,
                    "contract_line_id": sold.line_ids.id,
                    "date": day,
                    "quantity": quantity,
                }
            )
        with self.assertRaisesRegex(UserError, "purchasing"):
            rows.with_user(self.sally).action_purchase()
        order = rows.with_user(self.buyer)._create_purchases()
        self.assertEqual(order.partner_id, vendor)
        self.assertEqual(order.order_line.mapped("product_qty"), [30.0, 70.0])
        with self.assertRaisesRegex(UserError, "already"):
            rows.with_user(self.buyer)._create_purchases()
