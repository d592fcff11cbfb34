# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The heat map of cohorts as an XLSX file: numbers in three sheets, with a chart."""

from typing import NamedTuple

from odoo.addons.crm_lifecycle.report.crm_xlsx_book import FORMATS, XlsxBook

OWN_FORMATS = {
    "percent": {"num_format": "0%"},
    "percent_total": {"num_format": "0%", "bold": True, "top": 1},
    "bold": {"bold": True, "top": 1},
}
SCALE = {
    "type": "2_color_scale",
    "min_color": "#FFFFFF",
    "max_color": "#714B67",
}


class Sheet(NamedTuple):
    """name: of the sheet; value: of a cell; style: its format; averages: by age."""

    name: str
    value: object
    style: str
    averages: list


class CohortBook:
    """labels: {first column, size, average, ages: list, chart}; lines: of the title."""

    def __init__(self, labels, lines):
        self.labels = labels
        self.lines = lines
        self.book = XlsxBook({**FORMATS, **OWN_FORMATS})

    def to_bytes(self, rows, sheets):
        """rows: (label, crm_cohort_rules.Cohort); returns the bytes of the file."""
        for sheet in sheets:
            self._write_sheet(sheet, rows)
        return self.book.close()

    def _write_sheet(self, sheet, rows):
        page = self.book.add_sheet(sheet.name)
        for number, line in enumerate(self.lines):
            self.book.write_text(page, (number, 0), line, "text" if number else "title")
        head = len(self.lines) + 1
        titles = [self.labels["start"], self.labels["size"], *self.labels["ages"]]
        self.book.write_head(page, titles, (20, 11), head)
        first = head + 1
        for place, (label, row) in enumerate(rows, start=first):
            self.book.write_text(page, (place, 0), label)
            self.book.write_value(page, (place, 1), row.size, "integer")
            for age, cell in enumerate(row.cells):
                value = sheet.value(cell)
                self.book.write_value(page, (place, age + 2), value, sheet.style)
        last = first + len(rows)
        if rows:
            page.conditional_format(first, 2, last - 1, len(titles) - 1, SCALE)
        if sheet.averages:
            self._write_averages(page, sheet, head, last)
        page.set_landscape()
        page.fit_to_pages(1, 0)

    def _write_averages(self, page, sheet, head, place):
        """The line below, and the curve it draws."""
        self.book.write_text(page, (place, 0), self.labels["average"], "bold")
        for age, value in enumerate(sheet.averages):
            self.book.write_value(page, (place, age + 2), value, "percent_total")
        end = len(sheet.averages) + 1
        chart = self.book.book.add_chart({"type": "line"})
        chart.add_series(
            {
                "name": self.labels["average"],
                "categories": [page.get_name(), head, 2, head, end],
                "values": [page.get_name(), place, 2, place, end],
                "marker": {"type": "circle"},
            }
        )
        chart.set_title({"name": self.labels["chart"]})
        chart.set_y_axis({"num_format": "0%", "min": 0})
        page.insert_chart(place + 2, 0, chart, {"x_scale": 1.5})
