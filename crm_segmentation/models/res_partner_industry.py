# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResPartnerIndustry(models.Model):
    _inherit = "res.partner.industry"

    segment_is_growing = fields.Boolean(
        string="Growth Industry",
        help="The company expects this industry to grow; its customers are the segment "
        "Growth Industries.",
    )
