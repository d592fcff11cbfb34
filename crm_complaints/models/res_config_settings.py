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
    complaint_limit_days = fields.Integer(
        related="company_id.complaint_limit_days", readonly=False
    )
    complaint_offer_days = fields.Integer(
        related="company_id.complaint_offer_days", readonly=False
    )
    complaint_discount_days = fields.Integer(
        related="company_id.complaint_discount_days", readonly=False
    )
    complaint_discount_auto = fields.Boolean(
        related="company_id.complaint_discount_auto", readonly=False
    )
    complaint_goodwill_product_id = fields.Many2one(
        related="company_id.complaint_goodwill_product_id", readonly=False
    )
    complaint_refund_user_id = fields.Many2one(
        related="company_id.complaint_refund_user_id", readonly=False
    )
    complaint_disputed_scope = fields.Selection(
        related="company_id.complaint_disputed_scope", readonly=False
    )
    complaint_return_note = fields.Text(
        related="company_id.complaint_return_note", readonly=False
    )
