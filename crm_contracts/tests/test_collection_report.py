# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import io
from datetime import date
from zipfile import ZipFile

from odoo.tests import freeze_time, tagged

from ..report.crm_statement_xlsx import statement_xlsx
from .collection_common import CollectionCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-30")
class TestCollectionReport(CollectionCommon):
    def test_statement_by_hand(self):
        """300 not due, 100 five days, 50 a hundred days late, 30 of credit.

        The credit takes from the oldest: 20 are left of the 50.
        """
        self._owed(300.0, date(2026, 7, 10), day=date(2026, 6, 10))
        invoice = self._owed(100.0, date(2026, 6, 25))
        self._owed(50.0, date(2026, 3, 22))
        self._pay(30.0, date(2026, 6, 20))
        reason = self.env.ref("crm_contracts.crm_collection_dispute_reason_price")
        self.env["crm.collection.dispute"]._dispute(
            invoice, 10.0, reason, source="call"
        )
        statement = self.customer.sudo()._statement(date(2026, 6, 30))
        part = statement["currencies"][0]
        self.assertEqual((part["total"], part["due"]), (420.0, 120.0))
        ages = [amount for _name, amount in part["ages"]]
        self.assertEqual(ages, [300.0, 100.0, 0.0, 0.0, 20.0])
        row = next(row for row in part["rows"] if row["name"] == invoice.name)
        self.assertEqual((row["days_overdue"], row["disputed"]), (5, 10.0))

    def test_statement_per_currency(self):
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 2.0)])
        self._owed(300.0, date(2026, 6, 10))
        self._owed(100.0, date(2026, 6, 10), currency=euro)
        statement = self.customer.sudo()._statement()
        totals = {
            part["currency"].name: part["total"] for part in statement["currencies"]
        }
        self.assertEqual(totals, {self.company.currency_id.name: 300.0, "EUR": 100.0})

    def test_statement_as_pdf_and_xlsx(self):
        self._owed(300.0, date(2026, 6, 10), ref="=1+1")
        html = (
            self.env["ir.actions.report"]
            .sudo()
            ._render_qweb_html(
                "crm_contracts.crm_customer_report_statement", self.customer.ids
            )[0]
        )
        self.assertIn(b"300.00", html)
        self.assertIn(b"Statement of Account", html)
        customer = self.customer.sudo()
        customer.partner_id.name = "=HYPERLINK(0)"
        book = ZipFile(io.BytesIO(statement_xlsx(customer, customer._statement())))
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        self.assertIn("300", sheet)
        self.assertNotIn("<f>", sheet)

    def test_ages_of_open_items(self):
        self._owed(300.0, date(2026, 7, 10), day=date(2026, 6, 10))
        self._owed(100.0, date(2026, 5, 25))
        rows = (
            self.env["crm.collection.item"]
            .sudo()
            ._read_group(
                [("customer_id", "=", self.customer.id)],
                ["bucket_id"],
                ["company_amount:sum"],
            )
        )
        ages = {bucket.name: amount for bucket, amount in rows}
        self.assertEqual(ages, {"Not due": 300.0, "31 to 60 days": 100.0})

    def test_statement_by_the_companys_own_buckets(self):
        """A bucket of the managers is a column of the statement as well."""
        buckets = self.env["crm.ageing.bucket"].sudo()
        buckets.create({"name": "A year", "days_from": 365})
        self._owed(70.0, date(2025, 6, 1))
        part = self.customer.sudo()._statement(date(2026, 6, 30))["currencies"][0]
        self.assertEqual(part["ages"][-1], ("A year", 70.0))
        self.assertEqual(sum(amount for _name, amount in part["ages"]), 70.0)

    def test_alarms_of_age_term_and_balance(self):
        """40 days late raises the alarm of age, 10 days that of the term."""
        self._owed(100.0, date(2026, 6, 20))
        self.assertEqual(self._alarms(), {"crm_alert_rule_receivable_term"})
        self._owed(100.0, date(2026, 5, 21))
        self.assertEqual(self._alarms(), {"crm_alert_rule_receivable_age"})
        balance = self.env.ref("crm_contracts.crm_alert_rule_receivable_balance")
        balance = balance.with_user(self.mona)
        balance.sudo().write({"rule_domain": "[('receivable_open_amount', '>=', 200)]"})
        balance.sudo().rule_enabled = True
        self.assertIn("crm_alert_rule_receivable_balance", self._alarms())

    def _alarms(self):
        """Names of our rules with an open alert for the customer."""
        self.env["crm.customer"]._refresh_facts(self.customer, date(2026, 6, 30))
        alerts = self.customer.sudo().alert_ids.filtered(lambda a: a.state == "open")
        names = alerts.rule_id.get_external_id().values()
        return {
            name.split(".")[1] for name in names if name.startswith("crm_contracts.")
        }

    def _indicators(self, *names):
        rows = (
            self.env["crm.collection.indicator"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", self.company.id),
                    ("user_id", "=", self.sally.id),
                    ("date", ">=", "2026-05-01"),
                ],
                ["date:month"],
                [f"{name}:{'avg' if name in self.RATIOS else 'sum'}" for name in names],
            )
        )
        return {
            month.month: tuple(round(value, 2) for value in values)
            for month, *values in rows
        }

    RATIOS = ("dso", "cei", "overdue_share", "days_late", "kept_rate")

    def test_indicators_by_hand(self):
        """May: 1,000 due on the 11th, 400 due on 10 June. June: 920 due on 31 July.

        The 1,000 are paid on 10 June, 30 days late. At the end of May 1,400 are open,
        1,000 of them 20 days late; at the end of June 1,320, of them 400 for 20 days.
        CEI of June: (1,400 + 920 - 1,320) / (1,400 + 920 - 920) = 71.43 %.
        Days late in June: (1,000 x 30 + 400 x 20) / 1,400 = 27.14.
        DSO of May: 1,400 / (1,400 / 92 days) = 92; of June: 1,320 / (2,320 / 91 days).
        """
        first = self._owed(1000.0, date(2026, 5, 11))
        self._owed(400.0, date(2026, 6, 10), day=date(2026, 5, 12))
        self._owed(920.0, date(2026, 7, 31), day=date(2026, 6, 5))
        self._pay(1000.0, date(2026, 6, 10), first)
        amounts = self._indicators(
            "amount_opening", "amount_closing", "amount_overdue", "amount_received"
        )
        self.assertEqual(amounts[5], (0.0, 1400.0, 1000.0, 0.0))
        self.assertEqual(amounts[6], (1400.0, 1320.0, 400.0, 1000.0))
        ratios = self._indicators("cei", "overdue_share", "days_late", "dso")
        self.assertEqual(ratios[5], (0.0, 71.43, 20.0, 92.0))
        self.assertEqual(ratios[6], (71.43, 30.3, 27.14, 51.78))

    def test_kept_promises_by_amount(self):
        """100 promised and kept, 100 promised of which 50 came: 75 %."""
        self._owed(500.0, date(2026, 6, 1))
        promises = self.env["crm.collection.promise"]
        for day, amount in ((2, 100.0), (12, 100.0)):
            with freeze_time(date(2026, 6, day)):
                promises._give(
                    self.customer, amount, date(2026, 6, day + 1), source="call"
                )
        self._pay(100.0, date(2026, 6, 3))
        self._pay(50.0, date(2026, 6, 13))
        promises._judge(self.company, today=date(2026, 6, 30))
        self.assertEqual(self._indicators("kept_rate")[6], (75.0,))
