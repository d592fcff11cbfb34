# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmQualificationReason(models.Model):
    """Why a customer is not accepted, so that refusals can be analysed."""

    _name = "crm.qualification.reason"
    _description = "Reason of Refusal"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
