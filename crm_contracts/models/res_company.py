# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    contract_major_amount = fields.Monetary(
        string="Major Contracts from",
        help="From this amount on leaders decide together and file minutes before a "
        "contract goes out for signature. Zero: no contract is major.",
    )
    contract_diligence_months = fields.Integer(
        string="Due Diligence Valid for (Months)", default=12
    )
    contract_alarm_plan_days = fields.Integer(
        string="Alarm before an Instalment Is Due (Days)", default=7
    )
    contract_alarm_period_days = fields.Integer(
        string="Alarm before a Service Period Ends (Days)", default=30
    )
