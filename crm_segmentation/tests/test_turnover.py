# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command, Date
from odoo.tests import freeze_time, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


@tagged("post_install", "-at_install")
class TestTurnover(AccountTestInvoicingCommon):
    """Basis of the scores, from documents of accounting."""

    def test_returns_count_negative(self):
        """Order 1,000, credit note 300: the window holds 700 and one order."""
        env = self.env(su=True)
        today = Date.from_string("2026-06-15")
        customer = env["crm.customer"]._ensure_accounts(self.partner_a, env.company)
        line = {"product_id": self.product_a.id, "price_unit": 1000, "tax_ids": False}
        order = env["sale.order"].create(
            {"partner_id": self.partner_a.id, "order_line": [Command.create(line)]}
        )
        order.action_confirm()
        order.date_order = "2026-06-15 08:00:00"
        refund = env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": self.partner_a.id,
                "invoice_date": today,
                "invoice_line_ids": [Command.create({**line, "price_unit": 300})],
            }
        )
        refund.action_post()
        env["crm.customer"]._refresh_facts(customer, today)
        env.invalidate_all()
        self.assertEqual((customer.rfm_amount, customer.rfm_order_count), (700, 1))
        self.assertEqual(customer.rfm_amount, customer.amount_12m)

    def test_gross_turnover_leaves_credit_notes_out(self):
        """Invoice of 500 without an order, credit note of 300."""
        env = self.env(su=True)
        today = Date.from_string("2026-06-15")
        customer = env["crm.customer"]._ensure_accounts(self.partner_a, env.company)
        for kind, price in (("out_invoice", 500), ("out_refund", 300)):
            line = {"product_id": self.product_a.id, "tax_ids": False}
            move = env["account.move"].create(
                {
                    "move_type": kind,
                    "partner_id": self.partner_a.id,
                    "invoice_date": today,
                    "invoice_line_ids": [Command.create({**line, "price_unit": price})],
                }
            )
            move.action_post()
        for is_net, amount in ((True, 200), (False, 500)):
            env.company.segmentation_is_net = is_net
            env["crm.customer"]._refresh_facts(customer, today)
            env.invalidate_all()
            self.assertEqual(customer.rfm_amount, amount)

    def test_products_given_back_and_invoiced_without_order(self):
        """Two invoiced for 500, one given back for 200, another returned for 90."""
        env = self.env(su=True)
        today = Date.from_string("2026-06-15")
        customer = env["crm.customer"]._ensure_accounts(self.partner_a, env.company)
        for kind, product, quantity, price in (
            ("out_invoice", self.product_a, 2, 250),
            ("out_refund", self.product_a, 1, 200),
            ("out_refund", self.product_b, 3, 30),
        ):
            line = {
                "product_id": product.id,
                "product_uom_id": product.uom_id.id,
                "quantity": quantity,
                "price_unit": price,
                "tax_ids": False,
            }
            move = env["account.move"].create(
                {
                    "move_type": kind,
                    "partner_id": self.partner_a.id,
                    "invoice_date": today,
                    "invoice_line_ids": [Command.create(line)],
                }
            )
            move.action_post()
        with freeze_time(today):
            rows = env["crm.customer.product"].search(
                [("customer_id", "=", customer.id)]
            )
            found = [(r.quantity, r.amount, r.share) for r in rows]
        self.assertEqual(rows.product_id, self.product_a | self.product_b)
        self.assertEqual(found, [(1, 300, 1), (-3, -90, 0)])
