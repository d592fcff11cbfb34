# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = [
        "res.company",
        "crm.collection.settings.mixin",
        "crm.credit.config.mixin",
    ]

    contract_major_amount = fields.Monetary(
        string="Major Contracts from",
        groups="base.group_user",
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
    contract_alarm_delivery_days = fields.Integer(
        string="Alarm before a Delivery (Days)", default=7
    )

    _credit_settings_sane = models.Constraint(
        "CHECK (crm_credit_rounding >= 0 AND crm_credit_days >= 0"
        " AND crm_credit_overdue_days >= 0 AND crm_credit_broken_promises >= 0"
        " AND crm_credit_rating_months > 0 AND crm_credit_snapshot_days >= 0"
        " AND crm_credit_near_percent BETWEEN 1 AND 100)",
        "Days and amounts of the credit policy cannot be negative, a rating lasts at "
        "least a month, and a limit is nearly used from 1 to 100 percent.",
    )

    _collection_settings_sane = models.Constraint(
        "CHECK (collection_promise_days >= 0 AND collection_promise_limit > 0"
        " AND collection_dispute_days > 0 AND collection_interest_rate >= 0"
        " AND collection_interest_grace >= 0"
        " AND collection_promise_percent BETWEEN 0 AND 100)",
        "Days and rates of collecting cannot be negative, and a tolerance is a "
        "percentage between 0 and 100.",
    )
