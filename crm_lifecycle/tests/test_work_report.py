# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import io
from datetime import date

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from ..report.crm_work_report_xlsx import work_report_xlsx
from .common import LifecycleCommon, moment

MONDAY = date(2026, 6, 15)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 01:00:00")
class TestWorkReport(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()

    def _work(self):
        """One visit inside the week, one on the Monday after; orders at its edges."""
        for start in (moment("2026-06-14 23:00:00"), moment("2026-06-15 00:00:00")):
            visit = self.env["crm.customer.visit"].create(
                {
                    "customer_id": self.customer.id,
                    "user_id": self.sally.id,
                    "date_start": start,
                }
            )
            visit.sudo().state = "done"
        self._create_order(self.customer, 100, date(2026, 6, 8))
        self._create_order(self.customer, 40, date(2026, 6, 14))
        self._create_order(self.customer, 999, date(2026, 6, 7))

    def _report(self):
        reports = self.env["crm.work.report"]._write_week(self.company, MONDAY)
        return reports.filtered(lambda r: r.user_id == self.sally)

    def test_week_by_hand(self):
        self._work()
        report = self._report()
        self.assertEqual(
            (report.date_from, report.date_to), (date(2026, 6, 8), date(2026, 6, 14))
        )
        self.assertEqual(
            (report.visits_done, report.orders, report.order_amount, report.customers),
            (1, 2, 140, 1),
        )

    def test_second_run_refreshes_and_keeps_the_comment(self):
        report = self._report()
        report.with_user(self.sally).comment = "Tender in July"
        self._work()
        again = self._report()
        self.assertEqual(again, report)
        self.assertEqual((again.visits_done, again.comment), (1, "Tender in July"))

    def test_figures_and_foreign_comments_are_closed(self):
        report = self._report()
        with self.assertRaises(AccessError):
            self._forge(report, self.sally, visits_done=99)
        with self.assertRaises(AccessError):
            self._forge(report, self.archie, comment="Lazy")
        self.assertFalse(
            self.env["crm.work.report"]
            .with_user(self.sam)
            .search([("id", "=", report.id)])
        )

    def test_monday_mail_has_page_and_file_once(self):
        self._work()
        self.company.lifecycle_report_user_ids = self.archie
        with self.enter_registry_test_mode():
            self.env.ref(
                "crm_lifecycle.crm_work_report_weekly_cron"
            ).method_direct_trigger()
            self.env.ref(
                "crm_lifecycle.crm_work_report_weekly_cron"
            ).method_direct_trigger()
        mails = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.archie.partner_id.ids)]
        )
        self.assertEqual(len(mails), 1)
        self.assertIn(self.sally.name, mails.body_html)
        self.assertEqual(mails.attachment_ids.name, "2026-06-08.xlsx")

    def test_nobody_asked_for_it_no_report(self):
        self.env["crm.work.report"]._cron_weekly_report(today=MONDAY)
        self.assertFalse(
            self.env["crm.work.report"].search([("company_id", "=", self.company.id)])
        )

    def test_formulas_of_a_comment_stay_text(self):
        report = self._report()
        report.sudo().comment = '=HYPERLINK("http://example.com")'
        sheet = load_workbook(io.BytesIO(work_report_xlsx(report))).active
        cell = sheet.cell(2, 13)
        self.assertEqual((cell.value, cell.data_type), (report.comment, "s"))
        self.assertTrue(cell.quotePrefix)

    def test_board_shows_what_was_done(self):
        self._work()
        self.env.flush_all()
        groups = (
            self.env["crm.work.board"]
            .with_user(self.sally)
            ._read_group(
                [("user_id", "=", self.sally.id), ("date", ">=", "2026-06-08")],
                ["kind"],
                ["__count"],
            )
        )
        self.assertEqual(dict(groups), {"visit": 2, "order": 2})
