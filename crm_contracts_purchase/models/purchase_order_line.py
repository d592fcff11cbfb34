# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class PurchaseOrderLine(models.Model):
    _name = "purchase.order.line"
    _inherit = ["purchase.order.line", "crm.contract.order.line.mixin"]

    _settlement_link = "purchase_line_id"

    price_last_bought = fields.Monetary(
        string="Last Bought at",
        compute="_compute_price_last_bought",
        help="Price of the last confirmed purchase of the product, after discount.",
    )

    @api.depends("product_id", "product_uom_id")
    def _compute_price_last_bought(self):
        prices = self.env["crm.contract.line"]._last_bought_prices(
            self.product_id, self.company_id[:1] or self.env.company
        )
        for line in self:
            line.price_last_bought = prices.get(line.product_id.id, 0.0)

    @api.depends("product_qty", "product_uom_id", "company_id", "order_id.partner_id")
    def _compute_price_unit_and_date_planned_and_name(self):
        """The contract's price stays, whatever the vendor's pricelist says."""
        result = super()._compute_price_unit_and_date_planned_and_name()
        for line in self.filtered("crm_contract_line_id"):
            agreed = line.crm_contract_line_id.sudo()
            price = agreed._price_in_unit(line.product_uom_id)
            if line.technical_price_unit == line.price_unit:
                line.price_unit = line.technical_price_unit = price
                line.discount = 0.0
        return result

    @api.constrains(
        "crm_contract_line_id",
        "product_id",
        "product_qty",
        "product_uom_id",
        "price_unit",
        "discount",
        "order_id",
    )
    def _check_contract_terms(self):
        self._check_against_contract()

    def _executed_quantity(self):
        """What was received; what is billed as ordered is executed by the order."""
        if self.product_id.purchase_method == "purchase":
            return self.product_qty
        return self.qty_received

    def _contract_quantity(self):
        return self.product_qty
