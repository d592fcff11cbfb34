# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from .crm_credit_rules import Policy

HOLDS = [
    ("off", "Not checked"),
    ("warn", "Warn: a note on the document"),
    ("ask", "Ask: held until it is released"),
    ("block", "Block: held, nothing releases it"),
]


class CrmCreditConfigMixin(models.AbstractModel):
    """What a company decides about credit."""

    _name = "crm.credit.config.mixin"
    _description = "Credit Policy of a Company"

    crm_credit_hold_order = fields.Selection(
        selection=HOLDS, default="off", required=True
    )
    crm_credit_hold_delivery = fields.Selection(
        selection=HOLDS, default="off", required=True
    )
    crm_credit_hold_invoice = fields.Selection(
        selection=HOLDS, default="off", required=True
    )
    crm_credit_use_formula = fields.Boolean()
    crm_credit_rounding = fields.Float(default=100.0)
    crm_credit_days = fields.Integer(default=30)
    crm_credit_overdue_days = fields.Integer(default=7)
    crm_credit_broken_promises = fields.Integer(default=0)
    crm_credit_drafts = fields.Boolean()
    crm_credit_grade_id = fields.Many2one(
        comodel_name="crm.credit.grade", ondelete="restrict"
    )
    crm_credit_rating_months = fields.Integer(default=12)
    crm_credit_snapshot_days = fields.Integer(default=7)
    crm_credit_near_percent = fields.Integer(default=80)

    def _credit_policy(self):
        self.ensure_one()
        return Policy(
            use_formula=self._setting("crm_credit_use_formula"),
            rounding=self._setting("crm_credit_rounding"),
            overdue_days=self._setting("crm_credit_overdue_days"),
            broken_promises=self._setting("crm_credit_broken_promises"),
            decimals=self.sudo().currency_id.decimal_places,
        )
