# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Long tables as XLSX in constant memory: sheets are written row by row, in order."""

from datetime import date, datetime
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name

from .crm_xlsx_book import FORMATS, XlsxBook

KINDS = {
    "text": {},
    "integer": FORMATS["integer"],
    "number": FORMATS["number"],
    "money": FORMATS["money"],
    "percent": {"num_format": "0.0%"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "datetime": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
}
STREAM_FORMATS = {
    **KINDS,
    "head": {**FORMATS["head"], "text_wrap": True},
    **{
        f"total_{kind}": {**shown, "bold": True, "top": 1}
        for kind, shown in KINDS.items()
    },
}
# What one sheet of Excel holds, less room for head, title and totals.
SHEET_ROWS = 1_048_500
CHART_COLORS = ("#35617D", "#E69F00", "#7F7F7F")


class XlsxColumn(NamedTuple):
    """title: head of the column; kind: one of KINDS; width: in characters"""

    title: str
    kind: str = "text"
    width: int = 14


class XlsxStream(XlsxBook):
    """A workbook that forgets each row once the next one begins.

    ``start_sheet``, ``write_lines``, ``write_head``, ``write_row``, ``write_totals``
    come in this order for one sheet after the other. A table longer than a sheet of
    Excel goes on in a further sheet under the same head: no row is left out.
    """

    def __init__(self, file, sheet_rows=SHEET_ROWS):
        super().__init__(
            STREAM_FORMATS,
            file,
            in_memory=False,
            constant_memory=True,
            remove_timezone=True,
        )
        self.sheet_rows = sheet_rows
        self.sheet = self.columns = self.head_row = None
        self.row = self.last_row = 0

    def start_sheet(self, name, columns):
        self._end_table()
        self.name, self.part, self.columns = name, 1, columns
        self._open_sheet(name)

    def write_lines(self, lines):
        """Text above the table; the first line of a sheet is its title."""
        for line in lines:
            style = "text" if self.row else "title"
            self.write_text(self.sheet, (self.row, 0), line, style)
            self.row += 1
        self.row += 1

    def write_head(self):
        for number, column in enumerate(self.columns):
            self.write_text(self.sheet, (self.row, number), column.title, "head")
        self.head_row = self.row
        self.row += 1
        self.sheet.freeze_panes(self.row, 1)

    def write_row(self, values):
        if self.row >= self.sheet_rows:
            self._continue()
        for number, (column, value) in enumerate(
            zip(self.columns, values, strict=True)
        ):
            self.write_cell((self.row, number), value, column.kind)
        self.row += 1
        self.last_row = self.row

    def write_totals(self, label, totals):
        """A line below the table: its label, then {number of the column: total}."""
        for number, column in enumerate(self.columns):
            value = totals.get(number, "" if number else label)
            self.write_cell((self.row, number), value, column.kind, "total_")
        self.row += 1

    def write_cell(self, place, value, kind, prefix=""):
        """A real number or day of Excel where there is one; nothing stays empty."""
        style = self.formats[f"{prefix}{kind}"]
        if value is None or value is False or value == "":
            self.sheet.write_blank(*place, None, style)
        elif isinstance(value, datetime | date):
            self.sheet.write_datetime(*place, value, style)
        elif isinstance(value, int | float):
            self.sheet.write_number(*place, value, style)
        else:
            self.write_text(self.sheet, place, str(value), f"{prefix}{kind}")

    def insert_chart(self, place, kind, series, title=""):
        """A chart of Excel on the present sheet.

        series: list of (title, sheet name, column of names, column of values, rows),
        rows being the first and the last one, counted from zero
        """
        chart = self.book.add_chart({"type": kind})
        for color, (name, sheet, names, values, rows) in zip(
            CHART_COLORS, series, strict=False
        ):
            chart.add_series(
                {
                    "name": name,
                    "categories": [sheet, rows[0], names, rows[1], names],
                    "values": [sheet, rows[0], values, rows[1], values],
                    "fill": {"color": color},
                    "line": {"color": color},
                }
            )
        chart.set_title({"name": title} if title else {"none": True})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 760, "height": 340})
        self.sheet.insert_chart(*place, chart)

    def close(self):
        self._end_table()
        self.book.close()

    def _open_sheet(self, name):
        self.sheet = self.add_sheet(name)
        self.row, self.head_row, self.last_row = 0, None, 0
        for number, column in enumerate(self.columns):
            self.sheet.set_column(number, number, column.width)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)

    def _continue(self):
        self._end_table()
        self.part += 1
        suffix = f" ({self.part})"
        self._open_sheet(f"{self.name[: 31 - len(suffix)]}{suffix}")
        self.write_head()

    def _end_table(self):
        if self.sheet is None or self.head_row is None:
            return
        last = xl_col_to_name(len(self.columns) - 1)
        bottom = max(self.last_row, self.head_row + 1)
        self.sheet.autofilter(f"A{self.head_row + 1}:{last}{bottom}")
        self.sheet.repeat_rows(self.head_row)
        self.head_row = None
