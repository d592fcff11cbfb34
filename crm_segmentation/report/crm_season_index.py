# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..models.crm_turnover_queries import season


class CrmSeasonIndex(models.Model):
    """Seasonal index of a company by month, computed when it is read (A-01)."""

    _name = "crm.season.index"
    _description = "Seasonal Index"
    _auto = False
    _order = "company_id, month"
    _rec_name = "month"
    _depends = {
        "sale.order": ["amount_untaxed", "currency_rate", "date_order", "state"],
        "account.move": ["amount_untaxed_signed", "invoice_date", "state"],
        "res.company": ["segmentation_annual_target"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    month = fields.Selection(selection="_selection_month", readonly=True)
    years = fields.Integer(
        readonly=True,
        aggregator=None,
        help="Whole years of history behind the index, three at the utmost.",
    )
    amount_total = fields.Monetary(string="Turnover of Those Years", readonly=True)
    amount_average = fields.Monetary(
        string="Average of the Month",
        readonly=True,
        help="Turnover of the month, averaged over the years.",
    )
    season_index = fields.Float(
        readonly=True,
        aggregator="avg",
        help="Average of the month against the average month: 120 % is a month that "
        "sells a fifth more. The twelve sum to 1200 %.",
    )
    season_share = fields.Float(
        string="Share of the Year",
        readonly=True,
        aggregator="sum",
        help="The index divided by 12. The twelve sum to 100 %.",
    )
    amount_target = fields.Monetary(
        string="Target of the Month",
        readonly=True,
        help="Share of the year times the annual sales target.",
    )
    amount_this_year = fields.Monetary(string="Turnover this Year", readonly=True)

    @api.model
    def _selection_month(self):
        return [
            ("01", self.env._("January")),
            ("02", self.env._("February")),
            ("03", self.env._("March")),
            ("04", self.env._("April")),
            ("05", self.env._("May")),
            ("06", self.env._("June")),
            ("07", self.env._("July")),
            ("08", self.env._("August")),
            ("09", self.env._("September")),
            ("10", self.env._("October")),
            ("11", self.env._("November")),
            ("12", self.env._("December")),
        ]

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = [
            season(customers._fact_scope(company), company.segmentation_annual_target)
            for company in self.env.companies.sudo()
        ]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
