# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


# pylint: disable=no-wizard-in-models
class ResConfigSettings(models.TransientModel):
    _name = "res.config.settings"
    _inherit = ["res.config.settings", "crm.credit.settings.mixin"]

    collection_dunning_on = fields.Boolean(
        related="company_id.collection_dunning_on", readonly=False
    )
    collection_promise_days = fields.Integer(
        related="company_id.collection_promise_days", readonly=False
    )
    collection_promise_percent = fields.Float(
        related="company_id.collection_promise_percent", readonly=False
    )
    collection_promise_limit = fields.Integer(
        related="company_id.collection_promise_limit", readonly=False
    )
    collection_dispute_days = fields.Integer(
        related="company_id.collection_dispute_days", readonly=False
    )
    collection_interest_rate = fields.Float(
        related="company_id.collection_interest_rate", readonly=False
    )
    collection_interest_grace = fields.Integer(
        related="company_id.collection_interest_grace", readonly=False
    )
    collection_interest_product_id = fields.Many2one(
        related="company_id.collection_interest_product_id", readonly=False
    )
    collection_legal_order = fields.Boolean(
        related="company_id.collection_legal_order", readonly=False
    )

    contract_major_amount = fields.Monetary(
        related="company_id.contract_major_amount",
        readonly=False,
    )
    contract_diligence_months = fields.Integer(
        related="company_id.contract_diligence_months", readonly=False
    )
    contract_alarm_plan_days = fields.Integer(
        related="company_id.contract_alarm_plan_days", readonly=False
    )
    contract_alarm_period_days = fields.Integer(
        related="company_id.contract_alarm_period_days", readonly=False
    )
    contract_alarm_delivery_days = fields.Integer(
        related="company_id.contract_alarm_delivery_days", readonly=False
    )

    def action_open_precision(self):
        """Decimals of quantities and prices; amounts have those of their currency."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "base.action_decimal_precision_form"
        )
