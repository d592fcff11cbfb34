# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmVisitMaterial(models.Model):
    """One thing to prepare before a visit (step 5 of a return visit)."""

    _name = "crm.visit.material"
    _description = "Material for a Visit"
    _inherit = ["crm.visit.line.mixin"]
    _order = "id"

    visit_id = fields.Many2one(
        comodel_name="crm.customer.visit",
        required=True,
        ondelete="cascade",
        index=True,
    )
    name = fields.Char(string="Material", required=True)
    is_ready = fields.Boolean(string="Ready")
