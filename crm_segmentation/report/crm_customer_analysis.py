# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_analysis_queries import analysis_rows
from ..models.crm_sales_queries import sales_rows


class CrmCustomerAnalysis(models.Model):
    """The customer analysis list (S-535): one row per customer, of 365 days.

    How long and how often it buys, how widely, what goes wrong, whether it stays, how
    it is looked after, what it says, and how satisfied it is.
    """

    _name = "crm.customer.analysis"
    _description = "Customer Analysis"
    _auto = False
    _order = "amount desc, id"
    _rec_name = "customer_id"
    _depends = {
        "crm.customer": ["amount_12m", "date_first_order", "user_id", "voice_score"],
        "crm.customer.visit": ["date_start", "state"],
        "sale.order": ["date_order", "state"],
    }

    # who
    customer_id = fields.Many2one("crm.customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one("res.users", string="Owner", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    stage_id = fields.Many2one("crm.lifecycle.stage", readonly=True)
    trade_type_id = fields.Many2one("crm.trade.type", readonly=True)
    abc_class = fields.Char(string="ABC Class", readonly=True)
    rfm_segment_id = fields.Many2one(
        comodel_name="crm.rfm.segment", string="RFM Segment", readonly=True
    )
    industry_id = fields.Many2one("res.partner.industry", readonly=True)
    state_id = fields.Many2one("res.country.state", string="Region", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)

    # how it buys
    date_first_order = fields.Date(string="First Order on", readonly=True)
    date_last_order = fields.Date(string="Last Order on", readonly=True)
    years = fields.Float(
        string="Years as Customer",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Since the first order.",
    )
    order_count = fields.Integer(string="Orders in 12 Months", readonly=True)
    order_count_before = fields.Integer(
        string="Orders in the 12 Months Before", readonly=True
    )
    rhythm_days = fields.Float(
        string="Buying Rhythm (Days)", readonly=True, aggregator="avg", digits=(16, 1)
    )
    amount = fields.Monetary(string="Turnover in 12 Months", readonly=True)
    product_count = fields.Integer(
        string="Products Bought", readonly=True, aggregator="avg"
    )
    line_count = fields.Integer(
        string="Product Lines Bought", readonly=True, aggregator="avg"
    )
    product_part = fields.Float(
        string="Part of the Range",
        readonly=True,
        aggregator="avg",
        help="Of all products that were sold to anybody in 12 months.",
    )
    wallet_share = fields.Float(
        string="Share of Wallet", readonly=True, aggregator="avg"
    )

    # what goes wrong, and whether it stays
    return_rate = fields.Float(
        string="Given Back",
        readonly=True,
        aggregator="avg",
        help="Credit notes against what was bought.",
    )
    complaint_rate = fields.Float(
        string="Complaints per Order", readonly=True, aggregator="avg"
    )
    kept = fields.Float(
        string="Retained",
        readonly=True,
        aggregator="avg",
        help="Ordered in the 12 months before, and again since; of several customers, "
        "the part of them. Empty for who did not order before.",
    )

    # how it is looked after, and what it says
    visit_count = fields.Integer(string="Visits and Calls", readonly=True)
    service_count = fields.Integer(string="Services", readonly=True)
    service_hours = fields.Float(string="Hours of Service", readonly=True)
    complaint_count = fields.Integer(string="Complaints", readonly=True)
    enquiry_count = fields.Integer(string="Enquiries", readonly=True)
    suggestion_count = fields.Integer(string="Suggestions", readonly=True)
    opinion_count = fields.Integer(
        string="Opinions", readonly=True, help="With words of praise."
    )
    satisfaction = fields.Float(
        string="Satisfaction Index", readonly=True, aggregator="avg", digits=(16, 1)
    )

    def action_view_customer(self):
        self.ensure_one()
        return self.customer_id._get_records_action()

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        has_order_cost = "purchase_price" in self.env["sale.order.line"]._fields
        parts = []
        for company in self.env.companies.sudo():
            scope = customers._fact_scope(company)
            sales = sales_rows(scope, has_order_cost)
            parts.append(analysis_rows(scope, sales, customers._care_sources(scope)))
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
