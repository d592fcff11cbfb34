# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

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

    def action_open_precision(self):
        """Decimals of quantities and prices; amounts have those of their currency."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "base.action_decimal_precision_form"
        )
