# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmSatisfactionDimension(models.Model):
    """A side of service quality: reliability, timeliness, responsiveness, ..."""

    _name = "crm.satisfaction.dimension"
    _description = "Dimension of Service Quality"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Char(translate=True)
    question_ids = fields.One2many("crm.satisfaction.question", "dimension_id")
