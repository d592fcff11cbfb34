# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .crm_period_rules import next_run
from .crm_report_rules import SOURCES


class CrmReportSchedule(models.Model):
    """A report that comes by itself: by mail, into the archive, or both.

    Each receiver gets a file of its own, counted with the receiver's rights.
    """

    _name = "crm.report.schedule"
    _description = "Scheduled Report"
    _inherit = ["crm.guarded.mixin", "crm.report.choice.mixin", "mail.thread"]
    _order = "date_next, id"
    _rec_name = "report_id"

    report_id = fields.Many2one(
        comodel_name="crm.report", required=True, index=True, ondelete="cascade"
    )
    source = fields.Selection(related="report_id.source")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    period = fields.Selection(default="last_week")
    interval = fields.Selection(
        selection=[
            ("daily", "Every day"),
            ("weekly", "Every week"),
            ("monthly", "Every month"),
            ("quarterly", "Every quarter"),
        ],
        string="How Often",
        required=True,
        default="weekly",
        tracking=True,
    )
    date_next = fields.Date(
        string="Next on",
        required=True,
        default=lambda self: fields.Date.context_today(self) + timedelta(days=1),
        tracking=True,
        help="Monthly and quarterly reports come on this day of the month, in shorter "
        "months on the last one.",
    )
    month_day = fields.Integer(
        string="Day of the Month",
        compute="_compute_month_day",
        store=True,
        precompute=True,
        readonly=False,
    )
    receiver_ids = fields.Many2many(
        comodel_name="res.users",
        relation="crm_report_schedule_receiver_rel",
        string="Receivers",
        domain=[("share", "=", False)],
    )
    receiver_group_ids = fields.Many2many(
        comodel_name="res.groups",
        relation="crm_report_schedule_group_rel",
        string="Groups of Receivers",
        help="Everybody who is in the group on the day of the mail.",
    )
    to_archive = fields.Boolean(
        help="An answer about the whole company is kept in the report archive.",
    )
    run_ids = fields.One2many("crm.report.run", "schedule_id", readonly=True)
    run_count = fields.Integer(compute="_compute_run_count")

    @api.depends("date_next")
    def _compute_month_day(self):
        for schedule in self:
            schedule.month_day = schedule.date_next.day if schedule.date_next else 0

    @api.depends("run_ids")
    def _compute_run_count(self):
        counts = dict(
            self.env["crm.report.run"]._read_group(
                [("schedule_id", "in", self.ids)], ["schedule_id"], ["__count"]
            )
        )
        for schedule in self:
            schedule.run_count = counts.get(schedule._origin, 0)

    @api.constrains("period")
    def _check_period(self):
        for schedule in self.filtered(lambda schedule: schedule.period == "custom"):
            raise ValidationError(
                self.env._(
                    "%s: a report that comes again needs a period that moves, not own "
                    "days.",
                    schedule.display_name,
                )
            )

    @api.constrains("report_id", "receiver_ids", "receiver_group_ids", "to_archive")
    def _check_somebody_reads(self):
        for schedule in self:
            if not (
                schedule.receiver_ids
                or schedule.receiver_group_ids
                or schedule.to_archive
            ):
                raise ValidationError(
                    self.env._(
                        "%s: name a receiver or a group, or keep it in the archive.",
                        schedule.display_name,
                    )
                )

    @api.onchange("report_id")
    def _onchange_report_id(self):
        if self.report_id:
            usual = self.report_id._prepare_choice_values()
            for name in ("group1", "group2", "compare_prev", "compare_year"):
                self[name] = usual[name]

    def action_send_now(self):
        """Button: the answers of today, without moving the next day."""
        self.check_access("write")
        self._ask()

    def action_view_runs(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_report_run_action_archive"
        )
        return {**action, "domain": [("schedule_id", "=", self.id)], "context": {}}

    def _receivers(self):
        """Active people of the company who may read what the report is about."""
        self.ensure_one()
        wanted = Domain("id", "in", self.receiver_ids.ids)
        wanted |= Domain("all_group_ids", "in", self.receiver_group_ids.ids)
        users = (
            self.env["res.users"]
            .sudo()
            .search(
                wanted
                & Domain("share", "=", False)
                & Domain("company_ids", "in", self.company_id.ids)
            )
        )
        model = self.env[SOURCES[self.source].model]
        able = users.filtered(
            lambda user: user.email and model.with_user(user).has_access("read")
        )
        self._name_left_out(self.receiver_ids - able)
        return able

    def _name_left_out(self, users):
        if users:
            self._message_log(
                body=self.env._(
                    "Left out, because they have no mail address, are not in "
                    "%(company)s or may not read the report: %(names)s.",
                    company=self.company_id.name,
                    names=", ".join(users.sudo().mapped("name")),
                )
            )

    def _ask(self):
        """One report in preparation per reader; the job answers and mails them."""
        values = []
        for schedule in self:
            common = {
                "report_id": schedule.report_id.id,
                "company_id": schedule.company_id.id,
                "schedule_id": schedule.id,
                "state": "queued",
                **schedule._prepare_choice_values(),
            }
            for user in schedule._receivers():
                values.append({**common, "user_id": user.id, "is_mailed": True})
            if schedule.to_archive:
                values.append({**common, "user_id": SUPERUSER_ID, "is_archive": True})
        runs = self.env["crm.report.run"].sudo().create(values)
        if runs:
            self.env.ref("crm_segmentation.crm_report_run_cron").sudo()._trigger()
        return runs

    @api.model
    def _keep_statistics(self, companies=None):
        """Each company keeps the weekly statistics of S-549; by default all.

        Nothing where the shipped schedule was removed: who does not want it, for
        new companies either.
        """
        main = self.env.ref(
            "crm_segmentation.crm_report_schedule_statistics", raise_if_not_found=False
        )
        if not main:
            return
        if companies is None:
            companies = self.env["res.company"].search(Domain.TRUE)
        archived = [("report_id", "=", main.report_id.id), ("to_archive", "=", True)]
        served = self.with_context(active_test=False).search(archived).company_id
        for company in companies - served:
            day = self.env["crm.customer"]._today(company)
            monday = day + timedelta(days=7 - day.weekday())
            main.copy(
                {
                    "company_id": company.id,
                    "date_next": monday,
                    "active": True,
                    "to_archive": True,
                    "receiver_ids": [],
                    "receiver_group_ids": [],
                }
            )

    def _move_on(self, day):
        """To the next day after `day`, on the day of the month that was asked for."""
        following = self.date_next
        while following <= day:
            following = next_run(following, self.interval, self.month_day)
        self.write({"date_next": following, "month_day": self.month_day})

    @api.model
    def _cron_ask(self, today=None):
        """Schedules that are due; moved on in the transaction that asks.

        Days that were missed are not made up for: the period of the report is that of
        the day it is asked.
        """
        cron = self.env["ir.cron"]
        for company in self.env["res.company"].search(Domain.TRUE):
            day = today or self.env["crm.customer"]._today(company)
            due = self.search(
                [("company_id", "=", company.id), ("date_next", "<=", day)]
            ).try_lock_for_update()
            for schedule in due:
                with company._on_its_own("Scheduled report"):
                    schedule._ask()
                    schedule._move_on(day)
                cron._commit_progress(1)
