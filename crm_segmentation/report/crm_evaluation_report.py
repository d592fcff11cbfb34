# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.crm_lifecycle.models import crm_promise_queries

from ..models import crm_evaluation_queries as queries
from ..models.crm_market_queries import satisfaction_rows
from ..models.crm_sales_queries import sales_rows


class CrmEvaluationReport(models.Model):
    """Whether the CRM pays: satisfaction, profit, timeliness, efficiency, what staff
    says, and security, each row one thing that was measured (S-548)."""

    _name = "crm.evaluation.report"
    _description = "Evaluation of the CRM"
    _auto = False
    _order = "day desc, id desc"
    _rec_name = "day"
    _depends = {
        "crm.customer.visit": ["date_start", "state"],
        "crm.export.log": ["date"],
        "crm.login.miss": ["date"],
        "crm.staff.answer": ["score"],
        "sale.order": ["state"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    day = fields.Date(readonly=True)
    margin = fields.Monetary(readonly=True)
    score = fields.Float(string="Satisfaction, Part", readonly=True, aggregator=None)
    answers = fields.Integer(readonly=True)
    kept = fields.Float(string="Timeliness, Part", readonly=True, aggregator=None)
    due = fields.Integer(string="Things Due", readonly=True)
    hit = fields.Float(string="Efficiency, Part", readonly=True, aggregator=None)
    visits = fields.Integer(string="Visits Done", readonly=True)
    staff_score = fields.Float(
        string="Staff on the CRM, Part", readonly=True, aggregator=None
    )
    staff_answers = fields.Integer(string="Answers of Staff", readonly=True)
    score_percent = fields.Float(
        string="Satisfaction (%)", readonly=True, aggregator="avg", digits=(16, 1)
    )
    kept_percent = fields.Float(
        string="Timeliness (%)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Part of the visits, care tasks, reports and promised times that were "
        "kept.",
    )
    hit_percent = fields.Float(
        string="Efficiency (%)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Part of the done visits that an order followed within the company's "
        "number of days.",
    )
    staff_percent = fields.Float(
        string="Staff on the CRM (%)", readonly=True, aggregator="avg", digits=(16, 1)
    )
    misses = fields.Integer(string="Missed Log-ins", readonly=True)
    exports = fields.Integer(readonly=True)

    @property
    def _table_query(self):
        parts = [
            queries.evaluation_rows(
                self.env["crm.customer"].sudo()._fact_scope(company),
                self._parts(company),
            )
            for company in self.env.companies.sudo()
        ]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)

    def _parts(self, company):
        """What is measured, of one company."""
        customers = self.env["crm.customer"].sudo()
        scope = customers._fact_scope(company)
        whole = [item.key for item in customers._voice_items() if item.is_whole]
        sheets = satisfaction_rows(scope, customers._voice_sources(scope), whole)
        has_order_cost = "purchase_price" in self.env["sale.order.line"]._fields
        visits = self.env["crm.visit.report"].sudo()._table_query
        periods = queries.staff_periods(scope, company.segmentation_staff_least_answers)
        misses = crm_promise_queries.missed_logins(scope)
        exports = crm_promise_queries.exports(scope)
        return [
            (("margin",), queries.margins(sales_rows(scope, has_order_cost))),
            (("score", "answers"), queries.scores(sheets)),
            (("kept", "due"), queries.promises(customers._promise_sources(scope))),
            (("hit", "visits"), queries.worth_of_visits(scope, visits)),
            (("staff_score", "staff_answers"), queries.staff_scores(periods)),
            (("misses",), queries.counted(misses, "misses")),
            (("exports",), queries.counted(exports, "exports")),
        ]
