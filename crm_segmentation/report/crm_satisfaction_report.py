# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_market_queries import satisfaction_rows


class CrmSatisfactionReport(models.Model):
    """One score per answer sheet or rating, whoever asked the customer (S-537)."""

    _name = "crm.satisfaction.report"
    _description = "Satisfaction Analysis"
    _auto = False
    _order = "day desc, id desc"
    _rec_name = "customer_id"
    _depends = {"crm.customer": ["trade_type_id", "user_id", "team_id", "abc_class"]}

    company_id = fields.Many2one("res.company", readonly=True)
    customer_id = fields.Many2one("crm.customer", readonly=True)
    user_id = fields.Many2one("res.users", string="Owner", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    trade_type_id = fields.Many2one("crm.trade.type", readonly=True)
    abc_class = fields.Char(string="ABC Class", readonly=True)
    rfm_segment_id = fields.Many2one(
        comodel_name="crm.rfm.segment", string="RFM Segment", readonly=True
    )
    state_id = fields.Many2one("res.country.state", string="Region", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    day = fields.Date(readonly=True)
    score = fields.Float(
        string="Satisfaction",
        readonly=True,
        aggregator="avg",
        help="From 0, the worst answer of the scale, to 1, the best.",
    )
    answers = fields.Integer(readonly=True)

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = []
        whole = [item.key for item in customers._voice_items() if item.is_whole]
        for company in self.env.companies.sudo():
            scope = customers._fact_scope(company)
            sources = customers._voice_sources(scope)
            parts.append(satisfaction_rows(scope, sources, whole))
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
