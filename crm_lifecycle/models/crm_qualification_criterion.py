# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

KINDS = [("yes_no", "Yes or no"), ("points", "Points"), ("choice", "Choice")]


class CrmQualificationCriterion(models.Model):
    _name = "crm.qualification.criterion"
    _description = "Criterion of a Qualification Checklist"
    _order = "sequence, id"

    section_id = fields.Many2one(
        comodel_name="crm.qualification.section",
        required=True,
        ondelete="cascade",
        index=True,
    )
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(selection=KINDS, default="yes_no", required=True)
    points_max = fields.Float(
        string="Most Points",
        default=1.0,
        help="Points for yes, or the most that can be given; of a choice its best.",
    )
    is_must = fields.Boolean(
        string="Must Not Fail",
        help="Failing it refuses the customer, however many points the rest has.",
    )
    points_min = fields.Float(
        string="Least Points",
        help="Fewer fail a criterion that must not fail; of yes and no, no fails it.",
    )
    choice_ids = fields.One2many("crm.qualification.choice", "criterion_id", copy=True)
    points_best = fields.Float(string="Best", compute="_compute_points_best")

    _points_positive = models.Constraint(
        "CHECK (points_max > 0 AND points_min >= 0)",
        "The most points are above zero, the least not below.",
    )

    @api.depends("kind", "points_max", "choice_ids.points")
    def _compute_points_best(self):
        for criterion in self:
            points = criterion.choice_ids.mapped("points")
            choice = criterion.kind == "choice"
            criterion.points_best = (
                max(points, default=0) if choice else criterion.points_max
            )

    @api.constrains("kind", "choice_ids")
    def _check_choice_ids(self):
        for criterion in self:
            if criterion.kind == "choice" and criterion.points_best <= 0:
                raise ValidationError(
                    self.env._(
                        "“%s” is a choice: add what may be chosen, at least one of it "
                        "with points.",
                        criterion.name,
                    )
                )

    def action_open(self):
        """Shows what may be chosen, in a window of its own."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _prepare_answer_values(self):
        """The question as it was asked: later changes of the checklist do not count."""
        self.ensure_one()
        return {
            "criterion_id": self.id,
            "name": self.name,
            "sequence": self.sequence,
            "kind": self.kind,
            "is_must": self.is_must,
            "points_max": self.points_best,
            "points_min": self.points_min,
        }
