# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import tempfile

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date, format_datetime, formatLang

from odoo.addons.crm_lifecycle.report.crm_xlsx_stream import XlsxColumn, XlsxStream

from .crm_period_rules import growth
from .crm_report_rules import PERIODS, SOURCES, column_of

BATCH = 1000
CHART_ROWS = 15
MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CrmReportFileMixin(models.AbstractModel):
    """An answered report as a file, a page or a mail."""

    _name = "crm.report.file.mixin"
    _description = "Files of Reports"

    progress = fields.Float(readonly=True, copy=False, help="Part of the file written.")
    file_id = fields.Many2one(
        comodel_name="ir.attachment",
        string="File",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )

    def action_download(self):
        """Button: the file that was written."""
        self.ensure_one()
        self.check_access("read")
        if not self.sudo().file_id:
            raise UserError(
                self.env._("%s has no file yet: press XLSX.", self.display_name)
            )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.sudo().file_id.id}?download=true",
            "target": "download",
        }

    def _prepare_file(self):
        """In the background: counts where needed, writes the file, tells its owner."""
        self.ensure_one()
        if not self.date_done:
            self._calculate()
            self.env["ir.cron"]._commit_progress(0)
        self._write_file(in_background=True)
        self.state = "done"
        if self.is_mailed:
            self._mail()
        else:
            self._tell_owner()

    def _write_file(self, in_background=False):
        """Writes the workbook row by row and keeps it as the file of this report."""
        reader = self._reader()
        with tempfile.TemporaryFile() as file:
            book = XlsxStream(file)
            reader._write_summary(book)
            reader._write_table(book, in_background)
            book.close()
            file.seek(0)
            raw = file.read()
        old = self.sudo().file_id
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": f"{reader.display_name}.xlsx",
                    "raw": raw,
                    "mimetype": MIMETYPE,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        )
        self.sudo().write({"file_id": attachment.id, "progress": 1})
        old.unlink()
        lines = self.sudo().line_ids
        titles = [column.title for column in reader._table_columns().values()]
        self.env["crm.export.log"].with_user(self.user_id)._log_export(lines, titles)

    def _write_summary(self, book):
        """First sheet: what was asked, the totals, and a chart of the largest."""
        columns = [
            XlsxColumn("", "text", 34),
            *(XlsxColumn("", "number", 18) for _column in range(5)),
        ]
        book.start_sheet(self.env._("Summary"), columns)
        book.write_lines([self.report_id.name, *self._title_lines()])
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
        now, before, year = (self[column_of(figure, period)] for period in PERIODS)
        cells = [(label, "text"), (now, figure.kind)]
        for wanted, value in ((self.compare_prev, before), (self.compare_year, year)):
            cells.append((value if wanted else None, figure.kind))
            cells.append((growth(now, value) if wanted else None, "percent"))
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
        columns = self._table_columns()
        book.start_sheet(self.env._("Lines"), list(columns.values()))
        book.write_head()
        done = 0
        for batch in self._batches():
            for line in batch:
                book.write_row([self._cell(line, name) for name in columns])
            done += len(batch)
            # a batch forgotten keeps the memory constant
            self.env.invalidate_all()
            if in_background:
                self.sudo().progress = done / self.line_count
                self.env["ir.cron"]._commit_progress(0)
        totals = {
            number: self[name]
            for number, name in enumerate(columns)
            if name in self._fields and name not in self._keys()
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

    def _cell(self, line, name):
        value = line[name]
        if name in self._keys() and name != "day":
            return line._word(name) or self.env._("(none)")
        return value

    def _table_columns(self):
        """{name of a field of the line: column of the file}"""
        lines = self.env["crm.report.line"]
        columns = {
            name: XlsxColumn(
                lines._fields[name]._description_string(self.env),
                "date" if name == "day" else "text",
                14 if name == "day" else 34,
            )
            for name in self._keys()
        }
        figures = SOURCES[self.source].figures
        shown = [
            ("now", True),
            ("prev", self.compare_prev),
            ("year", self.compare_year),
        ]
        for figure in figures:
            for period in [period for period, wanted in shown if wanted]:
                name = column_of(figure, period)
                label = lines._fields[name]._description_string(self.env)
                columns[name] = XlsxColumn(label, figure.kind, 16)
        shares = [("share", figures[0].is_additive)]
        shares += [(f"growth_{period}", wanted) for period, wanted in shown[1:]]
        for name, wanted in shares:
            if wanted:
                label = lines._fields[name]._description_string(self.env)
                columns[name] = XlsxColumn(label, "percent", 12)
        return columns

    def _title_lines(self):
        """Company, periods, filters, and whose rights counted, in words."""
        words = {
            "now": self.env._("Period: %(first)s to %(last)s"),
            "prev": self.env._("Previous period: %(first)s to %(last)s"),
            "year": self.env._("Last year: %(first)s to %(last)s"),
        }
        lines = [f"{self.company_id.name}, {self.currency_id.name}"]
        for window in self._windows():
            first = format_date(self.env, window.date_from)
            last = format_date(self.env, window.date_to)
            lines.append(words[window.kind] % {"first": first, "last": last})
        filters = [
            f"{self._fields[name]._description_string(self.env)}: "
            + ", ".join(self[name].sudo().mapped("display_name"))
            for name in (
                "team_ids",
                "seller_ids",
                "categ_ids",
                "trade_type_ids",
                "segment_id",
            )
            if self[name]
        ]
        chosen = "; ".join(filters) or self.env._("none")
        lines.append(self.env._("Filter: %s", chosen))
        lines.append(
            self.env._(
                "Seen by %(user)s, %(moment)s",
                user=self.user_id.name,
                moment=format_datetime(self.env, self.date_done),
            )
        )
        return lines

    def _page(self):
        """Heads, lines and totals of the printed page, as texts."""
        self.ensure_one()
        page = self._reader()
        columns = page._table_columns()
        lines = (
            self.env["crm.report.line"]
            .sudo()
            .search([("run_id", "=", self.id)], order="place")
        )
        totals = [
            page._text(page[name], column.kind)
            if name in page._fields and name not in page._keys()
            else ""
            for name, column in columns.items()
        ]
        return {
            "title": page._title_lines(),
            "heads": [
                (column.title, column.kind != "text") for column in columns.values()
            ],
            "rows": [
                [page._text(page._cell(line, n), c.kind) for n, c in columns.items()]
                for line in lines
            ],
            "totals": totals,
        }

    def _text(self, value, kind):
        if kind == "text" or value is None or value is False:
            return value or ""
        if kind == "date":
            return format_date(self.env, value)
        if kind == "money":
            return format_amount(self.env, value, self.currency_id)
        if kind == "percent":
            return f"{formatLang(self.env, value * 100, digits=1)} %"
        return formatLang(self.env, value, digits=0 if kind == "integer" else 2)

    def _tell_owner(self):
        """A word on the screen of the person who asked."""
        reader = self._reader()
        self.user_id._bus_send(
            "simple_notification",
            {
                "type": "success",
                "title": reader.env._("Your report is ready"),
                "message": reader.display_name,
            },
        )

    def _mail(self):
        """The file to its reader alone: others would see it with foreign rights."""
        reader = self._reader()
        body = reader.env["ir.qweb"]._render(
            "crm_segmentation.crm_report_run_mail",
            {"run": reader, "page": reader._totals_page()},
        )
        self.env["mail.mail"].sudo().create(
            {
                "subject": reader.display_name,
                "body_html": body,
                "email_from": self.company_id.email_formatted,
                "recipient_ids": [fields.Command.set(self.user_id.partner_id.ids)],
                "attachment_ids": [
                    fields.Command.create(
                        {
                            "name": self.sudo().file_id.name,
                            "raw": self.sudo().file_id.raw,
                            "mimetype": MIMETYPE,
                            "res_model": "mail.mail",
                        }
                    )
                ],
            }
        )

    def _totals_page(self):
        """[(figure, now, previous, last year)] as texts."""
        rows = []
        for figure in SOURCES[self.source].figures:
            label = self._fields[figure.name]._description_string(self.env)
            values = [
                self._text(self[column_of(figure, period)], figure.kind)
                for period in PERIODS
            ]
            rows.append([label, *values])
        return rows
