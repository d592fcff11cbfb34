# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    complaint_limit_agent = fields.Monetary(
        related="company_id.complaint_limit_agent",
        readonly=False,
    )
    complaint_limit_manager = fields.Monetary(
        related="company_id.complaint_limit_manager",
        readonly=False,
    )
    complaint_low_rating = fields.Integer(
        related="company_id.complaint_low_rating", readonly=False
    )
    complaint_upload_mb = fields.Integer(
        related="company_id.complaint_upload_mb", readonly=False
    )
    complaint_upload_count = fields.Integer(
        related="company_id.complaint_upload_count", readonly=False
    )
    complaint_sale_warning = fields.Selection(
        related="company_id.complaint_sale_warning", readonly=False
    )
    complaint_care_days = fields.Integer(
        related="company_id.complaint_care_days", readonly=False
    )
