# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmTurnoverForecastMonth(models.Model):
    """A month of a forecast: what came, or was said; written by the forecast only."""

    _name = "crm.turnover.forecast.month"
    _description = "Month of a Forecast"
    _inherit = ["crm.month.name.mixin"]
    _order = "forecast_id, date, series"
    _log_access = False
    _rec_name = "date"

    forecast_id = fields.Many2one(
        comodel_name="crm.turnover.forecast",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="forecast_id.company_id", store=True, index=True
    )
    customer_id = fields.Many2one(
        related="forecast_id.customer_id", store=True, index="btree_not_null"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    series = fields.Selection(
        selection=[
            ("actual", "Came"),
            ("tested", "Test"),
            ("forecast", "Forecast"),
        ],
        required=True,
        help="Test: said from the months before it, one month ahead.",
    )
    amount = fields.Monetary(string="Turnover")
