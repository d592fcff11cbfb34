# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmPickingCreditMixin(models.AbstractModel):
    """Deliveries are held by credit, and until money has come where it comes first."""

    _name = "crm.picking.credit.mixin"
    _description = "Credit of Deliveries"
    _inherit = ["crm.credit.document.mixin"]

    _credit_checkpoint = "delivery"

    @api.depends("state", "partner_id", "company_id")
    def _compute_credit_hold_message(self):
        return super()._compute_credit_hold_message()

    def _check_credit_of_deliveries(self):
        """Goods of orders free of charge leave without credit."""
        checked = self.filtered(
            lambda picking: (
                picking._is_delivery_checked() and not picking.sudo().sale_id.is_gratis
            )
        )
        if checked:
            checked._check_credit()

    def _is_delivery_checked(self):
        return self._is_credit_checked() or self._credit_money_first()

    def _is_before_credit(self):
        return (
            self.state in ("confirmed", "assigned")
            and bool(self.move_ids._leaving_on_credit())
            and self._is_delivery_checked()
        )

    def _credit_partner(self):
        order = self.sudo().sale_id
        debtor = order.partner_invoice_id or self.partner_id
        return debtor.commercial_partner_id.with_env(self.env)

    def _credit_money_first(self):
        return self.sudo().sale_id.crm_contract_id.is_money_first

    def _credit_amount(self):
        """Value of what leaves, at the order's prices with taxes."""
        total = 0.0
        for move in self.sudo().move_ids._leaving_on_credit():
            line = move.sale_line_id
            if not line.product_uom_qty:
                continue
            quantity = move.quantity or move.product_uom_qty
            sold = move.product_uom._compute_quantity(quantity, line.product_uom_id)
            rate = line.order_id.currency_rate or 1.0
            total += line.price_total / line.product_uom_qty * sold / rate
        return self.company_id.currency_id.round(total)

    def _credit_as_moved(self, standing):
        if self.state == "done":
            return standing
        amount = standing.uncovered_amount + self._credit_amount()
        return standing._replace(uncovered_amount=amount)
