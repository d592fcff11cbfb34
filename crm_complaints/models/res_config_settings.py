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
    complaint_low_rating_step = fields.Selection(
        related="company_id.complaint_low_rating_step", readonly=False
    )
    complaint_confirmation_required = fields.Boolean(
        related="company_id.complaint_confirmation_required", readonly=False
    )
    complaint_confirmation_days = fields.Integer(
        related="company_id.complaint_confirmation_days", readonly=False
    )
    complaint_rating_reminder_days = fields.Integer(
        related="company_id.complaint_rating_reminder_days", readonly=False
    )
    complaint_callback = fields.Selection(
        related="company_id.complaint_callback", readonly=False
    )
    complaint_callback_percent = fields.Integer(
        related="company_id.complaint_callback_percent", readonly=False
    )
    complaint_callback_days = fields.Integer(
        related="company_id.complaint_callback_days", readonly=False
    )
    complaint_upload_mb = fields.Integer(
        related="company_id.complaint_upload_mb", readonly=False
    )
    complaint_upload_count = fields.Integer(
        related="company_id.complaint_upload_count", readonly=False
    )
    complaint_hour_cost = fields.Monetary(
        related="company_id.complaint_hour_cost", readonly=False
    )
    complaint_supplier_days = fields.Integer(
        related="company_id.complaint_supplier_days", readonly=False
    )
    complaint_portal_scope = fields.Selection(
        related="company_id.complaint_portal_scope", readonly=False
    )
    complaint_reopen_days = fields.Integer(
        related="company_id.complaint_reopen_days", readonly=False
    )
    complaint_escalate_days = fields.Integer(
        related="company_id.complaint_escalate_days", readonly=False
    )
    complaint_repeat_days = fields.Integer(
        related="company_id.complaint_repeat_days", readonly=False
    )
    complaint_tell_days = fields.Integer(
        related="company_id.complaint_tell_days", readonly=False
    )
    complaint_ack_per_hour = fields.Integer(
        related="company_id.complaint_ack_per_hour", readonly=False
    )
    complaint_public_enabled = fields.Boolean(
        related="company_id.complaint_public_enabled", readonly=False
    )
    complaint_public_per_ip = fields.Integer(
        related="company_id.complaint_public_per_ip", readonly=False
    )
    complaint_public_per_mail = fields.Integer(
        related="company_id.complaint_public_per_mail", readonly=False
    )
    complaint_public_seconds = fields.Integer(
        related="company_id.complaint_public_seconds", readonly=False
    )
    complaint_public_keep_days = fields.Integer(
        related="company_id.complaint_public_keep_days", readonly=False
    )
    complaint_public_reminder_hours = fields.Integer(
        related="company_id.complaint_public_reminder_hours", readonly=False
    )
    complaint_public_notice_days = fields.Integer(
        related="company_id.complaint_public_notice_days", readonly=False
    )
    complaint_radar_days = fields.Integer(
        related="company_id.complaint_radar_days", readonly=False
    )
    complaint_radar_history_days = fields.Integer(
        related="company_id.complaint_radar_history_days", readonly=False
    )
    complaint_radar_minimum = fields.Integer(
        related="company_id.complaint_radar_minimum", readonly=False
    )
    complaint_radar_confidence = fields.Float(
        related="company_id.complaint_radar_confidence", readonly=False
    )
    complaint_sale_warning = fields.Selection(
        related="company_id.complaint_sale_warning", readonly=False
    )
    complaint_care_days = fields.Integer(
        related="company_id.complaint_care_days", readonly=False
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
    complaint_credit_note_state = fields.Selection(
        related="company_id.complaint_credit_note_state", readonly=False
    )
    complaint_accountant_id = fields.Many2one(
        related="company_id.complaint_accountant_id", readonly=False
    )
    complaint_disputed_scope = fields.Selection(
        related="company_id.complaint_disputed_scope", readonly=False
    )
    complaint_return_note = fields.Text(
        related="company_id.complaint_return_note", readonly=False
    )
