# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmSeasonPlanLine(models.Model):
    """One month of a season plan; written by the plan only."""

    _name = "crm.season.plan.line"
    _description = "Month of a Season Plan"
    _inherit = ["crm.month.name.mixin"]
    _order = "plan_id, date"
    _log_access = False
    _rec_name = "date"

    plan_id = fields.Many2one(
        comodel_name="crm.season.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    customer_id = fields.Many2one(
        related="plan_id.customer_id", store=True, index="btree_not_null"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    years = fields.Integer(
        aggregator=None, help="Years that count for the average of the month."
    )
    amount_total = fields.Monetary(string="Turnover of Those Years")
    amount_average = fields.Monetary(string="Average of the Month")
    season_index = fields.Float(
        string="Index",
        aggregator="avg",
        help="Average of the month against the average month: 120 % is a month that "
        "sells a fifth more. The twelve sum to 1200 %.",
    )
    season_share = fields.Float(
        string="Share of the Year",
        help="The index divided by 12. The twelve sum to 100 %.",
    )
    amount_target = fields.Monetary(
        string="Target", help="Share of the year times the target of the year."
    )
    amount_actual = fields.Monetary(string="Turnover")
