# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerSeasonMixin(models.AbstractModel):
    """Season plans and forecasts of the customer."""

    _name = "crm.customer.season.mixin"
    _description = "Seasons of Customers"

    season_plan_ids = fields.One2many("crm.season.plan", "customer_id")
    season_plan_count = fields.Integer(
        string="Season Plans", compute="_compute_season_plan_count"
    )
    turnover_forecast_ids = fields.One2many("crm.turnover.forecast", "customer_id")

    def _compute_season_plan_count(self):
        groups = self.env["crm.season.plan"]._read_group(
            [("customer_id", "in", self.ids)], ["customer_id"], ["__count"]
        )
        counts = {customer.id: count for customer, count in groups}
        for customer in self:
            customer.season_plan_count = counts.get(customer.id, 0)

    def action_view_season_plans(self):
        self.ensure_one()
        return self._window_action("crm_segmentation.crm_season_plan_action")

    def action_view_turnover_forecasts(self):
        self.ensure_one()
        return self._window_action("crm_segmentation.crm_turnover_forecast_action")
