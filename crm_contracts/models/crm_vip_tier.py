# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmVipTier(models.Model):
    _inherit = "crm.vip.tier"

    credit_days_extra = fields.Integer(
        string="More Days of Credit",
        help="Added to the days of the grade in the limit by formula.",
    )

    _credit_days_positive = models.Constraint(
        "CHECK (credit_days_extra >= 0)", "More days of credit cannot be negative."
    )
