# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

# the check reads them from the table: nobody but Odoo works them out
COMPUTED = frozenset({"amount_tax", "amount_total", "amount_untaxed", "currency_rate"})
DEBTOR_FIELDS = frozenset({"company_id", "partner_id", "partner_invoice_id"})


class CrmOrderCreditMixin(models.AbstractModel):
    """Orders take credit when they are confirmed, whoever confirms them and how."""

    _name = "crm.order.credit.mixin"
    _description = "Credit of Orders"
    _inherit = ["crm.credit.document.mixin"]

    _credit_checkpoint = "order"

    credit_release_ids = fields.Many2many(
        comodel_name="crm.credit.release",
        compute="_compute_credit_release_ids",
        groups="crm_lifecycle.crm_lifecycle_group_user,"
        "crm_contracts.crm_contracts_group_finance",
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
        for vals in vals_list:
            self._check_not_typed(vals, COMPUTED)
        orders = super().create(vals_list)
        confirmed = orders.filtered(lambda order: order.state == "sale")
        confirmed._check_credit_of_orders()
        return orders

    def write(self, vals):
        self._check_not_typed(vals, COMPUTED)
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

    def _is_billed_beyond(self, move):
        """Whether the invoices of the order, this one included, exceed the order."""
        lines = self.order_line.invoice_lines.filtered(
            lambda line: line.parent_state == "posted" or line.move_id == move
        )
        billed = sum(
            line.price_total * (-1 if line.move_type == "out_refund" else 1)
            for line in lines
        )
        if any(move.currency_id != self.currency_id for move in lines.move_id):
            billed = sum(-line.balance for line in lines) * self.currency_rate
            return self.currency_id.compare_amounts(billed, self.amount_untaxed) > 0
        return self.currency_id.compare_amounts(billed, self.amount_total) > 0

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
