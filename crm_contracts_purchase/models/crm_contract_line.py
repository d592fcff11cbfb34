# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from . import crm_contract_purchase_queries as queries


class CrmContractLine(models.Model):
    _inherit = "crm.contract.line"

    def action_view_order_lines(self):
        action = super().action_view_order_lines()
        if self.contract_id.contract_type == "purchase":
            action["res_model"] = "purchase.order.line"
            action["views"] = [(False, "list")]
        return action

    def _asked_quantities(self):
        """Sales or purchase orders, as the contract is."""
        asked = super()._asked_quantities()
        lines = self.env["purchase.order.line"].sudo()
        groups = lines._read_group(
            [
                ("crm_contract_line_id", "in", self._origin.ids),
                ("order_id.state", "!=", "cancel"),
            ],
            ["crm_contract_line_id", "product_uom_id"],
            ["product_qty:sum"],
        )
        for line, unit, quantity in groups:
            asked[line.id] += line._in_own_unit(quantity, unit)
        return asked

    @api.model
    def _last_bought_prices(self, products, company):
        """{product id: last price in the company's currency, in the product's unit}."""
        if not products:
            return {}
        self.env["purchase.order.line"].flush_model(
            ["price_subtotal", "product_uom_qty"]
        )
        self.env["purchase.order"].flush_model(
            ["currency_rate", "date_approve", "state"]
        )
        query = queries.last_prices(products.ids, company.id)
        return {key: float(price) for key, price in self.env.execute_query(query)}
