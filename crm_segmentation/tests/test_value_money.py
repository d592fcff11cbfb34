# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


@tagged("post_install", "-at_install")
class TestValueMoney(AccountTestInvoicingCommon):
    """Returns and the cost of credit, from documents of accounting."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(su=True)
        cls.company = cls.env.company
        cls.company.value_credit_percent = 10
        cls.customer = cls.env["crm.customer"]._ensure_accounts(
            cls.partner_a, cls.company
        )
        line = {"product_id": cls.product_a.id, "price_unit": 1000, "tax_ids": False}
        order = cls.env["sale.order"].create(
            {"partner_id": cls.partner_a.id, "order_line": [Command.create(line)]}
        )
        order.action_confirm()
        order.date_order = "2026-01-01 08:00:00"

    def _move(self, kind, amount, day):
        move = self.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": self.partner_a.id,
                "invoice_date": day,
                "date": day,
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": self.product_a.id,
                            "price_unit": amount,
                            "tax_ids": False,
                        }
                    )
                ],
            }
        )
        move.action_post()
        return move

    def _value(self):
        self.env["crm.customer.value"]._refresh(self.company, date(2026, 6, 15), False)
        return self.customer.value_ids

    def test_open_invoice_costs_its_days(self):
        """1,000 owed from 3 April to 15 June: 73 days at 10 % are 20."""
        self._move("out_invoice", 1000, date(2026, 4, 3))
        self.assertEqual(self._value().amount_credit, 20)

    def test_paid_invoice_costs_until_it_was_paid(self):
        """1,000 owed for 36.5 days twice over: 500 from 1 to 31 January and 500 on."""
        invoice = self._move("out_invoice", 1000, date(2026, 1, 1))
        self._register_payment(invoice, amount=500, payment_date=date(2026, 1, 31))
        self._register_payment(invoice, amount=500, payment_date=date(2026, 2, 13))
        # 500 x 30 + 500 x 43 = 36,500 a day, 10 % of it a year are 10
        self.assertEqual(self._value().amount_credit, 10)

    def test_returns_lower_the_contribution(self):
        self.product_a.standard_price = 0
        self._move("out_refund", 300, date(2026, 5, 1))
        value = self._value()
        self.assertEqual((value.amount_ordered, value.amount_returned), (1000, 300))
        self.assertEqual(value.amount_contribution, 700)
