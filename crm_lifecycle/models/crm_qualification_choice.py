# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmQualificationChoice(models.Model):
    _name = "crm.qualification.choice"
    _description = "What May Be Chosen for a Criterion"
    _order = "points desc, id"

    criterion_id = fields.Many2one(
        comodel_name="crm.qualification.criterion",
        required=True,
        ondelete="cascade",
        index=True,
    )
    name = fields.Char(required=True, translate=True)
    points = fields.Float()

    _points_positive = models.Constraint(
        "CHECK (points >= 0)", "Points are not negative."
    )
