# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

DEBTOR_FIELDS = frozenset({"partner_id", "partner_invoice_id"})


class CrmOrderCreditMixin(models.AbstractModel):
    """Orders take credit when they are confirmed, whoever confirms them and how."""

    _name = "crm.order.credit.mixin"
    _description = "Credit of Orders"
    _inherit = ["crm.credit.document.mixin"]

    _credit_checkpoint = "order"

    credit_release_ids = fields.Many2many(
        comodel_name="crm.credit.release", compute="_compute_credit_release_ids"
    )

    @api.depends(
        "amount_total", "company_id", "currency_id", "partner_invoice_id", "state"
    )
    def _compute_credit_hold_message(self):
        return super()._compute_credit_hold_message()

    def _compute_credit_release_ids(self):
        releases = self.env["crm.credit.release"].search(
            [("res_model", "=", "sale.order"), ("res_id", "in", self._origin.ids)]
        )
        for order in self:
            order.credit_release_ids = releases.filtered(
                lambda release, o=order: release.res_id == o._origin.id
            )

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        confirmed = orders.filtered(lambda order: order.state == "sale")
        confirmed._check_credit_of_orders()
        return orders

    def write(self, vals):
        if vals.get("state") == "sale":
            moving = self.filtered(lambda order: order.state != "sale")
        elif DEBTOR_FIELDS & vals.keys():
            moving = self.filtered(lambda order: order.state == "sale")
        else:
            return super().write(vals)
        result = super().write(vals)
        moving._check_credit_of_orders()
        return result

    def _check_credit_of_orders(self):
        """Orders free of charge take no credit."""
        self.filtered(
            lambda order: order._is_credit_checked() and not order.is_gratis
        )._check_credit()

    def _is_before_credit(self):
        return self.state in ("draft", "sent") and self._is_credit_checked()

    def _credit_partner(self):
        return (self.partner_invoice_id or self.partner_id).commercial_partner_id

    def _credit_amount(self):
        return self.company_id.currency_id.round(
            self.amount_total / (self.currency_rate or 1.0)
        )

    def _credit_words_share(self, share, amount):
        return self.env._(
            "deliver %(share)s %% now: reduce it to %(amount)s",
            share=share,
            amount=self._credit_format(amount * share / 100),
        )

    def _credit_as_moved(self, standing):
        if self.state == "sale":
            return standing
        amount = standing.uninvoiced_amount + self._credit_amount()
        return standing._replace(uninvoiced_amount=amount)
