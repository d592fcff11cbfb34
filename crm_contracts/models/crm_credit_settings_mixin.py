# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCreditSettingsMixin(models.AbstractModel):
    """The credit policy of the company on the settings page."""

    _name = "crm.credit.settings.mixin"
    _description = "Settings of Credit"

    company_id = fields.Many2one("res.company")
    crm_credit_hold_order = fields.Selection(
        related="company_id.crm_credit_hold_order", readonly=False
    )
    crm_credit_hold_delivery = fields.Selection(
        related="company_id.crm_credit_hold_delivery", readonly=False
    )
    crm_credit_hold_invoice = fields.Selection(
        related="company_id.crm_credit_hold_invoice", readonly=False
    )
    crm_credit_use_formula = fields.Boolean(
        related="company_id.crm_credit_use_formula", readonly=False
    )
    crm_credit_rounding = fields.Float(
        related="company_id.crm_credit_rounding", readonly=False
    )
    crm_credit_days = fields.Integer(
        related="company_id.crm_credit_days", readonly=False
    )
    crm_credit_overdue_days = fields.Integer(
        related="company_id.crm_credit_overdue_days", readonly=False
    )
    crm_credit_broken_promises = fields.Integer(
        related="company_id.crm_credit_broken_promises", readonly=False
    )
    crm_credit_drafts = fields.Boolean(
        related="company_id.crm_credit_drafts", readonly=False
    )
    crm_credit_grade_id = fields.Many2one(
        related="company_id.crm_credit_grade_id", readonly=False
    )
    crm_credit_rating_months = fields.Integer(
        related="company_id.crm_credit_rating_months", readonly=False
    )
    crm_credit_snapshot_days = fields.Integer(
        related="company_id.crm_credit_snapshot_days", readonly=False
    )
    crm_credit_near_percent = fields.Integer(
        related="company_id.crm_credit_near_percent", readonly=False
    )
