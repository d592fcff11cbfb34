# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_credit_fact_queries as queries
from .crm_customer_credit_mixin import CREDIT_STATES


class CrmCreditSnapshot(models.Model):
    """What a customer owed and might owe on a day; written by night, never changed."""

    _name = "crm.credit.snapshot"
    _description = "Credit Snapshot"
    _inherit = ["crm.append.only.mixin"]
    _order = "date desc, exposure_amount desc, id"
    _rec_name = "customer_id"

    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one("res.users", string="Owner", readonly=True)
    team_id = fields.Many2one("crm.team", readonly=True)
    grade_id = fields.Many2one("crm.credit.grade", readonly=True)
    date = fields.Date(required=True, readonly=True, index=True)
    exposure_amount = fields.Monetary(string="Credit Used", readonly=True)
    open_amount = fields.Monetary(string="Owed", readonly=True)
    overdue_amount = fields.Monetary(string="Overdue", readonly=True)
    limit_amount = fields.Monetary(string="Limit", readonly=True)
    has_limit = fields.Boolean(string="With a Limit", readonly=True)
    state = fields.Selection(
        selection=CREDIT_STATES, string="Status of Credit", readonly=True
    )
    payment_days_late = fields.Float(
        string="Days Late", readonly=True, aggregator="avg"
    )

    _once_a_day = models.UniqueIndex(
        "(customer_id, date)", "There is one snapshot per customer and day."
    )

    @api.model
    def _take(self, company, today):
        """Writes the snapshots of a company when the last ones are old enough."""
        days = company.crm_credit_snapshot_days
        if days <= 0:
            return 0
        recent = self.sudo().search_count(
            Domain("company_id", "=", company.id)
            & Domain("date", ">", today - timedelta(days=days)),
            limit=1,
        )
        if recent:
            return 0
        self.env.flush_all()
        query = queries.take_snapshots(company.id, today, self.env.uid)
        return len(self.env.execute_query(query))

    @api.model
    def _cron_credit(self):
        """Nightly, company by company; each part may be repeated without harm."""
        cron = self.env["ir.cron"]
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            today = self.env["crm.customer"]._today(company)
            with company._on_its_own("Credit"):
                self._take(company, today)
                self.env["crm.credit.release"]._expire(company, today)
                self.env["crm.credit.rating"]._remind(company, today)
            if not cron._commit_progress(1):
                break
