# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import ValidationError
from odoo.fields import Command


class CrmComplaintGoodsMixin(models.AbstractModel):
    """Remedies in goods: an order at price zero, confirmed, delivered as any other."""

    _name = "crm.complaint.goods.mixin"
    _description = "Goods of a Compensation"

    def _check_replacement(self):
        self._check_goods()

    def _check_redelivery(self):
        self._check_goods()

    def _check_goods(self):
        """The value of goods is what the customer paid for them, not what is typed."""
        value = sum(self.line_ids.mapped("amount"))
        if not self.line_ids or not value:
            raise ValidationError(
                self.env._(
                    "%s: choose the goods, lines of orders that the customer paid for.",
                    self.complaint_id.name,
                )
            )
        if (
            self.line_ids.currency_id != self.currency_id
            or self.currency_id.compare_amounts(value, self.amount)
        ):
            raise ValidationError(
                self.env._(
                    "%(complaint)s: the goods are worth %(value)s, as the customer "
                    "paid for them; that is the amount of this compensation.",
                    complaint=self.complaint_id.name,
                    value=self.line_ids.currency_id[:1].format(value),
                )
            )
        self.line_ids._check_goods()

    def _most_replacement(self):
        return self._amount_of_claim()

    def _most_redelivery(self):
        return self._amount_of_claim()

    def _do_replacement(self):
        return self._send_goods()

    def _do_redelivery(self):
        return self._send_goods()

    def _send_goods(self):
        """Makes and confirms the order; stock, if installed, delivers it."""
        self.ensure_one()
        orders = self.env["sale.order"].with_company(self.company_id)
        order = orders.create(self._prepare_goods_order_values())
        order.action_confirm()
        self.delivery_order_id = order
        return True

    def _prepare_goods_order_values(self):
        origin = self.line_ids.order_line_id.order_id[:1]
        return {
            "partner_id": origin.partner_id.id,
            "partner_invoice_id": origin.partner_invoice_id.id,
            "partner_shipping_id": origin.partner_shipping_id.id,
            "company_id": self.company_id.id,
            "pricelist_id": origin.pricelist_id.id,
            "user_id": origin.user_id.id,
            "team_id": origin.team_id.id,
            "origin": f"{self.complaint_id.name}, {origin.name}",
            "complaint_id": self.complaint_id.id,
            "is_gratis": True,
            "order_line": [
                Command.create(line._prepare_goods_values()) for line in self.line_ids
            ],
        }

    def _goods_cost(self):
        """Cost of the goods sent again, in the company's currency."""
        if not self.delivery_order_id:
            return 0.0
        cost = 0.0
        for line in self.delivery_order_id.order_line.filtered("product_id"):
            product = line.product_id.with_company(self.company_id)
            quantity = line.product_uom_id._compute_quantity(
                line.product_uom_qty, product.uom_id, round=False
            )
            cost += quantity * product.standard_price
        return self.company_currency_id.round(cost)
