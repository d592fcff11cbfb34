# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import AccessError


class ResPartnerIndustry(models.Model):
    _inherit = "res.partner.industry"

    segment_is_growing = fields.Boolean(
        string="Growth Industry",
        help="The company expects this industry to grow; its customers are the segment "
        "Growth industries.",
    )

    def action_toggle_growing(self):
        """Button: analysts say which industries grow."""
        if not self.env.user.has_group(
            "crm_segmentation.crm_segmentation_group_analyst"
        ):
            raise AccessError(
                self.env._("Growth industries are marked by analysts: ask one.")
            )
        for industry in self.sudo():
            industry.segment_is_growing = not industry.segment_is_growing
