# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

COMPUTED = frozenset(
    {"price_subtotal", "price_tax", "price_total", "qty_invoiced"}
    | {"untaxed_amount_invoiced"}
)
AMOUNT_FIELDS = frozenset(
    {
        "discount",
        "order_id",
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
        for vals in vals_list:
            self.env["sale.order"]._check_not_typed(vals, COMPUTED)
        lines = super().create(vals_list)
        orders = lines._orders_with_credit()
        if orders:
            lines.filtered(
                lambda line: line.price_total > 0
            )._orders_with_credit()._check_credit_of_orders()
        return lines

    def write(self, vals):
        self.env["sale.order"]._check_not_typed(vals, COMPUTED)
        if not AMOUNT_FIELDS & vals.keys():
            return super().write(vals)
        before = {o: o.amount_total for o in self._orders_with_credit()}
        result = super().write(vals)
        self._orders_with_credit().filtered(
            lambda order: order.amount_total > before.get(order, 0.0)
        )._check_credit_of_orders()
        return result

    def _orders_with_credit(self):
        return self.order_id.filtered(
            lambda order: order.state == "sale" and order._is_credit_checked()
        )
