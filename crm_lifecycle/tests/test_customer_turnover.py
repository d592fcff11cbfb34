# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command, Date
from odoo.tests import tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


@tagged("post_install", "-at_install")
class TestCustomerTurnover(AccountTestInvoicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(su=True)
        cls.today = Date.from_string("2026-06-15")
        accounts = cls.env["crm.customer"]
        cls.customer = accounts._ensure_accounts(cls.partner_a, cls.env.company)

    def _create_move(self, move_type, amount):
        line = {"product_id": self.product_a.id, "price_unit": amount, "tax_ids": False}
        move = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": self.partner_a.id,
                "invoice_date": self.today,
                "invoice_line_ids": [Command.create(line)],
            }
        )
        move.action_post()
        return move

    def _create_invoiced_order(self, amount):
        line = {"product_id": self.product_a.id, "price_unit": amount, "tax_ids": False}
        order = self.env["sale.order"].create(
            {"partner_id": self.partner_a.id, "order_line": [Command.create(line)]}
        )
        order.action_confirm()
        order.date_order = "2026-06-15 08:00:00"
        order.order_line.qty_delivered = 1
        invoice = order._create_invoices()
        invoice.invoice_date = self.today
        invoice.action_post()
        return invoice

    def _refresh(self):
        self.env["crm.customer"]._refresh_facts(self.customer, self.today)
        self.env.invalidate_all()

    def test_credit_notes_count_negative_and_invoices_of_orders_not_twice(self):
        """Order 1,000 invoiced, 300 credited, 200 invoiced without order: 900."""
        self._create_invoiced_order(1000)
        self._create_move("out_refund", 300)
        self._create_move("out_invoice", 200)
        self._refresh()
        self.assertEqual(self.customer.amount_12m, 900)
        self.assertEqual(self.customer.order_count, 1)

    def test_cancelled_invoice_does_not_count(self):
        invoice = self._create_move("out_invoice", 200)
        self._refresh()
        self.assertEqual(self.customer.amount_12m, 200)
        invoice.button_draft()
        self._refresh()
        self.assertEqual(self.customer.amount_12m, 0)

    def test_invoice_and_payment_prove_a_sales_action(self):
        self._create_move("out_invoice", 100)
        accounts = self.env["crm.customer"]
        accounts._refresh_facts(self.customer, self.today)
        self.assertEqual(self.customer.date_last_action, self.today)
        self.assertEqual(self.customer.last_action_kind, "invoice")
        payments = self.env["account.payment"].create(
            [
                {
                    "partner_id": self.partner_a.id,
                    "payment_type": kind,
                    "partner_type": "customer",
                    "amount": 10,
                    "date": day,
                }
                for kind, day in (("inbound", "2026-06-20"), ("outbound", "2026-06-25"))
            ]
        )
        payments.action_post()
        touched = self.env["crm.customer.touch"].search([]).customer_id
        self.assertIn(self.customer, touched)
        accounts._refresh_facts(self.customer, Date.from_string("2026-06-30"))
        self.assertEqual(
            (self.customer.date_last_action, self.customer.last_action_kind),
            (Date.from_string("2026-06-20"), "payment"),
        )
