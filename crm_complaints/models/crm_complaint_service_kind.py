# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintServiceKind(models.Model):
    _name = "crm.complaint.service.kind"
    _description = "Kind of Service"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    skill_ids = fields.Many2many(
        comodel_name="crm.complaint.skill",
        relation="crm_complaint_service_kind_skill_rel",
        string="Skills Needed",
        help="Technicians who have them are proposed first.",
    )
    product_id = fields.Many2one(
        comodel_name="product.product",
        string="Work is Sold as",
        domain="[('type', '=', 'service')]",
        help="Product of the working hours in the quotation of a service that is not "
        "covered.",
    )
