# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .crm_voice_rules import roll_up, shares


class CrmVoiceNode(models.Model):
    """A node of a satisfaction index: a group of items, or one item that is asked."""

    _name = "crm.voice.node"
    _description = "Item of a Satisfaction Index"
    _order = "index_id, sequence, id"

    index_id = fields.Many2one(
        comodel_name="crm.voice.index", required=True, index=True, ondelete="cascade"
    )
    parent_id = fields.Many2one(
        comodel_name="crm.voice.node",
        string="Part of",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('index_id', '=', index_id), ('item', '=', False)]",
    )
    child_ids = fields.One2many("crm.voice.node", "parent_id", string="Parts")
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    description = fields.Char(translate=True)
    weight = fields.Float(
        default=1.0,
        aggregator=None,
        help="Compared with the weights of the items beside it, in whatever unit.",
    )
    share = fields.Float(
        string="Share of the Index",
        compute="_compute_share",
        store=True,
        aggregator=None,
        digits=(16, 12),
    )
    item = fields.Selection(
        selection=lambda self: self._selection_item(),
        string="Asked as",
        help="The question whose answers count here. Groups ask nothing themselves.",
    )
    benchmark = fields.Float(
        string="Best Competitor",
        aggregator=None,
        digits=(16, 1),
        help="Score of the best competitor, 0 to 100, as far as you know it; 0: "
        "unknown.",
    )

    # figures of the window
    answer_count = fields.Integer(string="Answers", compute="_compute_figures")
    answer_weight = fields.Float(compute="_compute_figures")
    score = fields.Float(compute="_compute_figures", digits=(16, 1))
    benchmark_gap = fields.Float(
        string="Against the Best",
        compute="_compute_benchmark_gap",
        digits=(16, 1),
        help="Own score less that of the best competitor.",
    )

    _weight_not_negative = models.Constraint(
        "CHECK (weight >= 0)", "A weight is zero or more."
    )
    _benchmark_in_scale = models.Constraint(
        "CHECK (benchmark >= 0 AND benchmark <= 100)",
        "The score of a competitor lies between 0 and 100.",
    )
    _item_unique = models.UniqueIndex(
        "(index_id, item) WHERE item IS NOT NULL",
        "This question stands in the index already: it would count twice.",
    )

    @api.depends(
        "index_id.node_ids.parent_id",
        "index_id.node_ids.weight",
        "parent_id",
        "weight",
    )
    def _compute_share(self):
        for index in self.index_id:
            tree = index.node_ids._tree()
            found = shares(tree)
            for node in self.filtered(lambda node, i=index: node.index_id == i):
                node.share = found.get(node._origin.id, 0.0)
        self.filtered(lambda node: not node.index_id).share = 0.0

    @api.depends("item", "share", "index_id.window_days")
    @api.depends_context("allowed_company_ids", "uid")
    def _compute_figures(self):
        self.answer_count = 0
        self.answer_weight = self.score = 0.0
        for index in self.index_id:
            found = index._origin.node_ids._figures()
            for node in self.filtered(lambda node, i=index: node.index_id == i):
                if node._origin.id not in found:
                    continue
                count, weight, total = found[node._origin.id]
                node.answer_count = count
                node.answer_weight = weight
                node.score = total / weight if weight else 0.0

    @api.depends("answer_count", "benchmark", "score")
    def _compute_benchmark_gap(self):
        for node in self:
            known = node.answer_count and node.benchmark
            node.benchmark_gap = node.score - node.benchmark if known else 0.0

    @api.model
    def _selection_item(self):
        return [
            (item.key, f"{item.group}: {item.label}")
            for item in self.env["crm.customer"]._voice_items()
        ]

    @api.constrains("parent_id", "index_id", "item")
    def _check_tree(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("An item cannot be part of itself, on no level.")
            )
        for node in self | self.parent_id | self.child_ids:
            if node.item and node.child_ids:
                raise ValidationError(
                    self.env._(
                        "%(node)s is a group: its parts are asked, not the group "
                        "itself. Empty “Asked as”, or move the parts elsewhere.",
                        node=node.name,
                    )
                )
            if node.parent_id and node.parent_id.index_id != node.index_id:
                raise ValidationError(
                    self.env._(
                        "%(node)s and the group it is part of stand in different "
                        "indexes.",
                        node=node.name,
                    )
                )

    def action_view_answers(self):
        """The answers that make the score."""
        self.ensure_one()
        action = self.index_id.action_view_answers()
        action["domain"] = [("node_id", "in", self._below().ids)]
        return action

    def _below(self):
        """This node and all parts below it."""
        found = level = self
        while level := level.child_ids - found:
            found |= level
        return found

    def _tree(self):
        """{id: (id of the parent or None, weight)}; new nodes go by themselves."""
        return {
            node._origin.id: (node.parent_id._origin.id or None, node.weight)
            for node in self
        }

    def _figures(self):
        """{id: (answers, sum of shares, sum of share x score)} of one whole index."""
        if not self:
            return {}
        index = self.index_id
        since = fields.Date.context_today(self) - timedelta(days=index.window_days - 1)
        groups = self.env["crm.voice.report"]._read_group(
            [("index_id", "=", index.id), ("day", ">=", since)],
            ["node_id"],
            ["__count", "weight:sum", "weighed:sum"],
        )
        tree = self._tree()
        counts = roll_up(tree, {node.id: (n, 0) for node, n, _w, _s in groups})
        sums = roll_up(tree, {node.id: (w, s) for node, _n, w, s in groups})
        return {key: (int(counts[key][0]), *sums[key]) for key in tree}
