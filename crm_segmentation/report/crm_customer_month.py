# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_volume_queries import monthly_shares


class CrmCustomerMonth(models.Model):
    """What each customer bought in each month, and its part of the company (S-467)."""

    _name = "crm.customer.month"
    _description = "Turnover by Customer and Month"
    _auto = False
    _order = "month desc, amount desc, id"
    _rec_name = "customer_id"
    _depends = {
        "sale.order": ["amount_untaxed", "currency_rate", "date_order", "state"],
        "account.move": ["amount_untaxed_signed", "invoice_date", "state"],
        "crm.customer": ["trade_type_id", "user_id"],
    }

    customer_id = fields.Many2one("crm.customer", readonly=True)
    user_id = fields.Many2one(related="customer_id.user_id", string="Owner")
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    month = fields.Date(readonly=True)
    amount = fields.Monetary(
        string="Turnover",
        readonly=True,
        help="Untaxed orders less credit notes, on the day of the document.",
    )
    order_count = fields.Integer(string="Orders", readonly=True)
    company_share = fields.Float(
        string="Share of the Month",
        readonly=True,
        aggregator="avg",
        help="Turnover of the customer divided by that of the company in the month.",
    )

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = [
            monthly_shares(customers._fact_scope(company))
            for company in self.env.companies.sudo()
        ]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
