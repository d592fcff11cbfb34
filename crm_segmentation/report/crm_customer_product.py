# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_product_queries import product_shares


class CrmCustomerProduct(models.Model):
    """What each customer's purchases consist of, the largest product first (S-468)."""

    _name = "crm.customer.product"
    _description = "Product Composition"
    _auto = False
    _order = "customer_id, place"
    _rec_name = "product_id"
    _depends = {
        "sale.order": ["currency_rate", "date_order", "state"],
        "sale.order.line": ["price_subtotal", "product_id", "product_uom_qty"],
        "account.move": ["invoice_date", "state"],
        "account.move.line": ["balance", "product_id", "quantity"],
        "res.company": ["segmentation_window_days"],
    }

    customer_id = fields.Many2one("crm.customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one(
        comodel_name="product.category", string="Product Line", readonly=True
    )
    quantity = fields.Float(
        readonly=True, help="In the product's own unit, less what was given back."
    )
    amount = fields.Monetary(
        string="Turnover",
        readonly=True,
        help="Untaxed orders less credit notes of the scoring window.",
    )
    share = fields.Float(
        string="Share of Purchases",
        readonly=True,
        help="Turnover of the product divided by that of all products the customer "
        "bought in the window.",
    )
    place = fields.Integer(readonly=True, aggregator=None)
    date_last = fields.Date(string="Last Bought on", readonly=True)

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = [
            product_shares(
                customers._fact_scope(company), company.segmentation_window_days
            )
            for company in self.env.companies.sudo()
        ]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
