# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_sales_queries import sales_rows


class CrmSalesReport(models.Model):
    """Every line behind the turnover, with what reports group it by (S-536)."""

    _name = "crm.sales.report"
    _description = "Sales Analysis"
    _auto = False
    _order = "day desc, id desc"
    _rec_name = "customer_id"
    _depends = {
        "sale.order": ["currency_rate", "date_order", "state", "user_id"],
        "sale.order.line": ["price_subtotal", "product_id", "product_uom_qty"],
        "account.move": ["invoice_date", "state"],
        "account.move.line": ["balance", "product_id", "quantity"],
        "crm.customer": ["trade_type_id", "user_id", "team_id", "abc_class"],
        "crm.sales.history": ["amount", "date", "product_id"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    customer_id = fields.Many2one("crm.customer", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one(
        comodel_name="product.category", string="Product Line", readonly=True
    )
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
    origin = fields.Selection(
        selection=[
            ("order", "Order"),
            ("invoice", "Invoice without order"),
            ("refund", "Credit note"),
            ("history", "Older system"),
        ],
        readonly=True,
    )
    buyer = fields.Selection(
        selection=[("new", "New customer"), ("old", "Old customer")],
        string="New or Old",
        readonly=True,
        help="New are sales up to 365 days after the customer's first order.",
    )
    document = fields.Char(readonly=True)
    day = fields.Date(readonly=True)
    quantity = fields.Float(readonly=True, help="In the product's own unit.")
    amount = fields.Monetary(
        string="Turnover",
        readonly=True,
        help="Untaxed orders, invoices without an order and sales of an older system, "
        "less credit notes.",
    )
    cost = fields.Monetary(readonly=True)
    margin = fields.Monetary(readonly=True)

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        has_order_cost = "purchase_price" in self.env["sale.order.line"]._fields
        parts = [
            sales_rows(customers._fact_scope(company), has_order_cost)
            for company in self.env.companies.sudo()
        ]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
