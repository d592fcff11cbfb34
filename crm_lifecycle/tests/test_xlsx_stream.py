# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import io
import tempfile
import tracemalloc
from datetime import date

from openpyxl import load_workbook

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_lifecycle.report.crm_xlsx_stream import XlsxColumn, XlsxStream

COLUMNS = [
    XlsxColumn("Name", "text", 30),
    XlsxColumn("Day", "date"),
    XlsxColumn("Amount", "money"),
]


@tagged("post_install", "-at_install")
class TestXlsxStream(BaseCase):
    def _book(self, rows, sheet_rows=1000):
        file = io.BytesIO()
        book = XlsxStream(file, sheet_rows)
        book.start_sheet("Summary", COLUMNS)
        book.write_lines(["=Report", "Filter: none"])
        last = len(rows)
        book.insert_chart((4, 0), "column", [("Now", "Lines", 0, 2, (1, last))])
        book.start_sheet("Lines", COLUMNS)
        book.write_head()
        for row in rows:
            book.write_row(row)
        book.write_totals("Total", {2: sum(row[2] for row in rows)})
        book.close()
        return load_workbook(io.BytesIO(file.getvalue()))

    def test_real_numbers_and_days(self):
        rows = [["Ann", date(2026, 5, 1), 10.5], ["Bob", None, 0]]
        sheet = self._book(rows)["Lines"]
        self.assertEqual(sheet["B2"].value.date(), date(2026, 5, 1))
        self.assertTrue(sheet["B2"].is_date)
        self.assertEqual((sheet["C2"].value, sheet["C3"].value), (10.5, 0))
        self.assertEqual(sheet["A4"].value, "Total")
        self.assertEqual(sheet["C4"].value, 10.5)

    def test_frozen_head_filter_and_chart(self):
        book = self._book([["Ann", date(2026, 5, 1), 1], ["Bob", None, 2]])
        self.assertEqual(book["Lines"].freeze_panes, "B2")
        self.assertEqual(book["Lines"].auto_filter.ref, "A1:C3")
        [chart] = book["Summary"]._charts
        [series] = chart.series
        self.assertEqual(series.val.numRef.f, "Lines!$C$2:$C$3")

    def test_texts_are_never_formulas(self):
        book = self._book([["=1+1", None, 1], ["@SUM(A1)", None, 2], ["-2", None, 3]])
        for cell in ("A2", "A3", "A4"):
            self.assertEqual(book["Lines"][cell].data_type, "s")
            self.assertTrue(book["Lines"][cell].quotePrefix)
        self.assertEqual(book["Summary"]["A1"].data_type, "s")

    def test_longer_than_a_sheet_goes_on_and_loses_nothing(self):
        """Nine rows, four per sheet below the head: 4, 4 and 1."""
        rows = [[f"Row {number}", None, number] for number in range(9)]
        book = self._book(rows, sheet_rows=5)
        self.assertEqual(
            book.sheetnames, ["Summary", "Lines", "Lines (2)", "Lines (3)"]
        )
        found = [
            row[0]
            for name in book.sheetnames[1:]
            for row in list(book[name].iter_rows(values_only=True))[1:]
        ]
        self.assertEqual(found, [*(row[0] for row in rows), "Total"])
        self.assertEqual(book["Lines (3)"]["C3"].value, 36)
        self.assertEqual(book["Lines (2)"].freeze_panes, "B2")

    def test_empty_table_has_a_head(self):
        sheet = self._book([])["Lines"]
        self.assertEqual([cell.value for cell in sheet[1]], ["Name", "Day", "Amount"])

    def _peak(self, rows):
        """Most memory that writing so many rows takes, in bytes."""
        tracemalloc.start()
        try:
            with tempfile.TemporaryFile() as file:
                book = XlsxStream(file)
                book.start_sheet("Lines", COLUMNS)
                book.write_head()
                for number in range(rows):
                    book.write_row([f"Customer {number}", date(2026, 5, 1), number])
                book.close()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    def test_memory_does_not_grow_with_the_rows(self):
        few, many = self._peak(500), self._peak(8000)
        self.assertLess(many, few * 1.5)
