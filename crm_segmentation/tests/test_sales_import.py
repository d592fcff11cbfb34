# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
import io
from datetime import date

from openpyxl import Workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .report_common import ReportCommon

GOOD = """Customer,Date,Amount,Reference,Product,Quantity
Alpha Works,2024-06-10,"1,000.00",A-1,Cement,10
Alpha Works,2024-06-10,200,A-1,,
Alpha Works,2025-07-01,300,A-2,Cement,3
Beta Shops,2025-07-01,-50,B-1,,
"""
BAD = """Customer,Date,Amount,Reference
Alpha Works,2024-06-10,100,A-1
Nobody,10/06/2024,much,A-2
Beta Shops,2026-06-10,5,A-3
"""


@tagged("post_install", "-at_install")
class TestSalesImport(ReportCommon):
    def test_import_counts_in_facts_by_hand(self):
        """1,200 of one order in 2024 and 300 in 2025; the other gave back 50."""
        load = self._load(GOOD)
        load.action_check()
        self.assertEqual(load.state, "checked")
        self.assertEqual((load.row_count, load.amount_total), (4, 1450))
        load.action_import()
        self._refresh(self.works | self.shops)
        self.assertEqual(self.works.order_count, 2)
        self.assertEqual(self.works.amount_lifetime, 1500)
        self.assertEqual(self.works.amount_12m, 300)
        self.assertEqual(self.works.date_first_order, date(2024, 6, 10))
        self.assertFalse(self.works.first_order_id)
        self.assertEqual((self.shops.order_count, self.shops.amount_12m), (0, -50))

    def test_import_joins_orders_of_odoo(self):
        """300 imported and 100 ordered in 12 months: 400, two orders, first in 2024."""
        self._load(GOOD).action_import()
        self._sell(self.works, 100, "2026-06-03")
        self._refresh(self.works)
        self.assertEqual(self.works.amount_12m, 400)
        self.assertEqual((self.works.order_count, self.works.order_count_12m), (3, 2))
        self.assertEqual((self.works.rfm_order_count, self.works.rfm_amount), (2, 400))

    def test_import_counts_where_product_lines_are_chosen(self):
        """Cement of the window: 300 of A-2; what names no product does not count."""
        self._load(GOOD).action_import()
        category = self.env["product.category"].create({"name": "Binders"})
        self.product.categ_id = category
        self.company.segmentation_categ_ids = category
        self._refresh(self.works | self.shops)
        self.assertEqual((self.works.rfm_order_count, self.works.rfm_amount), (1, 300))
        self.assertEqual(self.works.rfm_date_last, date(2025, 7, 1))
        self.assertEqual((self.shops.rfm_order_count, self.shops.rfm_amount), (0, 0))

    def test_import_feeds_months_and_products(self):
        self._load(GOOD).action_import()
        rows = self.env["crm.customer.month"].search(
            [("customer_id", "=", self.works.id)]
        )
        self.assertEqual(
            [(str(row.month), row.amount, row.order_count) for row in rows],
            [("2025-07-01", 300, 1), ("2024-06-01", 1200, 1)],
        )
        sales = self.env["crm.sales.report"].search(
            [("customer_id", "=", self.works.id), ("product_id", "!=", False)]
        )
        self.assertEqual(sorted(sales.mapped("quantity")), [3, 10])
        self.assertEqual(set(sales.mapped("origin")), {"history"})

    def test_one_fault_keeps_every_row_out_and_all_faults_are_listed(self):
        load = self._load(BAD)
        load.action_import()
        self.assertEqual((load.state, load.error_count), ("faulty", 4))
        self.assertEqual(
            [(error.number, error.column) for error in load.error_ids],
            [(3, "Date"), (3, "Amount"), (3, "Customer"), (4, "Date")],
        )
        self.assertEqual(load.error_ids[2].content, "Nobody")
        self.assertIn("2026-05-31", load.error_ids[3].message)
        self.assertFalse(self.env["crm.sales.history"].search_count([]))
        self.assertFalse(self.company.segmentation_has_history)

    def test_mended_file_is_imported_and_old_faults_go(self):
        load = self._load(BAD)
        load.action_check()
        load.file = base64.b64encode(GOOD.encode())
        self.assertEqual(load.state, "draft")
        load.action_import()
        self.assertEqual((load.state, load.error_count), ("done", 0))
        self.assertFalse(load.error_ids)

    def test_nothing_is_imported_twice(self):
        self._load(GOOD).action_import()
        again = self._load(GOOD)
        again.action_import()
        self.assertEqual(again.state, "faulty")
        self.assertIn("Another import", again.error_ids[0].message)

    def test_what_odoo_holds_is_refused(self):
        order = self._sell(self.works, 100, "2026-06-03")
        load = self._load(
            f"Customer,Date,Amount,Reference\nAlpha Works,2024-01-01,1,{order.name}\n"
        )
        load.action_check()
        self.assertIn("Odoo holds an order", load.error_ids.message)

    def test_taken_back_counts_no_more(self):
        load = self._load(GOOD)
        load.action_import()
        load.action_undo()
        self._refresh(self.works)
        self.assertEqual((self.works.order_count, self.works.amount_lifetime), (0, 0))
        self.assertFalse(self.company.segmentation_has_history)
        self.assertEqual(load.state, "undone")

    def test_xlsx_with_real_days_and_numbers(self):
        book = Workbook()
        book.active.append(["客户名称", "日期", "金额", "单号"])
        book.active.append(["Alpha Works", date(2024, 6, 10), 1200.5, 1001.0])
        file = io.BytesIO()
        book.save(file)
        load = self._load("", file=base64.b64encode(file.getvalue()))
        load.action_import()
        sale = self.env["crm.sales.history"].search([])
        self.assertEqual((sale.amount, sale.reference), (1200.5, "1001"))
        self.assertEqual(sale.date, date(2024, 6, 10))

    def test_codes_twins_and_products(self):
        self._create_customer("Alpha Works", self.sam)
        self.shops.sudo().customer_code = "B-7"
        load = self._load(
            "Customer,Customer Code,Date,Amount,Product\n"
            "Alpha Works,,2024-01-01,1,\n"
            "Any name,b-7,2024-01-01,2,Unknown thing\n"
            "Any name,B-9,2024-01-01,3,\n"
        )
        load.action_check()
        self.assertEqual(
            load.error_ids.mapped("column"),
            ["Customer", "Product", "Customer Code"],
        )

    def test_unknown_products_are_kept_on_request(self):
        load = self._load(
            "Customer,Date,Amount,Product\nBeta Shops,2024-01-01,2,Unknown thing\n",
            keep_unknown_products=True,
        )
        load.action_import()
        self.assertFalse(self.env["crm.sales.history"].search([]).product_id)

    def test_other_currency_is_converted_at_the_rate_of_the_day(self):
        dollar = self.env.ref("base.USD")
        dollar.active = True
        self.env["res.currency.rate"].create(
            {
                "currency_id": dollar.id,
                "company_id": self.company.id,
                "name": "2024-01-01",
                "rate": 2,
            }
        )
        self._load(
            "Customer,Date,Amount,Currency\nBeta Shops,2024-02-01,100,usd\n"
        ).action_import()
        self.assertEqual(self.env["crm.sales.history"].search([]).amount, 50)

    def test_file_that_is_no_table_is_refused(self):
        for text, words in (
            ("Name,When\nA,B\n", "does not name the columns"),
            ("Customer,Date,Amount\n", "no row"),
        ):
            with self.subTest(text=text), self.assertRaisesRegex(UserError, words):
                self._load(text).action_check()
        broken = self._load("", file=base64.b64encode(b"PK\x03\x04 no workbook"))
        with self.assertRaisesRegex(UserError, "cannot be read"):
            broken.action_check()

    def test_analysts_import_and_salespeople_do_not(self):
        load = self._load(GOOD)
        for user in (self.sally, self.lena, self.archie):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                load.with_user(user).action_import()
        load.with_user(self.dora).action_import()
        self.assertEqual(load.state, "done")

    def test_nobody_writes_the_sales(self):
        self._load(GOOD).action_import()
        sale = self.env["crm.sales.history"].search([], limit=1)
        for user in (self.anna, self.dora):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                sale.with_user(user).write({"amount": 9})

    def test_imported_file_is_frozen(self):
        load = self._load(GOOD)
        load.action_import()
        with self.assertRaisesRegex(UserError, "Take it back"):
            load.file = base64.b64encode(b"x")
        with self.assertRaisesRegex(UserError, "Take it back"):
            load.unlink()

    def test_salesperson_sees_sales_of_own_customers(self):
        self._load(GOOD).action_import()
        sales = self.env["crm.sales.history"].with_user(self.sally).search([])
        self.assertEqual(sales.sudo().customer_id, self.works)
