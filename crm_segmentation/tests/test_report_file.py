# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import io

from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .report_common import ReportCommon


@tagged("post_install", "-at_install")
class TestReportFile(ReportCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.works.partner_id.name = "=1+1 Works"
        cls._sell(cls.works, 300.5, "2026-06-03")
        cls._sell(cls.shops, 100, "2026-06-05")
        cls._sell(cls.shops, 80, "2026-05-05")

    def _book(self, run):
        return load_workbook(io.BytesIO(run.sudo().file_id.raw))

    def _row(self, sheet, number):
        return [cell.value for cell in sheet[number]]

    def test_file_holds_lines_and_totals_of_the_screen(self):
        run = self._run()
        run.action_file()
        sheet = self._book(run)["Lines"]
        head = self._row(sheet, 1)
        amount = head.index("Turnover")
        self.assertEqual(head[0], "Customer")
        self.assertEqual(self._row(sheet, 2)[amount], 300.5)
        self.assertEqual(self._row(sheet, 4)[0], "Total")
        self.assertEqual(self._row(sheet, 4)[amount], run.amount)
        self.assertEqual(sheet.freeze_panes, "B2")
        self.assertEqual(sheet.max_row, 4)

    def test_change_without_a_figure_before_is_empty(self):
        """Beta grew by a quarter; Alpha bought nothing before, nobody last year."""
        run = self._run()
        run.action_file()
        sheet = self._book(run)["Lines"]
        change = self._row(sheet, 1).index("Change")
        self.assertEqual(
            [self._row(sheet, row)[change] for row in (2, 3)], [None, 0.25]
        )
        self.assertFalse(any(row[change + 1].value for row in sheet["2:4"]))

    def test_names_are_never_formulas(self):
        run = self._run()
        run.action_file()
        cell = self._book(run)["Lines"]["A2"]
        self.assertEqual((cell.value, cell.data_type), ("=1+1 Works", "s"))
        self.assertTrue(cell.quotePrefix)

    def test_summary_prints_filters_and_periods_and_has_a_chart(self):
        run = self._run(seller_ids=[(6, 0, (self.sally | self.sam).ids)])
        run.action_file()
        sheet = self._book(run)["Summary"]
        words = "\n".join(str(row[0].value) for row in sheet.iter_rows())
        self.assertIn("06/01/2026 to 06/30/2026", words)
        self.assertIn("Previous period: 05/01/2026 to 05/31/2026", words)
        self.assertIn("Salespeople: sally_t", words)
        self.assertEqual(len(sheet._charts), 1)

    def test_days_are_days(self):
        run = self._run(report="months")
        run.action_file()
        cell = self._book(run)["Lines"]["A2"]
        self.assertTrue(cell.is_date)

    def test_long_file_is_written_in_the_background(self):
        run = self._run()
        run.report_id.sudo().direct_rows = 1
        self.assertEqual(run.action_file()["tag"], "display_notification")
        self.assertEqual(run.state, "queued")
        self.assertFalse(run.sudo().file_id)
        with self.enter_registry_test_mode():
            self.env.ref("crm_segmentation.crm_report_run_cron").method_direct_trigger()
        run.invalidate_recordset()
        self.assertEqual((run.state, run.progress), ("done", 1))
        self.assertEqual(self._book(run)["Lines"].max_row, 4)

    def test_fault_of_one_report_leaves_the_others(self):
        broken, good = self._run(), self._run()
        outsider = self._create_user("outsider_t", "base.group_user")
        (broken | good).sudo().write({"state": "queued", "date_done": False})
        broken.sudo().user_id = outsider
        with (
            self.enter_registry_test_mode(),
            mute_logger("odoo.addons.crm_segmentation.models.crm_report_run"),
        ):
            self.env.ref("crm_segmentation.crm_report_run_cron").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(broken.sudo().state, "failed")
        self.assertTrue(broken.sudo().failure)
        self.assertEqual(good.sudo().state, "done")

    def test_file_is_fetched_by_its_owner_only(self):
        run = self._run()
        url = run.action_file()["url"]
        self.authenticate(self.anna.login, self.anna.login)
        self.assertEqual(self.url_open(url).status_code, 200)
        self.authenticate(self.sally.login, self.sally.login)
        with mute_logger("odoo.http"):
            self.assertNotEqual(self.url_open(url).status_code, 200)

    def test_export_is_noted(self):
        run = self._run(self.sally)
        run.action_file()
        log = self.env["crm.export.log"].search([("user_id", "=", self.sally.id)])
        self.assertEqual(log[0].record_count, 1)
        self.assertIn("Customer", log[0].field_names)

    def test_page_has_the_same_lines_and_totals(self):
        run = self._run()
        page = run._page()
        self.assertEqual([row[0] for row in page["rows"]], ["=1+1 Works", "Beta Shops"])
        column = [title for title, _right in page["heads"]].index("Turnover")
        self.assertIn("400.50", page["totals"][column])
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "crm_segmentation.crm_report_run_document", run.ids
        )
        self.assertIn(b"Beta Shops", html)

    def test_long_report_is_not_printed_cut(self):
        run = self._run()
        run.report_id.sudo().printed_rows = 1
        with self.assertRaisesRegex(UserError, "XLSX file, which is complete"):
            run.action_print()

    def test_answers_go_after_their_time_and_the_archive_stays(self):
        old, kept = self._run(), self._run()
        kept.sudo().is_archive = True
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_report_run SET write_date = now() - interval '40 days'"
        )
        self.env.invalidate_all()
        self.env["crm.report.run"].sudo()._gc_runs()
        self.assertFalse(old.exists())
        self.assertTrue(kept.exists())
