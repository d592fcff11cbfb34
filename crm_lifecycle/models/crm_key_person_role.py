# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmKeyPersonRole(models.Model):
    """What part somebody has in a customer's decision to buy."""

    _name = "crm.key.person.role"
    _description = "Role in Buying"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_decider = fields.Boolean(
        string="Decides",
        help="A new person in this role is a signal to the owner of the customer.",
    )
    advice = fields.Text(
        translate=True, help="What this person wants to hear from a salesperson."
    )

    _name_unique = models.Constraint("UNIQUE (name)", "This role is there already.")
