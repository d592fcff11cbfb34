# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmReportFiguresMixin(models.AbstractModel):
    """Figures of a line or of a whole report: of the period, before, and last year."""

    _name = "crm.report.figures.mixin"
    _description = "Figures of a Report"
    _inherit = ["crm.report.action.figures.mixin"]

    currency_id = fields.Many2one("res.currency")
    amount = fields.Monetary(string="Turnover", readonly=True)
    amount_prev = fields.Monetary(string="Turnover, Previous Period", readonly=True)
    amount_year = fields.Monetary(string="Turnover, Last Year", readonly=True)
    margin = fields.Monetary(readonly=True)
    margin_prev = fields.Monetary(string="Margin, Previous Period", readonly=True)
    margin_year = fields.Monetary(string="Margin, Last Year", readonly=True)
    cost = fields.Monetary(readonly=True)
    cost_prev = fields.Monetary(string="Cost, Previous Period", readonly=True)
    cost_year = fields.Monetary(string="Cost, Last Year", readonly=True)
    quantity = fields.Float(readonly=True)
    quantity_prev = fields.Float(string="Quantity, Previous Period", readonly=True)
    quantity_year = fields.Float(string="Quantity, Last Year", readonly=True)
    order_count = fields.Integer(string="Orders", readonly=True, aggregator=None)
    order_count_prev = fields.Integer(
        string="Orders, Previous Period", readonly=True, aggregator=None
    )
    order_count_year = fields.Integer(
        string="Orders, Last Year", readonly=True, aggregator=None
    )
    customer_count = fields.Integer(string="Customers", readonly=True, aggregator=None)
    customer_count_prev = fields.Integer(
        string="Customers, Previous Period", readonly=True, aggregator=None
    )
    customer_count_year = fields.Integer(
        string="Customers, Last Year", readonly=True, aggregator=None
    )
    answer_count = fields.Integer(string="Answers", readonly=True)
    answer_count_prev = fields.Integer(string="Answers, Previous Period", readonly=True)
    answer_count_year = fields.Integer(string="Answers, Last Year", readonly=True)
    score = fields.Float(string="Satisfaction", readonly=True, aggregator="avg")
    score_prev = fields.Float(
        string="Satisfaction, Previous Period", readonly=True, aggregator="avg"
    )
    score_year = fields.Float(
        string="Satisfaction, Last Year", readonly=True, aggregator="avg"
    )
    lead_count = fields.Integer(string="Leads", readonly=True)
    lead_count_prev = fields.Integer(string="Leads, Previous Period", readonly=True)
    lead_count_year = fields.Integer(string="Leads, Last Year", readonly=True)
    won_count = fields.Integer(string="Won", readonly=True)
    won_count_prev = fields.Integer(string="Won, Previous Period", readonly=True)
    won_count_year = fields.Integer(string="Won, Last Year", readonly=True)
    margin_rate = fields.Float(readonly=True, aggregator="avg")
    margin_rate_prev = fields.Float(
        string="Margin Rate, Previous Period", readonly=True, aggregator="avg"
    )
    margin_rate_year = fields.Float(
        string="Margin Rate, Last Year", readonly=True, aggregator="avg"
    )
    closed_count = fields.Integer(string="Closed Opportunities", readonly=True)
    closed_count_prev = fields.Integer(
        string="Closed Opportunities, Previous Period", readonly=True
    )
    closed_count_year = fields.Integer(
        string="Closed Opportunities, Last Year", readonly=True
    )
    win_rate = fields.Float(readonly=True, aggregator="avg")
    win_rate_prev = fields.Float(
        string="Win Rate, Previous Period", readonly=True, aggregator="avg"
    )
    win_rate_year = fields.Float(
        string="Win Rate, Last Year", readonly=True, aggregator="avg"
    )
    known_amount = fields.Monetary(string="Turnover with Known Volume", readonly=True)
    known_amount_prev = fields.Monetary(
        string="Turnover with Known Volume, Previous Period", readonly=True
    )
    known_amount_year = fields.Monetary(
        string="Turnover with Known Volume, Last Year", readonly=True
    )
    own_volume = fields.Monetary(readonly=True)
    own_volume_prev = fields.Monetary(
        string="Own Volume, Previous Period", readonly=True
    )
    own_volume_year = fields.Monetary(string="Own Volume, Last Year", readonly=True)
    wallet_share = fields.Float(
        string="Share of Wallet", readonly=True, aggregator="avg"
    )
    wallet_share_prev = fields.Float(
        string="Share of Wallet, Previous Period", readonly=True, aggregator="avg"
    )
    wallet_share_year = fields.Float(
        string="Share of Wallet, Last Year", readonly=True, aggregator="avg"
    )
    growth_prev = fields.Float(
        string="Change",
        readonly=True,
        aggregator=None,
        help="Against the previous period; empty without a figure before.",
    )
    growth_year = fields.Float(
        string="Change on Last Year",
        readonly=True,
        aggregator=None,
        help="Against the same days of last year; empty without a figure then.",
    )
