# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ProductCategory(models.Model):
    _inherit = "product.category"

    complaint_skill_ids = fields.Many2many(
        comodel_name="crm.complaint.skill",
        relation="crm_complaint_skill_product_category_rel",
        string="Skills for Complaints",
        help="Complaints about these products go to agents who have these skills, in "
        "teams that assign by skill.",
    )
