# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_action_kinds import OUTCOMES
from ..models.crm_opportunity_queries import opportunity_rows


class CrmOpportunityReport(models.Model):
    """Opportunities with the customers they belong to (S-534)."""

    _name = "crm.opportunity.report"
    _description = "Opportunity Analysis"
    _auto = False
    _order = "day desc, id desc"
    _rec_name = "lead_id"
    _depends = {
        "crm.customer": ["trade_type_id", "user_id", "team_id", "abc_class"],
        "crm.lead": ["expected_revenue", "partner_id", "stage_id", "won_status"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    lead_id = fields.Many2one("crm.lead", string="Opportunity", readonly=True)
    customer_id = fields.Many2one("crm.customer", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    trade_type_id = fields.Many2one("crm.trade.type", readonly=True)
    abc_class = fields.Char(string="ABC Class", readonly=True)
    rfm_segment_id = fields.Many2one(
        comodel_name="crm.rfm.segment", string="RFM Segment", readonly=True
    )
    state_id = fields.Many2one("res.country.state", string="Region", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    campaign_id = fields.Many2one("utm.campaign", readonly=True)
    source_id = fields.Many2one("utm.source", readonly=True)
    medium_id = fields.Many2one("utm.medium", string="Channel", readonly=True)
    lead_stage_id = fields.Many2one("crm.stage", string="Pipeline Stage", readonly=True)
    outcome = fields.Selection(OUTCOMES, string="Won or Lost", readonly=True)
    day = fields.Date(string="Opened on", readonly=True)
    expected = fields.Monetary(string="Expected Revenue", readonly=True)
    won_amount = fields.Monetary(string="Won Revenue", readonly=True)
    opportunities = fields.Integer(readonly=True)
    won = fields.Integer(readonly=True)
    lost = fields.Integer(readonly=True)

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = [
            opportunity_rows(customers._fact_scope(company))
            for company in self.env.companies.sudo()
        ]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
