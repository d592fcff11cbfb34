# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    price_last_bought = fields.Monetary(
        string="Last Bought at",
        compute="_compute_price_last_bought",
        groups="purchase.group_purchase_user,sales_team.group_sale_salesman_all_leads",
        help="Price of the last confirmed purchase of the product, in the company's "
        "currency.",
    )

    @api.depends("product_id")
    def _compute_price_last_bought(self):
        prices = self.env["crm.contract.line"]._last_bought_prices(
            self.product_id, self.company_id[:1] or self.env.company
        )
        for line in self:
            line.price_last_bought = prices.get(line.product_id.id, 0.0)
