# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import tempfile

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date, formatLang

from odoo.addons.crm_lifecycle.report.crm_xlsx_stream import XlsxStream

from .crm_report_rules import PERIODS, SOURCES, column_of

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CrmReportFileMixin(models.AbstractModel):
    """An answered report as a file, a page or a mail."""

    _name = "crm.report.file.mixin"
    _description = "Files of Reports"

    progress = fields.Float(readonly=True, copy=False, help="Part of the file written.")
    file_id = fields.Many2one(
        comodel_name="ir.attachment",
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
            self._keep_file(f"{reader.display_name}.xlsx", file.read())
        titles = [column.title for column in reader._table_columns().values()]
        log = reader.env["crm.export.log"]
        log._log_count("crm.report.line", self.line_count, titles)

    def _keep_file(self, name, raw):
        run = self.sudo()
        old = run.file_id
        run.file_id = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": name,
                    "raw": raw,
                    "mimetype": MIMETYPE,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        )
        run.progress = 1
        old.unlink()

    def _page(self):
        """Heads, lines and totals of the printed page, as texts."""
        self.ensure_one()
        page = self._reader()
        columns, keys = page._page_columns(), page._keys()
        lines = (
            self.env["crm.report.line"]
            .sudo()
            .search([("run_id", "=", self.id)], order="place")
        )
        totals = [
            page._text(page._cell(page, name, keys), column.kind)
            if name in page._fields and name not in keys
            else ""
            for name, column in columns.items()
        ]
        return {
            "title": page._title_lines(),
            "heads": [
                (column.title, column.kind not in ("text", "date"))
                for column in columns.values()
            ],
            "rows": [
                [
                    line.with_env(page.env).period_name
                    if n == "day"
                    else page._text(page._cell(line, n, keys), c.kind)
                    for n, c in columns.items()
                ]
                for line in lines
            ],
            "totals": totals,
        }

    def _page_columns(self):
        """Columns as the list shows them: the first figure compared."""
        first, *others = SOURCES[self.source].figures
        hidden = {column_of(f, period) for f in others for period in PERIODS[1:]}
        columns = self._table_columns()
        return {name: column for name, column in columns.items() if name not in hidden}

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
                self._text(self._cell(self, column_of(figure, period), ()), figure.kind)
                for period in PERIODS
            ]
            rows.append([label, *values])
        return rows
