# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmQualificationSection(models.Model):
    """An area of a checklist, weighed against the others, with its own assessor."""

    _name = "crm.qualification.section"
    _description = "Section of a Qualification Checklist"
    _order = "sequence, id"

    template_id = fields.Many2one(
        comodel_name="crm.qualification.template",
        required=True,
        ondelete="cascade",
        index=True,
    )
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    weight = fields.Float(default=1.0)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Usual Assessor",
        domain="[('share', '=', False)]",
        ondelete="set null",
        help="Who of which department assesses this area; empty: whoever started it.",
    )
    criterion_ids = fields.One2many(
        "crm.qualification.criterion", "section_id", copy=True
    )

    _weight_positive = models.Constraint(
        "CHECK (weight > 0)", "A section weighs more than nothing."
    )

    @api.constrains("criterion_ids")
    def _check_criterion_ids(self):
        for section in self:
            if not section.criterion_ids:
                raise ValidationError(
                    self.env._(
                        "Section “%s” asks nothing yet. Add a criterion or delete the "
                        "section.",
                        section.name,
                    )
                )

    def _prepare_part_values(self, user):
        """Values of the part of a qualification in which this section is assessed."""
        self.ensure_one()
        return {
            "section_id": self.id,
            "name": self.name,
            "sequence": self.sequence,
            "weight": self.weight,
            "user_id": (self.user_id or user).id,
            "answer_ids": [
                fields.Command.create(criterion._prepare_answer_values())
                for criterion in self.criterion_ids
            ],
        }
