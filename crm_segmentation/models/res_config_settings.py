# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


# pylint: disable=no-wizard-in-models
class ResConfigSettings(models.TransientModel):
    _name = "res.config.settings"
    _inherit = ["res.config.settings", "crm.scoring.settings.mixin"]

    segmentation_window_days = fields.Integer(
        related="company_id.segmentation_window_days", readonly=False
    )
    segmentation_percent_a = fields.Integer(
        related="company_id.segmentation_percent_a", readonly=False
    )
    segmentation_percent_b = fields.Integer(
        related="company_id.segmentation_percent_b", readonly=False
    )
    segmentation_rfm_method = fields.Selection(
        related="company_id.segmentation_rfm_method", readonly=False
    )
    segmentation_rfm_bins = fields.Integer(
        related="company_id.segmentation_rfm_bins", readonly=False
    )
    segmentation_recency_bounds = fields.Char(
        related="company_id.segmentation_recency_bounds", readonly=False
    )
    segmentation_frequency_bounds = fields.Char(
        related="company_id.segmentation_frequency_bounds", readonly=False
    )
    segmentation_amount_bounds = fields.Char(
        related="company_id.segmentation_amount_bounds", readonly=False
    )
    value_window_months = fields.Integer(
        related="company_id.value_window_months", readonly=False
    )
    value_horizon_months = fields.Integer(
        related="company_id.value_horizon_months", readonly=False
    )
    value_group = fields.Selection(related="company_id.value_group", readonly=False)
    value_holdout_days = fields.Integer(
        related="company_id.value_holdout_days", readonly=False
    )
    value_min_customers = fields.Integer(
        related="company_id.value_min_customers", readonly=False
    )
    value_min_days = fields.Integer(related="company_id.value_min_days", readonly=False)
    value_gain_percent = fields.Float(
        related="company_id.value_gain_percent", readonly=False
    )
    value_total_a_percent = fields.Float(
        related="company_id.value_total_a_percent", readonly=False
    )
    value_total_b_percent = fields.Float(
        related="company_id.value_total_b_percent", readonly=False
    )
    value_margin_source = fields.Selection(
        related="company_id.value_margin_source", readonly=False
    )
    value_margin_percent = fields.Float(
        related="company_id.value_margin_percent", readonly=False
    )
    value_discount_percent = fields.Float(
        related="company_id.value_discount_percent", readonly=False
    )
    value_credit_percent = fields.Float(
        related="company_id.value_credit_percent", readonly=False
    )
    value_visit_cost = fields.Monetary(
        related="company_id.value_visit_cost", readonly=False
    )
    value_risk_percent = fields.Float(
        related="company_id.value_risk_percent", readonly=False
    )
    value_high_percent = fields.Float(
        related="company_id.value_high_percent", readonly=False
    )
    value_overdue_ratio = fields.Float(
        related="company_id.value_overdue_ratio", readonly=False
    )
    segmentation_top_count = fields.Integer(
        related="company_id.segmentation_top_count", readonly=False
    )
    segmentation_few_percent = fields.Integer(
        related="company_id.segmentation_few_percent", readonly=False
    )
    segmentation_most_percent = fields.Integer(
        related="company_id.segmentation_most_percent", readonly=False
    )
    segmentation_limit_percent = fields.Integer(
        related="company_id.segmentation_limit_percent", readonly=False
    )

    segmentation_staff_is_asked = fields.Boolean(
        related="company_id.segmentation_staff_is_asked", readonly=False
    )
    segmentation_staff_ask_days = fields.Integer(
        related="company_id.segmentation_staff_ask_days", readonly=False
    )
    segmentation_staff_least_answers = fields.Integer(
        related="company_id.segmentation_staff_least_answers", readonly=False
    )

    def action_set_cockpit_home(self):
        directors = self.env["crm.cockpit"]._set_home_of_directors()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if directors else "info",
                "message": self.env._(
                    "%s directors see the cockpit after log-in.", len(directors)
                )
                if directors
                else self.env._("Every director has a first screen already."),
            },
        }
