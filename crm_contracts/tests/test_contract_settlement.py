# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractSettlement(ContractsCommon):
    """100 at 50.00 and 10 at 300.00, billed as ordered; first order 40 and 2."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        goods = cls._line(50.0, quantity=100.0)
        parts = cls._line(300.0, quantity=10.0)
        parts[2].update(product_id=cls.product_b.id, description="Parts")
        cls.contract = cls._make_effective(
            line_ids=[goods, parts],
            instalment_ids=[cls._instalment("All", 8000.0, "acceptance")],
        )
        cls.goods, cls.parts = cls.contract.line_ids
        (cls.product_a | cls.product_b).invoice_policy = "order"
        cls.order = cls._order({cls.goods: 40.0, cls.parts: 2.0})

    @classmethod
    def _order(cls, quantities):
        order = cls.contract.with_user(cls.sally)._create_order(quantities).sudo()
        order.action_confirm()
        return order

    def _settle(self, confirm=True, **values):
        settlement = (
            self.env["crm.contract.settlement"]
            .with_user(self.sally)
            .create({"contract_id": self.contract.id, **values})
        )
        settlement.action_fill()
        if confirm:
            settlement.action_confirm()
        return settlement

    def _amounts(self, settlement):
        return settlement.line_ids.mapped("price_total")

    def test_by_product_writes_back(self):
        settlement = self._settle(
            scope="product", product_ids=[Command.set(self.product_a.ids)]
        )
        self.assertEqual(self._amounts(settlement), [2000.0])
        self.assertEqual(settlement.name, "S2026/0001")
        goods = self.goods.sudo()
        goods.invalidate_recordset()
        self.assertEqual((goods.qty_settled, goods.amount_settled), (40.0, 2000.0))
        self.assertEqual(self.parts.sudo().qty_settled, 0.0)
        self.assertIn("settled", self.contract.event_ids.mapped("kind"))

    def test_by_document(self):
        second = self._order({self.parts: 1.0})
        settlement = self._settle(scope="document", order_ids=[Command.set(second.ids)])
        self.assertEqual(self._amounts(settlement), [300.0])

    def test_by_period(self):
        """The order of May, not the one of June."""
        self.order.date_order = "2026-05-20 10:00:00"
        self._order({self.parts: 1.0})
        settlement = self._settle(
            scope="period", date_from="2026-05-01", date_to="2026-05-31"
        )
        self.assertEqual(self._amounts(settlement), [2000.0, 600.0])

    def test_by_project(self):
        plan = self.env["account.analytic.plan"].sudo().create({"name": "Projects"})
        project = (
            self.env["account.analytic.account"]
            .sudo()
            .create({"name": "Wing B", "plan_id": plan.id})
        )
        line = self.order.order_line[1]
        line.analytic_distribution = {str(project.id): 100}
        settlement = self._settle(scope="project", analytic_account_id=project.id)
        self.assertEqual(self._amounts(settlement), [600.0])

    def test_only_what_was_delivered(self):
        self.product_a.invoice_policy = "delivery"
        line = self.order.order_line[0]
        line.qty_delivered_method = "manual"
        line.qty_delivered = 25.0
        self.assertEqual(self._amounts(self._settle()), [1250.0, 600.0])

    def test_nothing_is_settled_twice(self):
        first = self._settle(confirm=False)
        second = self._settle(confirm=False)
        first.action_confirm()
        with self.assertRaisesRegex(UserError, "than is left"):
            second.action_confirm()
        with self.assertRaisesRegex(UserError, "nothing in this scope"):
            self._settle()

    def test_settlement_without_orders_stays_within_the_contract(self):
        values = {"contract_line_id": self.parts.id, "quantity": 10.5}
        settlement = (
            self.env["crm.contract.settlement"]
            .with_user(self.sally)
            .create(
                {
                    "contract_id": self.contract.id,
                    "line_ids": [Command.create(values)],
                }
            )
        )
        with self.assertRaisesRegex(UserError, "than is left"):
            settlement.action_confirm()
        settlement.line_ids.quantity = 4.0
        settlement.action_confirm()
        self.assertEqual(settlement.amount_total, 1200.0)

    def test_finance_invoices_once_and_receipts_come_back(self):
        settlement = self._settle()
        with self.assertRaisesRegex(AccessError, "contract finance"):
            settlement.action_create_invoice()
        finance = settlement.with_user(self.fina)
        finance.action_create_invoice()
        with self.assertRaisesRegex(UserError, "invoiced once"):
            finance.action_create_invoice()
        invoice = settlement.sudo().invoice_id
        self.assertEqual(invoice.amount_total, 2600.0)
        self.assertEqual(self.order.order_line[0].qty_invoiced, 40.0)
        self.assertEqual(settlement.billing, "draft")
        invoice.invoice_date = self.TODAY
        invoice.action_post()
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"amount": 1000.0})._create_payments()
        self.assertEqual(settlement.amount_received, 1000.0)
        self.assertEqual(settlement.billing, "partial")
        goods = self.goods.sudo()
        goods.invalidate_recordset()
        self.assertEqual(goods.amount_invoiced, 2000.0)

    def test_what_the_order_invoiced_is_not_settled_again(self):
        self.order._create_invoices()
        with self.assertRaisesRegex(UserError, "nothing in this scope"):
            self._settle()

    def test_instalments_and_settlements_ask_for_no_more_than_the_contract(self):
        settlement = self._settle()
        self.contract.with_user(self.sally)._accept(self.TODAY)
        self._invoice(self.contract.instalment_ids)
        with self.assertRaisesRegex(UserError, "of at most"):
            settlement.with_user(self.fina).action_create_invoice()

    def test_effective_settlements_stay(self):
        settlement = self._settle()
        with self.assertRaises(UserError):
            settlement.line_ids.quantity = 1.0
        with self.assertRaises(UserError):
            settlement.unlink()
        with self.assertRaises(UserError):
            settlement.write({"state": "draft"})
        with self.assertRaises(AccessError):
            settlement.action_cancel()
        settlement.with_user(self.mona).action_cancel()
        self.assertEqual(self._amounts(self._settle()), [2000.0, 600.0])

    def test_colleague_sees_nothing(self):
        settlement = self._settle()
        with self.assertRaises(AccessError):
            settlement.with_user(self.sam).action_confirm()
        with self.assertRaises(AccessError):
            settlement.line_ids.with_user(self.sam).read(["quantity"])
