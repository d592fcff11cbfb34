# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_voice_queries import placed_priorities

QUADRANTS = [
    ("concentrate", "Improve First"),
    ("keep", "Keep It Up"),
    ("low", "Low Priority"),
    ("overkill", "More than Needed"),
]
KANO_CLASSES = [
    ("must_be", "Must-be"),
    ("one_dimensional", "Proportional"),
    ("attractive", "Attractive"),
    ("indifferent", "Indifferent"),
]


class CrmVoicePriority(models.Model):
    """Importance and performance of each item, and what it does to the whole.

    The lines that divide the four fields are the averages of the index. Penalty and
    reward compare overall satisfaction of those who found the item poor, middling and
    good: they show the kind of quality without asking for it (S-514 to S-517).
    """

    _name = "crm.voice.priority"
    _description = "Priorities of Satisfaction"
    _auto = False
    _order = "index_id, importance desc, id"
    _rec_name = "node_id"
    _depends = {"crm.customer": ["company_id"]}

    index_id = fields.Many2one("crm.voice.index", readonly=True)
    node_id = fields.Many2one("crm.voice.node", string="Item", readonly=True)
    parent_id = fields.Many2one(related="node_id.parent_id", string="Group of Items")
    company_id = fields.Many2one("res.company", readonly=True)
    answer_count = fields.Integer(string="Answers", readonly=True)
    score = fields.Float(readonly=True, aggregator="avg", digits=(16, 1))
    score_line = fields.Float(
        string="Average Score", readonly=True, aggregator=None, digits=(16, 1)
    )
    expected = fields.Float(readonly=True, aggregator="avg", digits=(16, 1))
    gap = fields.Float(readonly=True, aggregator="avg", digits=(16, 1))
    stated_importance = fields.Float(
        string="Share of the Index", readonly=True, aggregator="sum"
    )
    derived_importance = fields.Float(
        string="Goes with the Whole",
        readonly=True,
        aggregator="avg",
        digits=(16, 2),
        help="Correlation of the item with overall satisfaction, -1 to 1.",
    )
    importance = fields.Float(readonly=True, aggregator="avg", digits=(16, 3))
    importance_line = fields.Float(
        string="Average Importance", readonly=True, aggregator=None, digits=(16, 3)
    )
    quadrant = fields.Selection(
        selection=QUADRANTS, string="What to Do", group_expand=True, readonly=True
    )
    penalty = fields.Float(
        string="Takes Away",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Points of overall satisfaction lost where the item is poor.",
    )
    reward = fields.Float(
        string="Gives",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Points of overall satisfaction won where the item is good.",
    )
    kano_class = fields.Selection(
        selection=KANO_CLASSES, string="Kind of Quality", readonly=True
    )
    benchmark = fields.Float(related="node_id.benchmark")

    def action_view_answers(self):
        self.ensure_one()
        return self.node_id.action_view_answers()

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = []
        for company in self.env.companies.sudo():
            scope = customers._fact_scope(company)
            indexes = self.env["crm.voice.index"]._of_company(company)
            parts.append(
                placed_priorities(
                    scope,
                    customers._voice_sources(scope),
                    indexes._leaves(),
                    indexes._priority_rules(scope.today),
                )
            )
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
