# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import format_date, format_datetime

from odoo.addons.crm_lifecycle.report.crm_xlsx_stream import XlsxColumn

from .crm_period_rules import growth
from .crm_report_rules import PERIODS, SOURCES, column_of, weight_of

BATCH = 1000
CHART_ROWS = 15
FILTERS = ("team_ids", "seller_ids", "categ_ids", "trade_type_ids", "segment_id")


class CrmReportSheetMixin(models.AbstractModel):
    """Sheets of an answered report, written line by line in constant memory."""

    _name = "crm.report.sheet.mixin"
    _description = "Sheets of Reports"

    def _write_summary(self, book):
        """First sheet: what was asked, the totals, and a chart of the largest."""
        columns = [
            XlsxColumn("", "text", 34),
            *(XlsxColumn("", "number", 18) for _column in range(5)),
        ]
        book.start_sheet(self.env._("Summary"), columns)
        book.write_lines([self.report_id.sudo().name, *self._title_lines()])
        heads = [
            self.env._("Figure"),
            self.env._("Period"),
            self.env._("Previous Period"),
            self.env._("Change"),
            self.env._("Last Year"),
            self.env._("Change on Last Year"),
        ]
        for number, head in enumerate(heads):
            book.write_cell((book.row, number), head, "text", "total_")
        for figure in SOURCES[self.source].figures:
            book.row += 1
            self._write_figure(book, figure)
        self._insert_chart(book, book.row + 2)

    def _write_figure(self, book, figure):
        label = self._fields[figure.name]._description_string(self.env)
        now, before, year = (
            self._cell(self, column_of(figure, period), ()) for period in PERIODS
        )
        cells = [(label, "text"), (now, figure.kind)]
        for wanted, value in ((self.compare_prev, before), (self.compare_year, year)):
            cells.append((value if wanted else None, figure.kind))
            change = growth(now or 0, value or 0) if wanted else None
            cells.append((change, "percent"))
        for number, (value, kind) in enumerate(cells):
            book.write_cell((book.row, number), value, kind)

    def _insert_chart(self, book, row):
        """Bars of the largest lines, or the run of time."""
        columns = list(self._table_columns())
        keys = list(self._keys())
        last = self.line_count if keys[0] == "day" else min(self.line_count, CHART_ROWS)
        if not last or len(keys) > 1:
            return
        figure = SOURCES[self.source].figures[0]
        sheet = self.env._("Lines")
        series = [
            (
                self._table_columns()[name].title,
                sheet,
                columns.index(keys[0]),
                columns.index(name),
                (1, last),
            )
            for name in (column_of(figure, period) for period in PERIODS)
            if name in columns
        ]
        kind = "line" if keys[0] == "day" else "column"
        book.insert_chart((row, 0), kind, series)

    def _write_table(self, book, in_background):
        """Second sheet: every line, then the totals of the screen."""
        columns, keys = self._table_columns(), self._keys()
        book.start_sheet(self.env._("Lines"), list(columns.values()))
        book.write_head()
        done, count = 0, self.line_count
        for batch in self._batches():
            for line in batch:
                book.write_row([self._cell(line, name, keys) for name in columns])
            done += len(batch)
            # a batch forgotten keeps the memory constant
            self.env.invalidate_all()
            if in_background:
                self.sudo().progress = done / count
                self.env["ir.cron"]._commit_progress(0)
        totals = {
            number: self._cell(self, name, keys)
            for number, name in enumerate(columns)
            if name in self._fields and name not in keys
        }
        book.write_totals(self.env._("Total"), totals)

    def _batches(self):
        """Lines in their order, some at a time."""
        place = 0
        while True:
            batch = (
                self.env["crm.report.line"]
                .sudo()
                .search(
                    [("run_id", "=", self.id), ("place", ">", place)],
                    order="place",
                    limit=BATCH,
                )
            )
            if not batch:
                return
            place = batch[-1].place
            yield batch

    def _cell(self, line, name, keys):
        if name in keys and name != "day":
            return line._word(name) or self.env._("(none)")
        weight = weight_of(name)
        if weight and not line[weight]:
            # an average of nothing is no bad average
            return None
        first = SOURCES[self.source].figures[0]
        for period in PERIODS[1:]:
            if name == f"growth_{period}" and line[column_of(first, period)] <= 0:
                return None
        return line[name]

    def _table_columns(self):
        """{name of a field of the line: column of the file}"""
        figures = SOURCES[self.source].figures
        shown = [
            ("now", True),
            ("prev", self.compare_prev),
            ("year", self.compare_year),
        ]
        kinds = {name: ("date" if name == "day" else "text") for name in self._keys()}
        kinds |= {
            column_of(figure, period): figure.kind
            for figure in figures
            for period, wanted in shown
            if wanted
        }
        shares = [("share", figures[0].is_additive)]
        shares += [(f"growth_{period}", wanted) for period, wanted in shown[1:]]
        kinds |= {name: "percent" for name, wanted in shares if wanted}
        fields = self.env["crm.report.line"]._fields
        return {
            name: XlsxColumn(
                fields[name]._description_string(self.env),
                kind,
                34 if kind == "text" else 16,
            )
            for name, kind in kinds.items()
        }

    def _title_lines(self):
        """Company, periods, filters, and whose rights counted, in words."""
        lines = [f"{self.company_id.name}, {self.currency_id.name}"]
        lines += [self._window_line(window) for window in self._windows()]
        filters = [
            f"{self._fields[name]._description_string(self.env)}: "
            + ", ".join(self[name].sudo().mapped("display_name"))
            for name in FILTERS
            if self[name]
        ]
        chosen = "; ".join(filters) or self.env._("none")
        seen = self.env._(
            "Seen by %(user)s, %(moment)s",
            user=self.user_id.name,
            moment=format_datetime(self.env, self.date_done),
        )
        return [*lines, self.env._("Filter: %s", chosen), seen]

    def _window_line(self, window):
        days = {
            "first": format_date(self.env, window.date_from),
            "last": format_date(self.env, window.date_to),
        }
        if window.kind == "now":
            return self.env._("Period: %(first)s to %(last)s", **days)
        if window.kind == "prev":
            return self.env._("Previous period: %(first)s to %(last)s", **days)
        return self.env._("Last year: %(first)s to %(last)s", **days)
