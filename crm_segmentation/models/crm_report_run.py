# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from . import crm_report_queries as queries
from .crm_period_rules import named_period

_logger = logging.getLogger(__name__)

FILE_CRON = "crm_segmentation.crm_report_run_cron"


class CrmReportRun(models.Model):
    """A report as asked by one person: what it says is what this person may see."""

    _name = "crm.report.run"
    _description = "Answered Report"
    _inherit = [
        "crm.guarded.mixin",
        "crm.report.choice.mixin",
        "crm.report.figures.mixin",
        "crm.report.answer.mixin",
        "crm.report.sheet.mixin",
        "crm.report.file.mixin",
    ]
    _order = "id desc"
    _frozen_fields = frozenset({"report_id", "company_id"})

    report_id = fields.Many2one(
        comodel_name="crm.report", required=True, index=True, ondelete="restrict"
    )
    source = fields.Selection(related="report_id.source", store=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Seen by",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
        help="Whose rights decide what is counted.",
    )
    schedule_id = fields.Many2one(
        "crm.report.schedule", readonly=True, index="btree_not_null"
    )
    is_archive = fields.Boolean(string="In the Archive", readonly=True)
    is_mailed = fields.Boolean(string="By Mail", readonly=True)
    date_from = fields.Date(
        string="From",
        required=True,
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
    )
    state = fields.Selection(
        selection=[
            ("draft", "To answer"),
            ("queued", "In preparation"),
            ("done", "Answered"),
            ("failed", "Failed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        copy=False,
    )
    failure = fields.Char(readonly=True, copy=False)
    line_ids = fields.One2many("crm.report.line", "run_id", readonly=True)
    line_count = fields.Integer(string="Lines", readonly=True, copy=False)
    date_done = fields.Datetime(string="Answered on", readonly=True, copy=False)

    _dates_in_order = models.Constraint(
        "CHECK (date_from <= date_to)", "A report ends on or after its first day."
    )

    @api.depends("period", "company_id")
    def _compute_dates(self):
        for run in self:
            if run.period == "custom" and run.date_from and run.date_to:
                run.date_from, run.date_to = run.date_from, run.date_to
                continue
            today = self.env["crm.customer"]._today(run.company_id)
            name = "this_month" if run.period == "custom" else run.period
            run.date_from, run.date_to = named_period(name, today)

    @api.depends("report_id", "date_from", "date_to")
    def _compute_display_name(self):
        for run in self:
            run.display_name = self.env._(
                "%(report)s, %(first)s to %(last)s",
                report=run.report_id.sudo().name or "",
                first=run.date_from or "",
                last=run.date_to or "",
            )

    @api.onchange("date_from", "date_to")
    def _onchange_dates(self):
        if self.period == "custom" or not (self.date_from and self.date_to):
            return
        today = self.env["crm.customer"]._today(self.company_id)
        if (self.date_from, self.date_to) != named_period(self.period, today):
            self.period = "custom"

    @api.model_create_multi
    def create(self, vals_list):
        """What is not chosen is as the catalogue has it."""
        reports = self.env["crm.report"]
        filled = [
            {**reports.browse(vals["report_id"])._prepare_choice_values(), **vals}
            if vals.get("report_id")
            else vals
            for vals in vals_list
        ]
        return super().create(filled)

    def write(self, vals):
        chosen = set(self.env["crm.report.choice.mixin"]._fields)
        if not self.env.su and ({"date_from", "date_to"} | chosen) & set(vals):
            for run in self.filtered("is_archive"):
                raise UserError(
                    self.env._(
                        "%s is in the archive and stays as it is.", run.display_name
                    )
                )
            self.sudo().filtered(lambda run: run.state != "draft").write(
                {"state": "draft"}
            )
        return super().write(vals)

    def copy_data(self, default=None):
        """A copy asks the same again, with the rights of who copies."""
        return [
            {k: value for k, value in values.items() if not self._is_guarded(k)}
            for values in super().copy_data(default)
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_archive(self):
        if not self.env.su and any(self.mapped("is_archive")):
            raise UserError(self.env._("What is in the archive is not deleted."))

    def action_show(self):
        """Button: answers the report and shows its lines as list, pivot and graph."""
        self.ensure_one()
        self._answer()
        return self._screen_action()

    def action_print(self):
        """Button: the report as PDF."""
        self.ensure_one()
        self._answer()
        most = self.report_id.sudo().printed_rows
        if self.line_count > most:
            raise UserError(
                self.env._(
                    "%(report)s has %(count)s lines; up to %(most)s are printed. Group "
                    "it by something larger, or take the XLSX file, which is complete.",
                    report=self.display_name,
                    count=self.line_count,
                    most=most,
                )
            )
        report = self.env.ref("crm_segmentation.crm_report_run_report")
        return report.report_action(self)

    def action_file(self):
        """Button: the XLSX file at once, or in the background when it is long."""
        self.ensure_one()
        self._answer()
        if self.line_count <= self.report_id.sudo().direct_rows:
            self._write_file()
            return self.action_download()
        if self.state != "queued":
            self.sudo().write({"state": "queued", "progress": 0})
        self.env.ref(FILE_CRON).sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "The file has %s lines and is being written. You are told when it "
                    "is ready; this page shows how far it is.",
                    self.line_count,
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _own_window(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.report.run",
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _answer(self):
        """Counts anew unless nothing was chosen differently since the last time."""
        self.check_access("read")
        if self.state == "queued" and not self.date_done:
            raise UserError(
                self.env._(
                    "%s is being prepared. Come back in a moment.", self.display_name
                )
            )
        if self.state in ("done", "queued"):
            return
        if not self.env.su and self.user_id != self.env.user:
            raise AccessError(
                self.env._(
                    "%(report)s was asked by %(user)s. Open the report from the "
                    "catalogue to see it with your own rights.",
                    report=self.display_name,
                    user=self.user_id.name,
                )
            )
        self._calculate()
        self.sudo().state = "done"

    def _note_failure(self, reason):
        """Kept with the report, and told where the schedule is read."""
        self.write({"state": "failed", "failure": reason[:200]})
        for run in self.filtered("schedule_id"):
            run.schedule_id._message_log(
                body=self.env._(
                    "%(report)s for %(user)s failed: %(reason)s",
                    report=run.display_name,
                    user=run.user_id.name,
                    reason=run.failure,
                )
            )

    @api.model
    def _cron_write_files(self):
        """Reports in preparation, one after the other; a killed job begins one anew."""
        cron = self.env["ir.cron"]
        due = Domain("state", "=", "queued")
        cron._commit_progress(remaining=self.search_count(due))
        while run := self.search(due, order="id", limit=1):
            try:
                run._prepare_file()
            except Exception as error:
                # a report with a fault must not keep the others from being written
                self.env.cr.rollback()
                _logger.exception("Report %s failed", run.id)
                run._note_failure(str(error))
            if not cron._commit_progress(1):
                break

    @api.autovacuum
    def _gc_runs(self):
        """Old answers go; those of the archive stay."""
        reports = self.env["crm.report"].with_context(active_test=False)
        for report in reports.search(Domain.TRUE):
            limit = fields.Datetime.now() - timedelta(days=report.keep_days)
            old = self.search(
                [
                    ("report_id", "=", report.id),
                    ("is_archive", "=", False),
                    ("write_date", "<", limit),
                ],
                limit=1000,
            )
            self.env.execute_query(queries.drop_lines(old.ids))
            old.unlink()
