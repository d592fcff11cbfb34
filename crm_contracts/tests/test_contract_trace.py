# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractTrace(ContractsCommon):
    """Two lines, 100 at 50.00 and 10 at 300.00: 5,000 and 3,000 make 8,000."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        goods = cls._line(50.0, quantity=100.0)
        parts = cls._line(300.0, quantity=10.0)
        parts[2].update(product_id=cls.product_b.id, description="Parts")
        cls.contract = cls._make_effective(
            line_ids=[goods, parts],
            instalment_ids=[
                cls._instalment("Payment", 7600.0, "signing"),
                cls._instalment("Guarantee", 400.0, "signing", 365, is_retention=True),
            ],
        )
        cls.goods, cls.parts = cls.contract.line_ids
        (cls.product_a | cls.product_b).invoice_policy = "order"

    def _order(self, quantities, deliver=0.0):
        order = self.contract.with_user(self.sally)._create_order(quantities).sudo()
        order.action_confirm()
        if deliver:
            order.order_line[0].qty_delivered_method = "manual"
            order.order_line[0].qty_delivered = deliver
        return order

    def _post(self, invoice):
        invoice.invoice_date = self.TODAY
        invoice.action_post()
        return invoice

    def _pay(self, invoice, amount):
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"amount": amount})._create_payments()

    def _row(self, line):
        line.invalidate_recordset()
        line = line.sudo()
        return (
            line.amount_ordered,
            line.amount_delivered,
            line.amount_invoiced,
            line.amount_received,
            line.amount_open,
        )

    def test_numbers_per_line(self):
        """40 of 100 ordered, 25 delivered, all 40 invoiced, half of it paid."""
        order = self._order({self.goods: 40.0}, deliver=25.0)
        invoice = self._post(order._create_invoices())
        self._pay(invoice, 1000.0)
        self.assertEqual(
            self._row(self.goods), (2000.0, 1250.0, 2000.0, 1000.0, 4000.0)
        )
        self.assertEqual(self._row(self.parts), (0.0, 0.0, 0.0, 0.0, 3000.0))
        self.assertEqual(self.contract.amount_invoiced, 2000.0)
        self.assertEqual(self.contract.amount_received, 1000.0)
        self.assertEqual(self.contract.amount_owed, 1000.0)
        self.assertEqual(self.contract.amount_delivered, 1250.0)

    def test_credit_note_takes_back_both(self):
        """2,000 invoiced, 500 credited and matched, 1,500 paid: nothing is owed."""
        order = self._order({self.goods: 40.0})
        invoice = self._post(order._create_invoices())
        refund = invoice._reverse_moves()
        refund.invoice_line_ids.quantity = 10.0
        self._post(refund)
        receivable = (invoice | refund).line_ids.filtered(
            lambda i: i.display_type == "payment_term"
        )
        receivable.reconcile()
        self._pay(invoice, 1500.0)
        row = self._row(self.goods)
        self.assertEqual(row[2:], (1500.0, 1500.0, 3500.0))
        self.assertEqual(self.contract.amount_invoiced, 1500.0)
        self.contract.invalidate_recordset()
        self.assertEqual(self.contract.amount_owed, 0.0)

    def test_instalments_are_spread_by_share(self):
        """7,600 invoiced by plan: 5/8 and 3/8 of it."""
        self._invoice(self.contract.instalment_ids[0])
        self.assertEqual(self._row(self.goods)[2], 4750.0)
        self.assertEqual(self._row(self.parts)[2], 2850.0)

    def test_workbench_adds_up_to_the_contract(self):
        """Freight on the order names no line: it has a row of its own."""
        order = self._order({self.goods: 40.0, self.parts: 1.0})
        freight = self.env["product.product"].create(
            {"name": "Freight", "type": "service", "invoice_policy": "order"}
        )
        order.order_line = [
            Command.create(
                {
                    "product_id": freight.id,
                    "product_uom_qty": 1,
                    "price_unit": 80.0,
                    "tax_ids": [Command.clear()],
                }
            )
        ]
        self._post(order._create_invoices())
        rows = (
            self.env["crm.contract.workbench"]
            .sudo()
            .search([("contract_id", "=", self.contract.id)])
        )
        self.assertEqual(len(rows), 3)
        self.assertEqual(sum(rows.mapped("amount_promised")), 8000.0)
        self.assertEqual(sum(rows.mapped("amount_ordered")), 2380.0)
        self.assertEqual(sum(rows.mapped("amount_invoiced")), 2380.0)
        self.assertEqual(self.contract.amount_invoiced, 2380.0)
        self.assertEqual(rows.filtered(lambda r: not r.line_id).amount_invoiced, 80.0)

    def test_retention_is_held_until_released(self):
        guarantee = self.contract.instalment_ids[1]
        self.assertEqual(self.contract.amount_retained, 400.0)
        with self.assertRaises(AccessError):
            guarantee.with_user(self.sally).action_release()
        with self.assertRaises(UserError):
            self.contract.instalment_ids[0].with_user(self.mona).action_release()
        guarantee.with_user(self.mona).action_release()
        self.contract.invalidate_recordset()
        self.assertEqual(self.contract.amount_retained, 0.0)
        self.assertEqual(guarantee.date_due, self.TODAY)
        self.assertEqual(guarantee.state, "due")
        self.assertIn("released", self.contract.event_ids.mapped("kind"))
        with self.assertRaisesRegex(UserError, "any more"):
            guarantee.with_user(self.mona).action_release()

    def test_workbench_shows_own_customers_only(self):
        workbench = self.env["crm.contract.workbench"]
        domain = [("contract_id", "=", self.contract.id)]
        for user, count in ((self.sally, 2), (self.fina, 2), (self.sam, 0)):
            self.assertEqual(workbench.with_user(user).search_count(domain), count)

    def test_every_number_opens(self):
        order = self._order({self.goods: 40.0})
        contract = self.contract.with_user(self.sally)
        lines = self.env["sale.order.line"].sudo()
        self.assertEqual(
            lines.search(contract.action_view_order_lines()["domain"]),
            order.order_line,
        )
        self.assertEqual(
            lines.search(self.goods.action_view_order_lines()["domain"]),
            order.order_line,
        )
        plan = self.env["crm.contract.instalment"].sudo()
        self.assertEqual(
            plan.search(contract.action_view_retentions()["domain"]).name, "Guarantee"
        )
        rows = (
            self.env["crm.contract.workbench"]
            .sudo()
            .search(contract.action_view_workbench()["domain"])
        )
        self.assertEqual(rows[:1].action_open_contract()["res_id"], contract.id)

    def test_lines_are_read_in_constant_queries(self):
        lines = self.contract.line_ids.sudo()
        self.env.flush_all()
        lines.invalidate_recordset()
        lines.mapped("contract_id.currency_id.name")
        with self.assertQueryCount(3):
            lines.mapped("amount_received")
