# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
import io
from datetime import date
from zipfile import ZipFile

from openpyxl import Workbook
from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from .report_common import ReportCommon

HEAD = "Customer,Date,Amount,Reference\n"


@tagged("post_install", "-at_install")
class TestSalesImportAttacks(ReportCommon):
    """Files that are damaged, hostile or counted in two ways."""

    def _load_raw(self, raw):
        load = self._load(HEAD)
        load.file = base64.b64encode(raw)
        return load

    def _book(self, **parts):
        """A good workbook in which some parts hold other bytes."""
        book, good, bad = Workbook(), io.BytesIO(), io.BytesIO()
        book.active.append(["Customer", "Date", "Amount"])
        book.active.append(["Alpha Works", date(2024, 1, 1), 5])
        book.save(good)
        with ZipFile(good) as source, ZipFile(bad, "w") as target:
            for name in source.namelist():
                raw = parts.get(name.rpartition("/")[2].partition(".")[0])
                target.writestr(name, raw or source.read(name))
        return bad.getvalue()

    def test_unreadable_file_is_said_to_be_unreadable(self):
        chart = Workbook()
        chart.remove(chart.active)
        chart.create_chartsheet()
        only_chart = io.BytesIO()
        chart.save(only_chart)
        for name, raw in (
            ("nul", b"Customer,Date,Amount\nAlpha\0Works,2024-01-01,5\n"),
            ("utf-16", HEAD.encode("utf-16")),
            ("no sheet", only_chart.getvalue()),
            ("cut sheet", self._book(sheet1=b"<worksheet><sheetData><row r='1'>")),
            ("no book", self._book(workbook=b"<workbook")),
            ("no archive", b"PK\x03\x04 and no more"),
        ):
            with (
                self.subTest(file=name),
                self.assertRaisesRegex(UserError, "cannot be read|does not name"),
            ):
                self._load_raw(raw).action_check()
        self._load_raw(self._book()).action_check()

    def test_day_of_another_age_is_a_fault(self):
        load = self._load(HEAD + "Alpha Works,0201-05-06,5,A-1\n")
        load.action_check()
        self.assertEqual((load.state, load.error_count), ("faulty", 1))

    def test_many_faults_are_counted_and_the_first_ones_listed(self):
        load = self._load(HEAD + "Alpha Works,soon,5,A-1\n" * 1200)
        load.action_check()
        self.assertEqual((load.error_count, len(load.error_ids)), (1200, 1000))

    def test_older_orders_count_in_reports_as_in_facts(self):
        """100 - 150 of one reference were given back; 80 - 30 are one order."""
        load = self._load(
            HEAD
            + "Alpha Works,2026-05-04,100,X-1\nAlpha Works,2026-05-04,-150,X-1\n"
            + "Alpha Works,2026-05-05,80,X-2\nAlpha Works,2026-05-05,-30,X-2\n"
        )
        load.action_import()
        self._refresh(self.works)
        run = self._run(date_from="2026-05-01", date_to="2026-05-31")
        self.assertEqual((run.amount, run.order_count), (0, 1))
        self.assertEqual(self.works.order_count, run.order_count)

    def test_sales_without_reference_are_not_imported_twice(self):
        """The second file holds the first one and a week more."""
        first = "Alpha Works,2024-03-01,5.30,\nAlpha Works,2024-03-01,5.30,\n"
        self._load(HEAD + first).action_import()
        load = self._load(HEAD + first + "Alpha Works,2024-03-08,5.30,\n")
        load.action_import()
        self.assertEqual((load.state, load.error_count), ("faulty", 2))
        self.assertEqual(set(load.error_ids.mapped("number")), {2, 3})
        load.file = base64.b64encode((HEAD + "Alpha Works,2024-03-08,5.3,").encode())
        load.action_import()
        self.assertEqual(load.state, "done")

    def test_suggested_last_day_is_that_of_the_company(self):
        """22:00 of 1 March in New York is 2 March in UTC."""
        self.company.resource_calendar_id.tz = "America/New_York"
        order = self._sell(self.works, 10, "2026-03-02")
        order.date_order = "2026-03-02 03:00:00"
        load = self.env["crm.sales.import"].new({"company_id": self.company.id})
        self.assertEqual(load.date_limit, date(2026, 2, 28))


@tagged("post_install", "-at_install")
class TestSalesImportRace(BaseCase):
    """Two files with the same references at once: one sees what the other stored."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            load = self._env(cr)["crm.sales.import"].create(
                {"name": "Race", "file": base64.b64encode(HEAD.encode())}
            )
            self.load_id = load.id
        self.addCleanup(self._remove)

    def _env(self, cr):
        return api.Environment(cr, SUPERUSER_ID, {})

    def _remove(self):
        with self.registry.cursor() as cr:
            self._env(cr)["crm.sales.import"].browse(self.load_id).unlink()

    def test_two_imports_of_a_company_wait_for_each_other(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            late = self._env(second)["crm.sales.import"].browse(self.load_id)
            late.read(["name"])  # takes its snapshot
            self._env(first)["crm.sales.import"].browse(self.load_id)._hold_company()
            first.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                late._hold_company()
            second.rollback()
