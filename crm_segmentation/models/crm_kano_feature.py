# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .crm_kano_rules import coded

KANO_CLASSES = [
    ("must_be", "Must-be"),
    ("one_dimensional", "Proportional"),
    ("attractive", "Attractive"),
    ("indifferent", "Indifferent"),
    ("reverse", "Reverse"),
    ("questionable", "Questionable"),
]


class CrmKanoFeature(models.Model):
    """What is offered or could be; its kind of quality follows from the answers."""

    _name = "crm.kano.feature"
    _description = "Feature of a Kano Study"
    _order = "study_id, sequence, id"

    study_id = fields.Many2one(
        comodel_name="crm.kano.study", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="study_id.company_id", store=True, precompute=True, index=True
    )
    name = fields.Char(
        required=True,
        translate=True,
        help="Asked as: how do you feel if we offer it, how if we do not?",
    )
    sequence = fields.Integer(default=10)
    description = fields.Text(translate=True)
    answer_ids = fields.One2many("crm.kano.answer", "feature_id")
    answer_count = fields.Integer(
        string="Answers", compute="_compute_class", store=True, aggregator="sum"
    )
    kano_class = fields.Selection(
        selection=KANO_CLASSES,
        string="Kind of Quality",
        group_expand=True,
        compute="_compute_class",
        store=True,
        help="The class that most customers give; of equal ones the one that hurts "
        "most when it is missing.",
    )
    strength = fields.Float(
        string="Agreement",
        compute="_compute_class",
        store=True,
        aggregator="avg",
        help="Part of the answers that give this class.",
    )
    better = fields.Float(
        string="Satisfies",
        compute="_compute_class",
        store=True,
        aggregator="avg",
        help="0 to 1: part of the customers whom its presence makes satisfied.",
    )
    worse = fields.Float(
        string="Dissatisfies",
        compute="_compute_class",
        store=True,
        aggregator="avg",
        help="-1 to 0: part of the customers whom its absence makes dissatisfied.",
    )

    @api.depends("answer_ids.kano_class")
    def _compute_class(self):
        """Counts all answers, whoever may read them: the class is one for all."""
        groups = (
            self.env["crm.kano.answer"]
            .sudo()
            ._read_group(
                [("feature_id", "in", self.ids)],
                ["feature_id", "kano_class"],
                ["__count"],
            )
        )
        counts = {}
        for feature, klass, count in groups:
            counts.setdefault(feature.id, {})[klass] = count
        for feature in self:
            row = counts.get(feature._origin.id, {})
            found = coded(row)
            feature.answer_count = sum(row.values())
            feature.kano_class = found.klass or False
            feature.strength = found.strength
            feature.better = found.better
            feature.worse = found.worse

    def action_view_answers(self):
        """What each customer said to it."""
        self.ensure_one()
        action = self.study_id.action_view_answers()
        action["domain"] = [("feature_id", "=", self.id)]
        action["context"] = {"default_feature_id": self.id}
        return action
