# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

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
