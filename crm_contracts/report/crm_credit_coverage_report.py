# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL


class CrmCreditCoverageReport(models.Model):
    """How many customers are rated and have a limit: one row per active customer."""

    _name = "crm.credit.coverage.report"
    _description = "Coverage of Credit"
    _auto = False
    _order = "is_rated, amount_12m desc, id"
    _rec_name = "customer_id"
    _depends = {
        "crm.customer": [
            "active",
            "amount_12m",
            "company_id",
            "credit_exposure_amount",
            "credit_grade_id",
            "credit_grade_until",
            "credit_limit_amount",
            "credit_limit_source",
            "credit_market_id",
            "credit_risk",
            "order_count",
            "stage_id",
            "team_id",
            "user_id",
            "vip_tier_id",
        ],
    }

    customer_id = fields.Many2one("crm.customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one("res.users", string="Owner", readonly=True)
    team_id = fields.Many2one("crm.team", readonly=True)
    stage_id = fields.Many2one("crm.lifecycle.stage", readonly=True)
    tier_id = fields.Many2one("crm.vip.tier", string="VIP Tier", readonly=True)
    grade_id = fields.Many2one("crm.credit.grade", readonly=True)
    market_id = fields.Many2one("crm.credit.market", readonly=True)
    risk = fields.Selection(
        selection=lambda self: (
            self.env["crm.customer"]
            ._fields["credit_risk"]
            ._description_selection(self.env)
        ),
        readonly=True,
    )
    has_orders = fields.Boolean(string="With Orders", readonly=True)
    is_rated = fields.Boolean(string="Rated", readonly=True)
    rated_rate = fields.Float(string="Share Rated", readonly=True, aggregator="avg")
    limit_rate = fields.Float(
        string="Share with a Limit", readonly=True, aggregator="avg"
    )
    limit_amount = fields.Monetary(string="Limit", readonly=True)
    exposure_amount = fields.Monetary(string="Credit Used", readonly=True)
    amount_12m = fields.Monetary(string="Turnover in 12 Months", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
SELECT customer.id, customer.id AS customer_id, customer.company_id, customer.user_id,
       customer.team_id, customer.stage_id, customer.vip_tier_id AS tier_id,
       customer.credit_market_id AS market_id, customer.credit_risk AS risk,
       CASE WHEN rated.yes THEN customer.credit_grade_id END AS grade_id,
       COALESCE(customer.order_count, 0) > 0 AS has_orders, rated.yes AS is_rated,
       CASE WHEN rated.yes THEN 1.0 ELSE 0.0 END AS rated_rate,
       CASE WHEN customer.credit_limit_source IN ('decision', 'formula', 'typed',
           'grade') THEN 1.0 ELSE 0.0 END AS limit_rate,
       customer.credit_limit_amount AS limit_amount,
       customer.credit_exposure_amount AS exposure_amount, customer.amount_12m
  FROM crm_customer customer
  CROSS JOIN LATERAL (
    SELECT customer.credit_grade_id IS NOT NULL AND (
        customer.credit_grade_until IS NULL
        OR customer.credit_grade_until >= CURRENT_DATE) AS yes) rated
 WHERE customer.active
"""
        )
