# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..report.crm_work_report_xlsx import work_report_xlsx
from . import crm_work_queries as queries

FIGURES = (
    "visits_done",
    "visits_missed",
    "activities_done",
    "registrations",
    "quotations",
    "quotation_amount",
    "orders",
    "order_amount",
)


class CrmWorkReport(models.Model):
    """What a salesperson did in a week, counted from documents; he adds a word."""

    _name = "crm.work.report"
    _description = "Weekly Work Report"
    _inherit = ["crm.guarded.mixin", "mail.thread"]
    _order = "date_from desc, user_id"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        required=True,
        readonly=True,
        index=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="Week from", required=True, readonly=True)
    date_to = fields.Date(string="Week to", required=True, readonly=True)
    visits_done = fields.Integer(readonly=True)
    visits_missed = fields.Integer(string="Visits Missed or Overdue", readonly=True)
    activities_done = fields.Integer(readonly=True)
    registrations = fields.Integer(string="Customers Registered", readonly=True)
    quotations = fields.Integer(readonly=True)
    quotation_amount = fields.Monetary(string="Quoted", readonly=True)
    orders = fields.Integer(readonly=True)
    order_amount = fields.Monetary(string="Ordered", readonly=True)
    followups_overdue = fields.Integer(
        string="Follow-ups Overdue", readonly=True, help="On the day of the report."
    )
    customers = fields.Integer(string="Customers in Hand", readonly=True)
    comment = fields.Text(help="Development, obstacles, what is planned next.")

    _user_week_unique = models.Constraint(
        "UNIQUE (user_id, company_id, date_from)",
        "This week was reported already.",
    )

    @api.depends("user_id", "date_from")
    def _compute_display_name(self):
        for report in self:
            report.display_name = self.env._(
                "%(user)s, week of %(day)s",
                user=report.user_id.name,
                day=report.date_from,
            )

    def write(self, vals):
        if not self.env.su and "comment" in vals:
            for report in self.filtered(lambda r: r.user_id != self.env.user):
                raise AccessError(
                    self.env._(
                        "%s is commented by its salesperson; answer below it.",
                        report.display_name,
                    )
                )
        return super().write(vals)

    @api.model
    def _write_week(self, company, monday):
        """Reports of the week before `monday`, one per salesperson; made once.

        A second run refreshes the figures and keeps the comments.
        """
        week = (monday - timedelta(days=7), monday - timedelta(days=1))
        self.env.flush_all()
        scope = self.env["crm.customer"]._fact_scope(company, today=monday)
        rows = self.env.execute_query_dict(queries.work_of_week(scope, *week))
        in_hand = self._customers_in_hand(company)
        existing = self.sudo().search(
            [("company_id", "=", company.id), ("date_from", "=", week[0])]
        )
        by_user = existing.grouped("user_id")
        figures = {row.pop("user_id"): row for row in rows}
        users = self.env["res.users"].browse(sorted({*figures, *in_hand}))
        for user in users:
            values = {name: figures.get(user.id, {}).get(name) or 0 for name in FIGURES}
            values["customers"], values["followups_overdue"] = in_hand.get(
                user.id, (0, 0)
            )
            if user in by_user:
                by_user[user].write(values)
                continue
            existing |= self.sudo().create(
                {
                    **values,
                    "user_id": user.id,
                    "company_id": company.id,
                    "date_from": week[0],
                    "date_to": week[1],
                }
            )
        return existing

    @api.model
    def _customers_in_hand(self, company):
        """{user id: (customers, of them without follow-up)}"""
        customers = self.env["crm.customer"].sudo().with_company(company)
        customers = customers.with_context(allowed_company_ids=company.ids)
        mine = [("company_id", "=", company.id), ("user_id", "!=", False)]
        counts = customers._read_group(mine, ["user_id"], ["__count"])
        late = customers._followup_overdue_domain()
        overdue = dict(customers._read_group(late, ["user_id"], ["__count"]))
        return {user.id: (count, overdue.get(user, 0)) for user, count in counts}

    def _mail_week(self):
        """One mail per company: the page, with the same figures as a file."""
        template = self.env.ref("crm_lifecycle.crm_work_report_mail_template")
        for company, reports in self.sudo().grouped("company_id").items():
            readers = company.lifecycle_report_user_ids
            if not readers:
                continue
            attachment = (
                self.env["ir.attachment"]
                .sudo()
                .create(
                    {
                        "name": f"{reports[0].date_from}.xlsx",
                        # of no record: who reads the company reads no figures
                        "raw": work_report_xlsx(reports),
                    }
                )
            )
            template.sudo().with_context(
                reports=reports, lang=readers[0].lang
            ).send_mail(
                reports[0].id,
                email_values={
                    "attachment_ids": attachment.ids,
                    "recipient_ids": [
                        fields.Command.link(partner.id)
                        for partner in readers.partner_id
                    ],
                },
            )

    @api.model
    def _cron_weekly_report(self, today=None):
        """Each Monday for the week before, in every company that asked for it."""
        companies = (
            self.env["res.company"]
            .sudo()
            .search([("lifecycle_report_user_ids", "!=", False)])
        )
        for company in companies:
            day = today or self.env["crm.customer"]._today(company)
            monday = day - timedelta(days=day.weekday())
            week = monday - timedelta(days=7)
            if company.lifecycle_report_week == week:
                continue
            with company._on_its_own("Weekly work report"):
                reports = self._write_week(company, monday)
                # noted before the mail leaves: a killed job never mails twice
                company.lifecycle_report_week = week
                reports._mail_week()
            self.env["ir.cron"]._commit_progress(1)
