# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmVipTier(models.Model):
    _name = "crm.vip.tier"
    _inherit = ["crm.vip.tier", "crm.complaint.cached.mixin"]

    compensation_factor = fields.Float(
        default=1.0,
        help="Limits of compensation for members are multiplied by this factor.",
    )
    compensation_extra = fields.Float(
        help="Added to the limit for members, in the company's currency.",
        digits="Product Price",
    )

    _compensation_positive = models.Constraint(
        "CHECK (compensation_factor >= 0 AND compensation_extra >= 0)",
        "Factor and extra of the compensation limit cannot be negative.",
    )
