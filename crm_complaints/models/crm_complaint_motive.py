# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintMotive(models.Model):
    """Why a customer complains: what he hopes for besides the remedy."""

    _name = "crm.complaint.motive"
    _description = "Motive of a Complaint"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    advice = fields.Text(
        translate=True, help="How to meet a customer who complains for this reason."
    )
