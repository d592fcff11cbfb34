# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCohortMoney(AccountTestInvoicingCommon):
    """Credit notes and invoices without an order, in cohorts, retention and seasons."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(su=True)
        cls.company = cls.env.company
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.company = cls.company.with_env(cls.env)
        cls.customer = cls.env["crm.customer"]._ensure_accounts(
            cls.partner_a, cls.company
        )
        line = {"product_id": cls.product_a.id, "price_unit": 1000, "tax_ids": False}
        order = cls.env["sale.order"].create(
            {"partner_id": cls.partner_a.id, "order_line": [Command.create(line)]}
        )
        order.action_confirm()
        order.date_order = "2026-03-10 08:00:00"
        cls._move("out_invoice", 70, date(2026, 2, 1))
        cls._move("out_refund", 300, date(2026, 5, 4))

    @classmethod
    def _move(cls, kind, amount, day):
        line = {"product_id": cls.product_a.id, "price_unit": amount, "tax_ids": False}
        move = cls.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": cls.partner_a.id,
                "invoice_date": day,
                "date": day,
                "invoice_line_ids": [Command.create(line)],
            }
        )
        move.action_post()

    def test_month_of_returns_is_no_month_of_buying(self):
        """Ordered in March, given back in May: nobody buys in May, minus 300 do."""
        domain = [("customer_id", "=", self.customer.id)]
        self.env.flush_all()
        [row] = self.env["crm.customer.cohort"].get_matrix(domain, "month")["rows"]
        self.assertEqual(row["start"], "2026-03-01")
        self.assertEqual([cell["buyers"] for cell in row["cells"]], [1, 0, 0, 0])
        self.assertEqual([cell["amount"] for cell in row["cells"]], [1000, 0, -300, 0])

    def test_returns_stand_apart_and_all_adds_up(self):
        self.env.flush_all()
        rows = self.env["crm.customer.retention"].search(
            [("company_id", "=", self.company.id), ("kind", "=", "month")]
        )
        may = rows.filtered(lambda row: row.date == date(2026, 5, 1))
        self.assertEqual((may.buyer_count, may.amount_other), (0, -300))
        march = rows.filtered(lambda row: row.date == date(2026, 3, 1))
        self.assertEqual((march.new_count, march.amount_new), (1, 1000))
        for row in rows:
            parts = row.amount_kept + row.amount_new + row.amount_back
            self.assertAlmostEqual(row.amount, parts + row.amount_other)

    def test_season_counts_all_turnover(self):
        """70 in February without an order, 1,000 in March, 300 given back in May."""
        plan = self.env["crm.season.plan"].create(
            {
                "company_id": self.company.id,
                "customer_id": self.customer.id,
                "target": 1200,
                "year": 2026,
            }
        )
        actual = {line.date.month: line.amount_actual for line in plan.line_ids}
        self.assertEqual([actual[month] for month in (2, 3, 5)], [70, 1000, -300])
        self.assertEqual(plan.actual, 770)
