# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from . import crm_qualification_rules as rules
from .crm_qualification_criterion import KINDS


class CrmQualificationAnswer(models.Model):
    """One criterion as it was asked of one customer, and what the assessor found."""

    _name = "crm.qualification.answer"
    _description = "Answer of a Qualification"
    _inherit = ["crm.guarded.mixin"]
    _order = "qualification_id, part_sequence, part_id, sequence, id"

    _guarded_fields = frozenset(
        {"criterion_id", "is_must", "kind", "name", "part_id", "points_max"}
        | {"points_min", "sequence"}
    )

    part_id = fields.Many2one(
        comodel_name="crm.qualification.part",
        string="Section",
        required=True,
        ondelete="cascade",
        index=True,
    )
    part_sequence = fields.Integer(
        related="part_id.sequence", store=True, string="Order of the Section"
    )
    qualification_id = fields.Many2one(
        related="part_id.qualification_id", store=True, index=True
    )
    criterion_id = fields.Many2one(
        comodel_name="crm.qualification.criterion",
        string="Criterion of the Checklist",
        ondelete="set null",
    )
    name = fields.Char(string="Criterion", required=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(selection=KINDS, required=True)
    is_must = fields.Boolean(string="Must Not Fail")
    points_max = fields.Float(string="Most Points")
    points_min = fields.Float(string="Least Points")
    answer = fields.Selection(selection=[("yes", "Yes"), ("no", "No")])
    points_given = fields.Float()
    choice_id = fields.Many2one(
        comodel_name="crm.qualification.choice",
        domain="[('criterion_id', '=', criterion_id)]",
        ondelete="restrict",
    )
    points = fields.Float(compute="_compute_points", store=True)
    is_failed = fields.Boolean(string="Failed", compute="_compute_points", store=True)
    note = fields.Char(string="Evidence")

    @api.depends("answer", "choice_id", "is_must", "kind", "points_given", "points_max")
    def _compute_points(self):
        for line in self:
            line.points = rules.points_of(
                line.kind,
                line.answer,
                line.points_given,
                line.choice_id.points,
                line.points_max,
            )
            line.is_failed = (
                line.is_must
                and line._is_answered()
                and rules.is_failed(
                    line.kind, line.answer, line.points, line.points_min
                )
            )

    @api.constrains("points_given", "choice_id")
    def _check_points(self):
        for line in self:
            if not 0 <= line.points_given <= line.points_max:
                raise ValidationError(
                    self.env._(
                        "“%(criterion)s” has 0 to %(most)g points.",
                        criterion=line.name,
                        most=line.points_max,
                    )
                )
            if line.choice_id and line.choice_id.criterion_id != line.criterion_id:
                raise ValidationError(
                    self.env._(
                        "“%(choice)s” is no answer to “%(criterion)s”.",
                        choice=line.choice_id.name,
                        criterion=line.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "What is asked comes from the checklist. Directors change it "
                    "under Configuration, Qualification."
                )
            )
        return super().create(vals_list)

    def write(self, vals):
        self.part_id._check_may_assess()
        return super().write(vals)

    def _is_answered(self):
        """Points of zero are an answer, once the section is finished."""
        self.ensure_one()
        if self.kind == "points":
            return self.part_id.is_done or bool(self.points_given)
        return bool(self.answer if self.kind == "yes_no" else self.choice_id)
