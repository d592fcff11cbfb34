# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_voice_queries import ratio, weighed_answers

# Average of several answers: (sum, sum of the weights it is divided by).
AVERAGES = {
    "score": ("weighed", "weight"),
    "expected": ("expected_weighed", "expected_weight"),
    "gap": ("gap_weighed", "expected_weight"),
}


class CrmVoiceReport(models.Model):
    """Every answer about an item of a satisfaction index, with the item's share.

    The average of any group of rows, by month, item, owner or customer, is weighted: it
    is the index of that group (S-518, S-527, S-537).
    """

    _name = "crm.voice.report"
    _description = "Satisfaction Analysis"
    _auto = False
    _order = "day desc, id desc"
    _rec_name = "node_id"
    _depends = {"crm.customer": ["company_id"]}

    index_id = fields.Many2one("crm.voice.index", readonly=True)
    node_id = fields.Many2one("crm.voice.node", string="Item", readonly=True)
    parent_id = fields.Many2one(
        related="node_id.parent_id", string="Group of Items", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    customer_id = fields.Many2one("crm.customer", readonly=True)
    user_id = fields.Many2one(related="customer_id.user_id", string="Owner")
    stage_id = fields.Many2one(
        comodel_name="crm.lifecycle.stage",
        string="Stage Then",
        readonly=True,
        help="Stage of the customer on the day of the answer.",
    )
    trade_type_id = fields.Many2one(related="customer_id.trade_type_id")
    day = fields.Date(string="Answered on", readonly=True)
    score = fields.Float(
        readonly=True, aggregator="avg", digits=(16, 1), help="0 to 100."
    )
    expected = fields.Float(
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="What the customer expected, 0 to 100, where it was asked.",
    )
    gap = fields.Float(
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Experienced less expected: below zero customers are dissatisfied.",
    )
    overall = fields.Float(
        string="Overall Satisfaction",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="0 to 100: how the customer scored everything at once on the same sheet.",
    )
    weight = fields.Float(string="Sum of Shares", readonly=True, aggregator="sum")
    weighed = fields.Float(string="Sum of Scores", readonly=True, aggregator="sum")
    expected_weight = fields.Float(readonly=True, aggregator="sum")
    expected_weighed = fields.Float(readonly=True, aggregator="sum")
    gap_weighed = fields.Float(readonly=True, aggregator="sum")

    def _read_group_select(self, aggregate_spec, query):
        """Each answer counts with the share of its item."""
        name, _colon, how = aggregate_spec.partition(":")
        if name not in AVERAGES or how != "avg":
            return super()._read_group_select(aggregate_spec, query)
        part, whole = AVERAGES[name]
        return ratio(
            self._field_to_sql(self._table, part, query),
            self._field_to_sql(self._table, whole, query),
        )

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        indexes = self.env["crm.voice.index"]
        parts = []
        for company in self.env.companies.sudo():
            scope = customers._fact_scope(company)
            leaves = indexes._of_company(company)._leaves()
            sources = customers._voice_sources(scope)
            parts.append(weighed_answers(scope, sources, leaves))
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
