# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from . import crm_market_rules


class CrmMarketDemand(models.Model):
    """How much an industry uses of some goods in a period, and has in stock."""

    _name = "crm.market.demand"
    _description = "Demand and Stock of an Industry"
    _inherit = ["crm.market.record.mixin"]
    _order = "date_to desc, id desc"
    _rec_name = "industry_id"

    industry_id = fields.Many2one(
        "res.partner.industry", required=True, ondelete="restrict", index=True
    )
    categ_id = fields.Many2one(required=True)
    uom_id = fields.Many2one(
        "uom.uom", string="Unit", required=True, ondelete="restrict"
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
    )
    date_to = fields.Date(
        string="Until", required=True, default=fields.Date.context_today
    )
    demand = fields.Float(
        digits="Product Unit", help="What the whole industry used in the period."
    )
    stock = fields.Float(
        digits="Product Unit",
        aggregator="avg",
        help="What the industry had on the last day.",
    )
    stock_days = fields.Integer(
        string="Stock Lasts (Days)",
        compute="_compute_stock_days",
        store=True,
        aggregator="avg",
        help="Stock against the use of a day; empty without a use.",
    )

    _days_in_order = models.Constraint(
        "CHECK (date_from <= date_to)", "A period ends on or after its first day."
    )
    _not_negative = models.Constraint(
        "CHECK (demand >= 0 AND stock >= 0 AND demand + stock > 0)",
        "Demand and stock are no less than nothing, and one of them is known.",
    )

    @api.depends("date_from", "date_to", "demand", "stock")
    def _compute_stock_days(self):
        for record in self:
            record.stock_days = crm_market_rules.stock_days(
                record.stock, record.demand, record.date_from, record.date_to
            )
