# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

MODES = [
    ("visit", "Visit at the customer"),
    ("invitation", "Invitation to us"),
    ("phone", "Phone call"),
    ("mail", "E-mail"),
    ("fax", "Fax"),
    ("letter", "Letter"),
    ("online", "Online meeting or chat"),
    ("event", "Forum, summit or training"),
]
ROLES = [
    ("owner", "Owner of the customer"),
    ("leader", "Leader of the owner's team"),
    ("director", "Company leader"),
]


class CrmVisitType(models.Model):
    """What contacts with customers are for; a company adds its own."""

    _name = "crm.visit.type"
    _description = "Kind of Visit"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: every company uses it."
    )
    mode = fields.Selection(MODES, default="visit", required=True)
    role = fields.Selection(
        selection=ROLES,
        string="Who Visits",
        default="owner",
        required=True,
        help="For whom a generated plan writes visits of this kind.",
    )
    duration = fields.Float(string="Duration (Hours)", default=1.0)
    checklist = fields.Text(
        string="Material to Prepare",
        translate=True,
        help="One thing a line; each visit of this kind starts with this list.",
    )
    is_first = fields.Boolean(
        string="For Potential Customers",
        help="The visit asks for the three things: introduce yourself and exchange "
        "cards, hand over samples or brochures, present the company.",
    )
    is_incoming = fields.Boolean(
        string="The Customer Comes to Us",
        help="Registered by the reception: no plan, no route, a word to the owner.",
    )
    color = fields.Integer()

    _duration_positive = models.Constraint(
        "CHECK (duration > 0)", "A visit lasts longer than nothing."
    )
