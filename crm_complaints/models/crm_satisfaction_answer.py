# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from . import crm_satisfaction_queries as queries

GAP_CLASS = [
    ("below", "Dissatisfied"),
    ("equal", "Very Low Loyalty"),
    ("above", "Loyal"),
]
NPS_CLASS = [
    ("detractor", "Detractor"),
    ("passive", "Passive"),
    ("promoter", "Promoter"),
]


class CrmSatisfactionAnswer(models.Model):
    """The score of one item: what was expected, what was experienced, the gap."""

    _name = "crm.satisfaction.answer"
    _description = "Answer about Satisfaction"
    _inherit = ["crm.append.only.mixin"]
    _order = "date desc, id"
    _rec_name = "question_id"

    invitation_id = fields.Many2one(
        comodel_name="crm.satisfaction.invitation",
        required=True,
        index=True,
        ondelete="cascade",
    )
    survey_id = fields.Many2one(
        comodel_name="crm.satisfaction.survey",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, index=True, ondelete="cascade"
    )
    question_id = fields.Many2one(
        comodel_name="crm.satisfaction.question",
        required=True,
        index=True,
        ondelete="restrict",
    )
    dimension_id = fields.Many2one(
        comodel_name="crm.satisfaction.dimension", required=True, ondelete="restrict"
    )
    date = fields.Datetime(required=True)
    expected = fields.Float(
        aggregator="avg", help="0 when the expectation was not asked or not answered."
    )
    perceived = fields.Float(string="Experienced", aggregator="avg", required=True)
    gap = fields.Float(
        aggregator="avg", help="Experienced minus expected; empty without expectation."
    )
    gap_class = fields.Selection(selection=GAP_CLASS)

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """Averages leave out what was not answered."""
        if aggregate_spec in ("gap:avg", "expected:avg"):
            name = aggregate_spec.partition(":")[0]
            return queries.average_answered(
                self._field_to_sql(self._table, name, query),
                self._field_to_sql(self._table, "gap_class", query),
            )
        return super()._read_group_select(aggregate_spec, query)
