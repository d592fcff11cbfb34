# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintFault(models.Model):
    """A way of treating customers that the company does not want to see."""

    _name = "crm.complaint.fault"
    _description = "Service Fault"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(
        translate=True, help="How the fault sounds, and what to do instead."
    )
