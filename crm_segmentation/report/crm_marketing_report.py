# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_market_queries import marketing_rows


class CrmMarketingReport(models.Model):
    """What campaigns, sources and channels cost and brought (S-533, S-556)."""

    _name = "crm.marketing.report"
    _description = "Marketing Return"
    _auto = False
    _order = "day desc, id desc"
    _rec_name = "campaign_id"
    _depends = {
        "crm.lead": ["campaign_id", "source_id", "medium_id", "won_status"],
        "crm.marketing.cost": ["amount", "date", "campaign_id"],
        "sale.order": ["campaign_id", "source_id", "medium_id", "state"],
        "sale.order.line": ["price_subtotal"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    campaign_id = fields.Many2one("utm.campaign", readonly=True)
    source_id = fields.Many2one("utm.source", readonly=True)
    medium_id = fields.Many2one("utm.medium", string="Channel", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    day = fields.Date(readonly=True)
    document = fields.Char(readonly=True)
    amount = fields.Monetary(string="Turnover", readonly=True)
    cost = fields.Monetary(readonly=True)
    leads = fields.Integer(readonly=True)
    won = fields.Integer(readonly=True)

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        has_order_cost = "purchase_price" in self.env["sale.order.line"]._fields
        parts = [
            marketing_rows(customers._fact_scope(company), has_order_cost)
            for company in self.env.companies.sudo()
        ]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
