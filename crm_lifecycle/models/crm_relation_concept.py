# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

CONCEPTS = [
    ("goal", "Goal of a visit"),
    ("way", "Way of developing the relation"),
    ("step", "Step of developing the relation"),
    ("type", "Type of key customer"),
]


class CrmRelationConcept(models.Model):
    """A word of the company's key customer work, with what to do about it."""

    _name = "crm.relation.concept"
    _description = "Concept of Key Customer Work"
    _order = "kind, sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(selection=CONCEPTS, required=True, index=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for every company.")
    strategy = fields.Text(translate=True, help="What to do, as salespersons read it.")
