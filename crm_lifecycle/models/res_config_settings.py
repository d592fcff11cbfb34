# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    lifecycle_protection_months = fields.Integer(
        related="company_id.lifecycle_protection_months", readonly=False
    )
    lifecycle_registration_hours = fields.Integer(
        related="company_id.lifecycle_registration_hours", readonly=False
    )
    lifecycle_review_on = fields.Boolean(
        related="company_id.lifecycle_review_on", readonly=False
    )
    lifecycle_weekly_list = fields.Boolean(
        related="company_id.lifecycle_weekly_list", readonly=False
    )
    lifecycle_attribution = fields.Boolean(
        related="company_id.lifecycle_attribution", readonly=False
    )
    lifecycle_quote_conflict = fields.Selection(
        related="company_id.lifecycle_quote_conflict", readonly=False
    )
    lifecycle_quote_conflict_days = fields.Integer(
        related="company_id.lifecycle_quote_conflict_days", readonly=False
    )
    lifecycle_rhythm_days = fields.Integer(
        related="company_id.lifecycle_rhythm_days", readonly=False
    )
    lifecycle_rhythm_floor = fields.Integer(
        related="company_id.lifecycle_rhythm_floor", readonly=False
    )
    lifecycle_twin_policy = fields.Selection(
        related="company_id.lifecycle_twin_policy", readonly=False, required=True
    )
    lifecycle_loss_tolerated = fields.Float(
        related="company_id.lifecycle_loss_tolerated", readonly=False
    )
    lifecycle_loss_tolerated_12m = fields.Float(
        related="company_id.lifecycle_loss_tolerated_12m", readonly=False
    )
    lifecycle_offer_consent = fields.Boolean(
        related="company_id.lifecycle_offer_consent", readonly=False
    )
    lifecycle_sms = fields.Boolean(related="company_id.lifecycle_sms", readonly=False)
    lifecycle_win_back_task = fields.Boolean(
        related="company_id.lifecycle_win_back_task", readonly=False
    )
    lifecycle_file_review_months = fields.Integer(
        related="company_id.lifecycle_file_review_months", readonly=False
    )
    lifecycle_dynamic_by_leader = fields.Boolean(
        related="company_id.lifecycle_dynamic_by_leader", readonly=False
    )
    lifecycle_keeper_edits = fields.Boolean(
        related="company_id.lifecycle_keeper_edits", readonly=False
    )
    lifecycle_contacts_limited = fields.Boolean(
        related="company_id.lifecycle_contacts_limited", readonly=False
    )
    lifecycle_level_own = fields.Integer(compute="_compute_levels")
    lifecycle_level_team = fields.Integer(compute="_compute_levels")
    lifecycle_level_archive = fields.Integer(compute="_compute_levels")
    lifecycle_level_company = fields.Integer(compute="_compute_levels")
    lifecycle_level_group = fields.Integer(compute="_compute_levels")
    lifecycle_level_none = fields.Integer(compute="_compute_levels")
    lifecycle_export_contacts = fields.Boolean(
        related="company_id.lifecycle_export_contacts", readonly=False
    )
    lifecycle_retention_years = fields.Integer(
        related="company_id.lifecycle_retention_years", readonly=False
    )
    lifecycle_declaration = fields.Html(
        related="company_id.lifecycle_declaration", readonly=False
    )
    lifecycle_declaration_required = fields.Boolean(
        related="company_id.lifecycle_declaration_required", readonly=False
    )
    lifecycle_login_watch = fields.Boolean(
        related="company_id.lifecycle_login_watch", readonly=False
    )
    lifecycle_login_travel = fields.Integer(
        related="company_id.lifecycle_login_travel", readonly=False
    )
    lifecycle_login_weeks = fields.Integer(
        related="company_id.lifecycle_login_weeks", readonly=False
    )
    lifecycle_archive_file = fields.Boolean(
        related="company_id.lifecycle_archive_file", readonly=False
    )
    lifecycle_plant_report = fields.Boolean(
        related="company_id.lifecycle_plant_report", readonly=False
    )
    lifecycle_material_days = fields.Integer(
        related="company_id.lifecycle_material_days", readonly=False
    )
    lifecycle_stock_days = fields.Integer(
        related="company_id.lifecycle_stock_days", readonly=False
    )
    lifecycle_qualification_policy = fields.Selection(
        related="company_id.lifecycle_qualification_policy",
        readonly=False,
        required=True,
    )
    lifecycle_qualification_from = fields.Date(
        related="company_id.lifecycle_qualification_from", readonly=False
    )
    lifecycle_code_when = fields.Selection(
        related="company_id.lifecycle_code_when", readonly=False, required=True
    )
    lifecycle_relation_few = fields.Integer(
        related="company_id.lifecycle_relation_few", readonly=False
    )
    lifecycle_relation_many = fields.Integer(
        related="company_id.lifecycle_relation_many", readonly=False
    )
    lifecycle_relation_high = fields.Integer(
        related="company_id.lifecycle_relation_high", readonly=False
    )
    lifecycle_relation_low = fields.Integer(
        related="company_id.lifecycle_relation_low", readonly=False
    )
    lifecycle_twin_threshold = fields.Integer(
        related="company_id.lifecycle_twin_threshold", readonly=False
    )
    lifecycle_vip_categ_ids = fields.Many2many(
        related="company_id.lifecycle_vip_categ_ids", readonly=False
    )
    lifecycle_vip_days = fields.Integer(
        related="company_id.lifecycle_vip_days", readonly=False
    )
    lifecycle_vip_taxed = fields.Boolean(
        related="company_id.lifecycle_vip_taxed", readonly=False
    )
    lifecycle_visit_position = fields.Boolean(
        related="company_id.lifecycle_visit_position", readonly=False
    )
    lifecycle_visit_worth_days = fields.Integer(
        related="company_id.lifecycle_visit_worth_days", readonly=False
    )
    lifecycle_followup_days = fields.Integer(
        related="company_id.lifecycle_followup_days", readonly=False
    )
    lifecycle_report_user_ids = fields.Many2many(
        related="company_id.lifecycle_report_user_ids", readonly=False
    )

    @api.depends("company_id")
    def _compute_levels(self):
        """How many people see what, over all companies."""
        people = self.env["res.users"].sudo().search([("share", "=", False)])
        levels = people.grouped("customer_level")
        for settings in self:
            for level in ("own", "team", "archive", "company", "group", "none"):
                settings[f"lifecycle_level_{level}"] = len(levels.get(level, ()))
