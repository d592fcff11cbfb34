# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..models.crm_season_queries import plan_months


class CrmSeasonPlanMonth(models.Model):
    """Target and turnover of the months of a plan, as one picture."""

    _name = "crm.season.plan.month"
    _description = "Target and Turnover by Month"
    _auto = False
    _order = "plan_id, date, series desc"
    _rec_name = "date"
    _depends = {
        "crm.season.plan": ["date"],
        "crm.season.plan.line": [
            "amount_actual",
            "amount_target",
            "company_id",
            "customer_id",
            "date",
            "plan_id",
        ],
    }

    plan_id = fields.Many2one("crm.season.plan", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    customer_id = fields.Many2one("crm.customer", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(string="Month", readonly=True)
    series = fields.Selection(
        selection=[("target", "Target"), ("actual", "Turnover")], readonly=True
    )
    amount = fields.Monetary(readonly=True)

    @property
    def _table_query(self):
        return plan_months()
