# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmCreditCriterion(models.Model):
    """One item of the scorecard: chosen, typed as a figure, or read from the books."""

    _name = "crm.credit.criterion"
    _description = "Scorecard Item"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    topic = fields.Selection(
        selection=[
            ("business", "Business"),
            ("honesty", "Honesty"),
            ("payment", "Payment Behaviour"),
            ("finances", "Finances"),
        ],
        required=True,
        default="business",
    )
    kind = fields.Selection(
        selection=[
            ("choice", "Chosen"),
            ("figure", "Figure, typed in"),
            ("fact", "Fact of the customer"),
        ],
        required=True,
        default="choice",
    )
    field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        string="Fact",
        domain="[('model', '=', 'crm.customer'), ('store', '=', True),"
        " ('ttype', 'in', ('integer', 'float', 'monetary'))]",
        ondelete="cascade",
        help="Kept by the books; nobody types it.",
    )
    weight = fields.Float(default=10.0, required=True)
    is_required = fields.Boolean(
        string="Must Be Answered",
        help="A rating without an answer to this item is not put into force.",
    )
    level_ids = fields.One2many(
        comodel_name="crm.credit.criterion.level",
        inverse_name="criterion_id",
        string="Answers",
        copy=True,
    )
    note = fields.Char(
        string="Evidence", translate=True, help="Where the answer is found."
    )

    _weight_positive = models.Constraint(
        "CHECK (weight > 0)", "The weight of an item is above zero."
    )
    _fact_named = models.Constraint(
        "CHECK (kind != 'fact' OR field_id IS NOT NULL)",
        "Choose the fact that this item reads.",
    )

    @api.constrains("level_ids")
    def _check_level_ids(self):
        for criterion in self:
            if not criterion.level_ids:
                raise ValidationError(
                    self.env._("%s: add at least one answer.", criterion.name)
                )

    def _level_of(self, value):
        """The answer with the highest threshold that a figure reaches."""
        self.ensure_one()
        levels = self.level_ids.sorted("value_from")
        return (
            levels.filtered(lambda level: level.value_from <= value)[-1:]
            or (levels[:1])
        )

    def _measured_value(self, customer):
        """What the books say, or None for an item that a person answers."""
        self.ensure_one()
        name = self.sudo().field_id.name
        if self.kind != "fact" or name not in customer._fields:
            return None
        return customer.sudo()[name]
