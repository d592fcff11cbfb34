# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from . import crm_contract_trace_queries as queries


class SaleOrderLine(models.Model):
    _name = "sale.order.line"
    _inherit = [
        "sale.order.line",
        "crm.contract.order.line.mixin",
        "crm.order.line.credit.mixin",
    ]

    price_agreed = fields.Monetary(
        string="Contract Price",
        compute="_compute_price_agreed",
        help="The price of the contract of this order, in the unit of the line.",
    )
    price_last_sold = fields.Monetary(
        string="Last Sold at",
        compute="_compute_price_last_sold",
        help="What this customer paid for the product in his last confirmed order, "
        "after discount, in the unit of the product and the company's currency.",
    )

    @api.depends("crm_contract_line_id", "product_uom_id")
    def _compute_price_agreed(self):
        for line in self:
            agreed = line.crm_contract_line_id.sudo()
            unit = line.product_uom_id
            line.price_agreed = agreed._price_in_unit(unit) if agreed else 0.0

    @api.depends("product_id", "order_id.partner_id")
    def _compute_price_last_sold(self):
        """One query for the lines of an order."""
        for order, lines in self.grouped("order_id").items():
            prices = lines._last_sold_prices(order)
            for line in lines:
                line.price_last_sold = prices.get(line.product_id.id, 0.0)

    @api.constrains(
        "crm_contract_line_id",
        "product_id",
        "product_uom_qty",
        "product_uom_id",
        "price_unit",
        "discount",
        "order_id",
    )
    def _check_contract_terms(self):
        self._check_against_contract()

    def _prepare_invoice_line(self, **optional_values):
        """The invoice of an order of a framework asks for the order's instalment."""
        values = super()._prepare_invoice_line(**optional_values)
        contract = self.order_id.sudo().crm_contract_id
        if contract.contract_type == "frame":
            plan = contract.instalment_ids
            instalment = plan.filtered(lambda i: i.order_id == self.order_id)
            values["crm_contract_instalment_id"] = instalment.id
        return values

    def _reset_price_unit(self):
        """The price of the contract stays, whatever the quantity or the pricelist."""
        agreed = self.crm_contract_line_id
        if not agreed:
            return super()._reset_price_unit()
        price = agreed.sudo()._price_in_unit(self.product_uom_id)
        return self.update({"price_unit": price, "technical_price_unit": price})

    def _last_sold_prices(self, order):
        """{product id: last price of the customer} of the lines' products."""
        company = order.company_id or self.env.company
        partner = order.partner_id.commercial_partner_id
        accounts = self.env["crm.customer"]
        if not self.product_id or not accounts._is_file_open(partner._origin, company):
            return {}
        self.env["sale.order.line"].flush_model(["price_subtotal", "product_uom_qty"])
        self.env["sale.order"].flush_model(["partner_id", "state"])
        query = queries.last_sold_prices(
            self.product_id.ids, partner._origin.id, company.id, order._origin.id or 0
        )
        return {key: float(price) for key, price in self.env.execute_query(query)}

    def _executed_quantity(self):
        """What was delivered; what is billed as ordered is executed by the order."""
        if self.product_id.invoice_policy == "order":
            return self.product_uom_qty
        return self.qty_delivered

    def _contract_quantity(self):
        return self.product_uom_qty
