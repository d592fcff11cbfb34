# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_voice_queries import satisfaction_and_orders

BANDS = [
    ("0", "0 to 19"),
    ("1", "20 to 39"),
    ("2", "40 to 59"),
    ("3", "60 to 79"),
    ("4", "80 to 100"),
]


class CrmVoiceLoyalty(models.Model):
    """How satisfied customers were, and whether they bought again (S-531, S-532).

    The relation is no straight line: compare the rate of one band with the next.
    """

    _name = "crm.voice.loyalty"
    _description = "Satisfaction and Repurchase"
    _auto = False
    _order = "day desc, id desc"
    _rec_name = "customer_id"
    _depends = {
        "crm.customer": ["company_id", "partner_id"],
        "sale.order": ["amount_untaxed", "date_order", "partner_id", "state"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    customer_id = fields.Many2one("crm.customer", readonly=True)
    user_id = fields.Many2one(related="customer_id.user_id", string="Owner")
    trade_type_id = fields.Many2one(related="customer_id.trade_type_id")
    day = fields.Date(string="Answered on", readonly=True)
    score = fields.Float(
        string="Overall Satisfaction",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="0 to 100, as the customer scored the whole.",
    )
    band = fields.Selection(selection=BANDS, string="Satisfaction", readonly=True)
    order_count = fields.Integer(string="Orders Afterwards", readonly=True)
    amount = fields.Monetary(string="Ordered Afterwards", readonly=True)
    repurchase = fields.Float(
        string="Bought Again",
        readonly=True,
        aggregator="avg",
        help="Part of the answers after which the customer ordered, within the days of "
        "the main satisfaction index.",
    )
    is_complete = fields.Boolean(
        string="Days Are Over",
        readonly=True,
        help="Off: the customer still has time to buy again.",
    )

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = []
        for company in self.env.companies.sudo():
            scope = customers._fact_scope(company)
            index = self.env["crm.voice.index"]._of_company(company)[:1]
            parts.append(
                satisfaction_and_orders(
                    scope,
                    customers._voice_sources(scope),
                    index.repurchase_days or 365,
                )
            )
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
