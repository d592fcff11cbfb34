# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.crm_lifecycle.models.crm_customer_queries import without_jit

from . import crm_cockpit_queries as queries
from . import crm_cockpit_rules as rules

KEPT_MONTHS = 36


class CrmCockpitFigure(models.Model):
    """Figures of a month by owner, so that the cockpit reads few rows.

    Flows (turnover, new customers, moves between stages) are added up from documents
    every hour, under the owner and team that the customer has now. States (what is
    overdue, who is silent) cannot be found out afterwards: each month keeps its last
    day's, under the owner of then. Written by the job only.
    """

    _name = "crm.cockpit.figure"
    _description = "Cockpit Figure"
    _order = "month desc, measure, id"
    _rec_name = "measure"
    _log_access = False

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    team_id = fields.Many2one("crm.team", readonly=True, ondelete="cascade")
    user_id = fields.Many2one(
        "res.users", string="Owner", readonly=True, ondelete="cascade"
    )
    month = fields.Date(required=True, readonly=True)
    measure = fields.Char(required=True, readonly=True)
    stage_id = fields.Many2one("crm.lifecycle.stage", readonly=True, ondelete="cascade")
    is_state = fields.Boolean(readonly=True)
    amount = fields.Float(readonly=True, digits=(16, 4))
    amount_to_day = fields.Float(
        string="Amount up to this Day",
        readonly=True,
        digits=(16, 4),
        help="Up to the day of the month that the company had at the last refresh.",
    )

    _figure_unique = models.UniqueIndex(
        "(company_id, month, measure, COALESCE(team_id, 0), COALESCE(user_id, 0),"
        " COALESCE(stage_id, 0))",
        "This figure of the month is there already.",
    )

    @api.model
    def _refresh(self, company, today=None, full=True):
        """Writes the figures of a company anew: three years, or the last two months.

        Running it twice on a day changes nothing the second time.
        """
        self.env.flush_all()
        scope = self.env["crm.customer"].sudo()._fact_scope(company, None, today)
        since = rules.add_months(scope.today, -(KEPT_MONTHS if full else 1))
        cockpit = self.env["crm.cockpit"].sudo()
        self.env.execute_query(without_jit())
        self.env.execute_query(queries.drop_figures(scope, since))
        flows = cockpit._cockpit_flows(scope, since)
        self.env.execute_query(queries.store_flows(scope, flows))
        states = cockpit._cockpit_states(scope)
        self.env.execute_query(queries.store_states(scope, states))
        company = company.sudo()
        company.cockpit_date_refreshed = fields.Datetime.now()
        if full:
            company.cockpit_date = scope.today
        self.env.flush_all()
        self.env.invalidate_all()

    @api.model
    def _by_measure(self, domain):
        """{measure, or (measure, stage id): {month: Amount}} the reader may see."""
        groups = self._read_group(
            domain,
            ["measure", "stage_id", "month:month"],
            ["amount:sum", "amount_to_day:sum"],
        )
        series = {}
        for measure, stage, month, total, to_day in groups:
            key = (measure, stage.id) if stage else measure
            series.setdefault(key, {})[month] = rules.Amount(total, to_day)
        return series

    @api.model
    def _cron_refresh(self):
        """Hourly: the last two months; all of them when the company's day is new.

        One transaction for each company, the one that waited longest first.
        """
        cron = self.env["ir.cron"]
        order = "cockpit_date_refreshed NULLS FIRST, id"
        companies = self.env["res.company"].sudo().search(Domain.TRUE, order=order)
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            if not company.try_lock_for_update(allow_referencing=True):
                continue
            today = self.env["crm.customer"]._today(company)
            with company._on_its_own("Figures of the cockpit"):
                self._refresh(company, today, full=company.cockpit_date != today)
            if not cron._commit_progress(1):
                break
