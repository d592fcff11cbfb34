# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintServiceExclusion(models.Model):
    """Why a service is outside what was agreed: hardware, network, virus, ..."""

    _name = "crm.complaint.service.exclusion"
    _description = "Reason outside the Scope"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
