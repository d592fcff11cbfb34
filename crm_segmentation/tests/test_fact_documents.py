# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command, Date
from odoo.tests import freeze_time, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


@tagged("post_install", "-at_install")
class TestFactDocuments(AccountTestInvoicingCommon):
    """Today is 15 June 2026; each order is of one line.

    Orders of 1,000 (1 June 2026), 400 (16 June 2025, the first of the 365 days), 250
    (15 June 2025, the last of the 365 before) and 90 (16 June 2023, the first of three
    years); a credit note of 300 on 2 June 2026.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(su=True)
        cls.customer = cls.env["crm.customer"]._ensure_accounts(
            cls.partner_a, cls.env.company
        )
        cls.goods = {"product_id": cls.product_a.id, "tax_ids": False}
        for day, price in (
            ("2026-06-01", 1000),
            ("2025-06-16", 400),
            ("2025-06-15", 250),
            ("2023-06-16", 90),
        ):
            line = Command.create({**cls.goods, "price_unit": price})
            order = cls.env["sale.order"].create(
                {"partner_id": cls.partner_a.id, "order_line": [line]}
            )
            order.action_confirm()
            order.date_order = f"{day} 08:00:00"
        line = Command.create({**cls.goods, "price_unit": 300})
        cls.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": cls.partner_a.id,
                "invoice_date": "2026-06-02",
                "invoice_line_ids": [line],
            }
        ).action_post()
        cls._count()

    @classmethod
    def _count(cls):
        today = Date.from_string("2026-06-15")
        cls.env["crm.customer"]._refresh_facts(cls.customer, today)
        cls.env.invalidate_all()

    @freeze_time("2026-06-15 12:00:00")
    def _documents(self, name):
        action = self.customer._fact_documents(name)
        return self.env[action["res_model"]].search(action["domain"])

    def test_sales_add_up_to_the_fact(self):
        for name, amount in (
            ("amount_12m", 1100),
            ("amount_prev_12m", 250),
            ("amount_3y", 1440),
            ("amount_lifetime", 1440),
            ("rfm_amount", 1100),
        ):
            with self.subTest(fact=name):
                self.assertEqual(self.customer[name], amount)
                rows = self._documents(name)
                self.assertEqual(rows._name, "crm.sales.report")
                self.assertAlmostEqual(sum(rows.mapped("amount")), amount)

    def test_orders_are_those_that_were_counted(self):
        for name, count in (
            ("order_count_12m", 2),
            ("order_count", 4),
            ("rfm_order_count", 2),
        ):
            with self.subTest(fact=name):
                self.assertEqual(self.customer[name], count)
                self.assertEqual(len(self._documents(name)), count)

    def test_gross_turnover_opens_no_credit_note(self):
        self.env.company.segmentation_is_net = False
        self._count()
        self.assertEqual(self.customer.rfm_amount, 1400)
        self.assertAlmostEqual(
            sum(self._documents("rfm_amount").mapped("amount")), 1400
        )

    def test_only_goods_that_count(self):
        """Of the product line of product A alone; the fifth order is of B's."""
        line = self.env["product.category"].create({"name": "Counted"})
        self.product_a.categ_id = line
        other = Command.create({"product_id": self.product_b.id, "price_unit": 70})
        order = self.env["sale.order"].create(
            {"partner_id": self.partner_a.id, "order_line": [other]}
        )
        order.action_confirm()
        order.date_order = "2026-06-03 08:00:00"
        self.env.company.segmentation_categ_ids = line
        self._count()
        self.assertEqual(
            (self.customer.rfm_amount, self.customer.rfm_order_count), (1100, 2)
        )
        self.assertAlmostEqual(
            sum(self._documents("rfm_amount").mapped("amount")), 1100
        )
        self.assertEqual(len(self._documents("rfm_order_count")), 2)
        self.assertEqual(len(self._documents("order_count_12m")), 3)

    def test_what_no_document_proves_opens_the_customer(self):
        action = self.customer._fact_documents("customer_class")
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("crm.customer", self.customer.id)
        )
