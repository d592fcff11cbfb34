# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmTurnoverForecastWay(models.Model):
    """How one way to foretell did in the test; written by the forecast only."""

    _name = "crm.turnover.forecast.way"
    _description = "Tested Way of a Forecast"
    _inherit = ["crm.forecast.ways.mixin"]
    _order = "forecast_id, is_tested desc, mape, mse, id"
    _log_access = False
    _rec_name = "method"

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
    method = fields.Selection(
        selection="_selection_methods", string="Way", required=True
    )
    is_tested = fields.Boolean(string="Tested")
    has_mape = fields.Boolean(string="Has a Percentage")
    mape = fields.Float(
        string="MAPE",
        aggregator=None,
        help="Mean of the error of each month in percent of its turnover; months "
        "without turnover are left out.",
    )
    mse = fields.Float(
        string="MSE",
        digits=(16, 2),
        aggregator=None,
        help="Mean of the squared errors of the months.",
    )
    signal = fields.Float(
        string="Tracking Signal",
        digits=(16, 1),
        aggregator=None,
        help="Sum of the errors divided by their mean size: above zero the forecast "
        "was too low.",
    )
    wanted_months = fields.Integer(aggregator=None)
    is_best = fields.Boolean(string="Best")
    is_used = fields.Boolean(string="Used")
    reason = fields.Char(string="Not Tested because", compute="_compute_reason")

    @api.depends("is_tested", "wanted_months")
    @api.depends_context("lang")
    def _compute_reason(self):
        for way in self:
            way.reason = False
            if not way.is_tested:
                way.reason = way._reason_text()

    def _reason_text(self):
        self.ensure_one()
        if not self.wanted_months:
            return self.env._("A month without turnover has no rate of growth.")
        return self.env._("Needs %s months before the tested ones.", self.wanted_months)
