# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The classification of customers as an XLSX file, row by row in constant memory."""

from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name

from odoo.addons.crm_lifecycle.report.crm_xlsx_book import FORMATS, XlsxBook

SHOWN = {
    "text": {},
    "integer": FORMATS["integer"],
    "percent": {"num_format": "0.0%"},
    "money": FORMATS["money"],
}
OWN_FORMATS = {
    **SHOWN,
    "head": {**FORMATS["head"], "text_wrap": True},
    **{
        f"total_{kind}": {**shown, "bold": True, "top": 1}
        for kind, shown in SHOWN.items()
    },
}


class Column(NamedTuple):
    """title: head of the column; kind: text, integer, percent or money; width: chars"""

    title: str
    kind: str
    width: int = 14


class ClassificationSheet:
    """Writes title, filters, head, rows and totals in this order.

    ``constant_memory`` forgets a row once the next one begins, so a file of 200,000
    customers needs no more memory than one of 20.
    """

    def __init__(self, file, title, columns):
        self.book = XlsxBook(OWN_FORMATS, file, in_memory=False, constant_memory=True)
        self.sheet = self.book.add_sheet(title)
        self.formats = self.book.formats
        self.columns = columns
        self.row = 0
        for number, column in enumerate(columns):
            self.sheet.set_column(number, number, column.width)

    def write_title(self, lines):
        """First lines of the sheet: what it is, of when, with which filters."""
        for line in lines:
            self._write_text(0, line, "text" if self.row else "title")
            self.row += 1
        self.row += 1

    def write_head(self):
        for number, column in enumerate(self.columns):
            self.sheet.write_string(
                self.row, number, column.title, self.formats["head"]
            )
        self.head_row = self.row
        self.row += 1
        self.last_row = self.row
        self.sheet.freeze_panes(self.row, 1)

    def write_row(self, values):
        for number, (column, value) in enumerate(
            zip(self.columns, values, strict=True)
        ):
            if column.kind == "text":
                self._write_text(number, value or "", "text")
            else:
                self.sheet.write_number(
                    self.row, number, value or 0, self.formats[column.kind]
                )
        self.row += 1
        self.last_row = self.row

    def write_totals(self, label, totals):
        """A line below the last row: its label, then {number of column: amount}."""
        for number, column in enumerate(self.columns):
            style = self.formats[f"total_{column.kind}"]
            if number in totals:
                self.sheet.write_number(self.row, number, totals[number], style)
            else:
                self.sheet.write_string(
                    self.row, number, "" if number else label, style
                )
        self.row += 1

    def close(self):
        last = xl_col_to_name(len(self.columns) - 1)
        self.sheet.autofilter(f"A{self.head_row + 1}:{last}{self.last_row}")
        self.sheet.repeat_rows(self.head_row)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.book.book.close()

    def _write_text(self, number, text, style):
        self.book.write_text(self.sheet, (self.row, number), text, style)
