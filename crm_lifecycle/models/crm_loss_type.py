# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmLossType(models.Model):
    _name = "crm.loss.type"
    _description = "Type of Loss"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_competitor = fields.Boolean(
        string="Lost to a Competitor", help="The competitor is asked for."
    )

    _name_unique = models.Constraint(
        "UNIQUE (name)", "There is already a type of loss with this name."
    )
