# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from . import crm_loss_rate_queries as queries

DIRECTORS = "crm_lifecycle.crm_lifecycle_group_director"


class CrmLossRate(models.Model):
    """Customers lost in a month against what the company tolerates (S-085).

    Written by the nightly job only; one line per company and month.
    """

    _name = "crm.loss.rate"
    _description = "Rate of Lost Customers"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, company_id"
    _rec_name = "date"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(string="Month", required=True, readonly=True, index=True)
    customer_count = fields.Integer(
        string="Customers",
        readonly=True,
        aggregator=None,
        help="Who had ordered before the month and was not lost at its start.",
    )
    lost_count = fields.Integer(string="Lost", readonly=True)
    rate = fields.Float(
        string="Lost (%)", readonly=True, digits=(16, 1), aggregator="avg"
    )
    amount_lost = fields.Monetary(string="Turnover at Stake", readonly=True)
    customer_count_12m = fields.Integer(
        string="Customers 12 Months Ago", readonly=True, aggregator=None
    )
    lost_count_12m = fields.Integer(
        string="Lost in 12 Months", readonly=True, aggregator=None
    )
    rate_12m = fields.Float(
        string="Lost in 12 Months (%)",
        readonly=True,
        digits=(16, 1),
        aggregator="avg",
    )
    tolerated = fields.Float(
        string="Tolerated (%)", readonly=True, digits=(16, 1), aggregator="avg"
    )
    tolerated_12m = fields.Float(
        string="Tolerated in 12 Months (%)",
        readonly=True,
        digits=(16, 1),
        aggregator="avg",
    )
    month = fields.Char(string="Calendar Month", compute="_compute_month")
    is_exceeded = fields.Boolean(string="Too Many", readonly=True)
    date_told = fields.Date(
        string="Directors Told on", readonly=True, help="Once for each month."
    )

    _month_unique = models.UniqueIndex(
        "(company_id, date)", "This month already has its line."
    )

    @api.depends("date")
    @api.depends_context("lang")
    def _compute_month(self):
        for rate in self:
            rate.month = format_date(self.env, rate.date, date_format="LLLL y")

    @api.depends("date", "company_id")
    def _compute_display_name(self):
        for rate in self:
            month = fields.Date.to_string(rate.date)[:7] if rate.date else ""
            rate.display_name = f"{rate.company_id.name} {month}"

    def action_view_losses(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_loss_action"
        )
        action["domain"] = [
            ("company_id", "=", self.company_id.id),
            ("date", ">=", self.date),
            ("date", "<", fields.Date.add(self.date, months=1)),
        ]
        action["context"] = {}
        return action

    @api.model
    def _refresh_company(self, company, today=None):
        """Writes this month and the last; at the first run the year before as well."""
        rates = self.sudo()
        known = rates.search([("company_id", "=", company.id)])
        scope = self.env["crm.customer"]._fact_scope(company, today=today)
        self.env.flush_all()
        rows = self.env.execute_query(queries.loss_rates(scope, 1 if known else 12))
        months = {}
        for month, length, customers, lost, amount in rows:
            values = months.setdefault(month, {})
            values.update(self._prepare_values(length, customers, lost, amount))
        by_month = known.grouped("date")
        for month, values in months.items():
            rate = by_month.get(month) or rates.create(
                {"company_id": company.id, "date": month}
            )
            rate.write(values)
            rate._compare()
        current = by_month.get(scope.today.replace(day=1)) or rates.search(
            [("company_id", "=", company.id)], limit=1
        )
        current._tell_directors(scope.today)

    @api.model
    def _prepare_values(self, length, customers, lost, amount):
        rate = 100.0 * lost / customers if customers else 0.0
        if length == 12:
            return {
                "customer_count_12m": customers,
                "lost_count_12m": lost,
                "rate_12m": rate,
            }
        return {
            "customer_count": customers,
            "lost_count": lost,
            "rate": rate,
            "amount_lost": amount,
        }

    def _compare(self):
        """Against what the company tolerates today; 0 means it sets no limit."""
        for rate in self:
            month = rate.company_id.lifecycle_loss_tolerated
            year = rate.company_id.lifecycle_loss_tolerated_12m
            rate.tolerated, rate.tolerated_12m = month, year
            rate.is_exceeded = bool(
                (month and rate.rate > month) or (year and rate.rate_12m > year)
            )

    def _tell_directors(self, today):
        """An activity for each director of the company, once for the month."""
        for rate in self.filtered(lambda rate: rate.is_exceeded and not rate.date_told):
            directors = self.env["res.users"].search(
                Domain("all_group_ids", "in", self.env.ref(DIRECTORS).ids)
                & Domain("company_ids", "in", rate.company_id.ids)
                & Domain("share", "=", False)
            )
            for director in directors:
                rate.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=self.env._("More customers lost than tolerated"),
                    note=rate._in_words(),
                    user_id=director.id,
                )
            rate.date_told = today

    def _in_words(self):
        return self.env._(
            "%(month)s: %(lost)s of %(customers)s customers lost (%(rate).1f %%, "
            "tolerated %(tolerated).1f %%); in 12 months %(year).1f %% (tolerated "
            "%(tolerated_year).1f %%; 0 means no limit).",
            month=fields.Date.to_string(self.date)[:7],
            lost=self.lost_count,
            customers=self.customer_count,
            rate=self.rate,
            tolerated=self.tolerated,
            year=self.rate_12m,
            tolerated_year=self.tolerated_12m,
        )

    @api.model
    def _cron_refresh(self, today=None):
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            with company._on_its_own("Rate of lost customers"):
                self._refresh_company(company, today)
            self.env["ir.cron"]._commit_progress(1)
