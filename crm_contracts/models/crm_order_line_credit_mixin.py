# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

AMOUNT_FIELDS = frozenset(
    {
        "discount",
        "price_unit",
        "product_id",
        "product_uom_id",
        "product_uom_qty",
        "tax_ids",
    }
)


class CrmOrderLineCreditMixin(models.AbstractModel):
    """A confirmed order that grows asks for credit again."""

    _name = "crm.order.line.credit.mixin"
    _description = "Credit of Order Lines"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        orders = lines._orders_with_credit()
        if orders:
            lines.filtered(
                lambda line: line.price_total > 0
            )._orders_with_credit()._check_credit_of_orders()
        return lines

    def write(self, vals):
        orders = self.order_id.browse()
        if AMOUNT_FIELDS & vals.keys():
            orders = self._orders_with_credit()
        before = {order: order.amount_total for order in orders}
        result = super().write(vals)
        orders.filtered(
            lambda order: order.amount_total > before[order]
        )._check_credit_of_orders()
        return result

    def _orders_with_credit(self):
        return self.order_id.filtered(
            lambda order: order.state == "sale" and order._is_credit_checked()
        )
