# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintDefect(models.Model):
    """What can be wrong with a product, in words a customer can choose."""

    _name = "crm.complaint.defect"
    _description = "Kind of Defect"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: offered in every company."
    )
