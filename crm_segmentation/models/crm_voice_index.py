# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .crm_voice_queries import PriorityRules
from .crm_voice_rules import Leaf


class CrmVoiceIndex(models.Model):
    """Satisfaction as one number: a tree of items with weights (S-518).

    The first index of a company is its main one: customers carry its score as a fact.
    """

    _name = "crm.voice.index"
    _description = "Satisfaction Index"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: used by every company."
    )
    node_ids = fields.One2many("crm.voice.node", "index_id", string="Items", copy=False)
    leaf_count = fields.Integer(string="Items Asked", compute="_compute_figures")
    answer_count = fields.Integer(string="Answers", compute="_compute_figures")
    score = fields.Float(
        compute="_compute_figures",
        digits=(16, 1),
        help="0 to 100: the average of all answers of the window, each with the share "
        "of its item.",
    )
    window_days = fields.Integer(
        string="Window (Days)",
        default=365,
        required=True,
        help="Answers of so many days make the score and the priorities.",
    )
    repurchase_days = fields.Integer(
        string="Days to Buy Again",
        default=365,
        required=True,
        help="An order within so many days after the answer counts as bought again.",
    )
    importance_source = fields.Selection(
        selection=[
            ("stated", "The weights of the index"),
            ("derived", "How far an item goes with overall satisfaction"),
        ],
        string="Importance from",
        default="stated",
        required=True,
    )
    min_answers = fields.Integer(
        string="Answers Needed",
        default=10,
        required=True,
        help="An item with fewer answers is not placed among the priorities.",
    )
    poor_below = fields.Float(string="Poor below", default=40.0, required=True)
    good_from = fields.Float(string="Good from", default=60.0, required=True)
    kano_tilt = fields.Float(
        string="Outweighs from",
        default=0.2,
        required=True,
        help="What an item takes and what it gives differ by this part of both: then "
        "it is must-be or attractive, else proportional.",
    )
    kano_least = fields.Float(
        string="Indifferent below",
        default=5.0,
        required=True,
        help="An item that moves overall satisfaction by fewer points leaves "
        "customers indifferent.",
    )

    _days_positive = models.Constraint(
        "CHECK (window_days > 0 AND repurchase_days > 0)",
        "The window of an index and the days to buy again are one day at least.",
    )
    _bounds_ascend = models.Constraint(
        "CHECK (poor_below >= 0 AND poor_below < good_from AND good_from <= 100)",
        "Poor ends below where good begins, both between 0 and 100.",
    )
    _needed_positive = models.Constraint(
        "CHECK (min_answers > 0 AND kano_tilt >= 0 AND kano_least >= 0)",
        "At least one answer is needed, and bounds are not negative.",
    )

    @api.depends("node_ids.item", "node_ids.weight", "window_days")
    @api.depends_context("allowed_company_ids", "uid")
    def _compute_figures(self):
        for index in self:
            index.leaf_count = len(index.node_ids.filtered("item"))
            roots = index.node_ids.filtered(lambda node: not node.parent_id)
            index.answer_count = sum(roots.mapped("answer_count"))
            weight = sum(roots.mapped("answer_weight"))
            total = sum(node.answer_weight * node.score for node in roots)
            index.score = total / weight if weight else 0.0

    def action_add_items(self):
        """Adds every item that customers are asked and the index does not have yet.

        What asks about everything at once is left to be chosen by hand.
        """
        self.check_access("write")
        items = self.env["crm.customer"]._voice_items()
        if not items:
            raise UserError(
                self.env._(
                    "Nobody asks customers yet. Install an app with satisfaction "
                    "surveys, such as Complaints, and plan a survey there."
                )
            )
        for index in self:
            index._add_items(items)

    def action_view_answers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_voice_report_action"
        )
        action["domain"] = [("index_id", "=", self.id)]
        return action

    def _add_items(self, items):
        """Items of the same name are taken over; others get a group and a place."""
        self.ensure_one()
        known = set(self.node_ids.mapped("item"))
        items = [i for i in items if not (i.is_whole or i.key in known)]
        parents = self.node_ids.parent_id
        unasked = self.node_ids.filtered(lambda n: not n.item and n not in parents)
        by_name = {node.name.casefold(): node for node in unasked}
        for place, item in enumerate(items, 1):
            node = by_name.pop(item.label.casefold(), None)
            if node:
                node.item = item.key
            else:
                self._create_node(item, place)

    def _create_node(self, item, place):
        groups = self.node_ids.filtered(lambda n: not (n.item or n.parent_id))
        parent = groups.filtered(lambda n: n.name == item.group)[:1]
        values = {"index_id": self.id, "sequence": 1000 + place}
        nodes = self.env["crm.voice.node"]
        if not parent:
            # no heavier and no lighter than the groups that are there
            usual = sum(groups.mapped("weight")) / len(groups) if groups else 1.0
            parent = nodes.create({**values, "name": item.group, "weight": usual})
        nodes.create(
            {**values, "name": item.label, "parent_id": parent.id, "item": item.key}
        )

    @api.model
    def _of_company(self, company):
        """Indexes in use of a company; the first one is its main index."""
        return self.sudo().search([("company_id", "in", [company.id, False])])

    def _leaves(self):
        """List of ``Leaf`` of these indexes."""
        nodes = self.sudo().node_ids
        parents = nodes.parent_id
        return [
            Leaf(node.id, node.index_id.id, node.item, node.share)
            for node in nodes
            if node.item and node not in parents and node.share
        ]

    def _priority_rules(self, today):
        """List of ``PriorityRules`` of these indexes."""
        return [
            PriorityRules(
                index_id=index.id,
                since=today - timedelta(days=index.window_days - 1),
                source=index.importance_source,
                poor_below=index.poor_below,
                good_from=index.good_from,
                min_answers=index.min_answers,
                tilt=index.kano_tilt,
                least=index.kano_least,
            )
            for index in self.sudo()
        ]
