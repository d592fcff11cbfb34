# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from . import crm_scorecard_queries as queries
from .crm_scorecard_queries import Node

FACT_TYPES = ("integer", "float", "monetary", "boolean", "date")


class CrmScorecardCriterion(models.Model):
    """One line of a scorecard: what is looked at, and how many points it gives."""

    _name = "crm.scorecard.criterion"
    _description = "Criterion of a Scorecard"
    _inherit = ["crm.rule.mixin"]
    _parent_store = True
    _order = "scorecard_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    scorecard_id = fields.Many2one(
        comodel_name="crm.scorecard", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="scorecard_id.company_id", store=True)
    parent_id = fields.Many2one(
        comodel_name="crm.scorecard.criterion",
        string="Group",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('scorecard_id', '=', scorecard_id), ('kind', '=', 'group')]",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("crm.scorecard.criterion", "parent_id")
    kind = fields.Selection(
        selection=[
            ("fact", "Fact"),
            ("condition", "Condition"),
            ("judged", "Judgement"),
            ("group", "Group of criteria"),
        ],
        required=True,
        default="fact",
        help="Fact: a number known of the customer. Condition: 100 points for whom "
        "it holds. Judgement: given by a person. Group: several criteria together.",
    )
    weight = fields.Float(
        default=1.0,
        required=True,
        help="Against the criteria of the same group; what is not known leaves its "
        "weight to the others.",
    )
    any_poor = fields.Boolean(
        string="One Poor Makes All Poor",
        help="The group gets at most the points of its worst criterion when that one "
        "is poor.",
    )

    # fact
    fact_name = fields.Selection(
        selection="_selection_fact_name",
        string="Fact",
        help="Days since, for a date; 1 or 0 for yes or no.",
    )
    method = fields.Selection(
        selection=[("bands", "Bands"), ("quantile", "Comparison with others")],
        required=True,
        default="bands",
    )
    quantiles = fields.Integer(default=5)
    is_less_better = fields.Boolean(string="Less Is Better")
    band_ids = fields.One2many("crm.scorecard.band", "criterion_id", copy=True)
    help_text = fields.Text(
        string="How to Judge", translate=True, help="What the marks 1 to 5 mean."
    )

    _weight_positive = models.Constraint(
        "CHECK (weight >= 0)", "A weight is not negative."
    )
    _quantiles_possible = models.Constraint(
        "CHECK (quantiles BETWEEN 2 AND 20)",
        "Customers are compared in 2 to 20 parts.",
    )
    _fact_named = models.Constraint(
        "CHECK (kind != 'fact' OR fact_name IS NOT NULL)", "Choose the fact to look at."
    )

    @api.model
    def _selection_fact_name(self):
        """Every number, date and yes or no that is stored for customers."""
        fields_ = self.env["crm.customer"]._fields.items()
        facts = [
            (name, field._description_string(self.env))
            for name, field in fields_
            if field.store
            and field.column_type
            and field.type in FACT_TYPES
            and not field.company_dependent
            and name not in ("id", "active", "importance_points", "health_points")
        ]
        return sorted(facts, key=lambda fact: fact[1])

    @api.constrains("parent_id", "scorecard_id", "kind")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A group cannot stand in itself."))
        for criterion in self:
            group = criterion.parent_id
            if group and (
                group.scorecard_id != criterion.scorecard_id or group.kind != "group"
            ):
                raise ValidationError(
                    self.env._(
                        "%(criterion)s can only stand in a group of its own scorecard, "
                        "which %(group)s is not.",
                        criterion=criterion.name,
                        group=group.name,
                    )
                )
            if criterion.child_ids and criterion.kind != "group":
                raise ValidationError(
                    self.env._(
                        "%s holds other criteria, so it stays a group.", criterion.name
                    )
                )

    @api.constrains("kind", "method", "band_ids")
    def _check_bands(self):
        for criterion in self:
            uses_bands = (criterion.kind, criterion.method) == ("fact", "bands")
            if uses_bands and not criterion.band_ids:
                raise ValidationError(
                    self.env._(
                        "%s has no bands: say from which value on it gives how many "
                        "points, or compare customers with each other.",
                        criterion.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self.env["res.company"]._mark_scores_stale()
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() - {"name", "help_text"}:
            self.env["res.company"]._mark_scores_stale()
        return super().write(vals)

    def unlink(self):
        self.env["res.company"]._mark_scores_stale()
        return super().unlink()

    def _as_nodes(self, scope):
        """Nodes of the criteria that count; groups without any are left out."""
        nodes = (criterion._as_node(scope) for criterion in self)
        return tuple(node for node in nodes if node)

    def _as_node(self, scope):
        self.ensure_one()
        if self.kind == "group":
            nodes = self.child_ids._as_nodes(scope)
            return nodes and Node(
                self.id, self.weight, nodes=nodes, any_poor=self.any_poor
            )
        if self.kind == "fact" and self.fact_name not in self._fact_fields():
            return None
        value = self._value_sql(scope) if scope else None
        return Node(self.id, self.weight, value=value, points=self._points_sql())

    def _fact_fields(self):
        """Fields of customers; one that was uninstalled does not count any more."""
        return self.env["crm.customer"]._fields

    def _value_sql(self, scope):
        if self.kind == "judged":
            return queries.judged_value(self.id, scope.today)
        if self.kind == "condition":
            return queries.condition_value(self._rule_subselect(scope))
        kind = self._fact_fields()[self.fact_name].type
        return queries.fact_value(self.fact_name, kind, scope.today)

    def _points_sql(self):
        if self.kind == "judged":
            return queries.as_points(self.id)
        if self.kind == "condition":
            return queries.all_or_nothing(self.id)
        if self.method == "quantile":
            return queries.quantiled(self.id, self.quantiles, self.is_less_better)
        bands = [(band.value_from, band.points) for band in self.band_ids]
        return queries.banded(self.id, bands)
