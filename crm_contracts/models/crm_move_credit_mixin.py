# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmMoveCreditMixin(models.AbstractModel):
    """Invoices take credit when they are posted, unless an order took it before."""

    _name = "crm.move.credit.mixin"
    _description = "Credit of Invoices"
    _inherit = ["crm.credit.document.mixin"]

    _credit_checkpoint = "invoice"

    @api.depends("amount_total", "company_id", "partner_id", "state")
    def _compute_credit_hold_message(self):
        return super()._compute_credit_hold_message()

    def write(self, vals):
        if vals.get("state") != "posted":
            return super().write(vals)
        moving = self.filtered(lambda m: m.state != "posted")
        result = super().write(vals)
        moving = moving.filtered(lambda m: m._takes_credit())
        if moving:
            moving._check_credit()
        return result

    def _is_before_credit(self):
        return self.state == "draft" and self._takes_credit()

    def _takes_credit(self):
        """An invoice of orders that asks their debtor for what he ordered took its
        credit with them; anything beyond asks for more."""
        if self.move_type != "out_invoice" or not self._is_credit_checked():
            return False
        lines = self.sudo().invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        )
        if not lines or not all(line.sale_line_ids for line in lines):
            return True
        orders = lines.sale_line_ids.order_id
        debtors = orders.partner_invoice_id.commercial_partner_id
        return debtors != self.commercial_partner_id or any(
            order._is_billed_beyond(self) for order in orders
        )

    def _credit_partner(self):
        return self.commercial_partner_id

    def _credit_amount(self):
        return abs(self.amount_total_signed)

    def _credit_as_moved(self, standing):
        if self.state == "posted":
            return standing
        amount = standing.open_amount + self._credit_amount()
        drafts = standing.draft_amount
        if self.company_id.sudo().crm_credit_drafts and self._origin.id:
            drafts = max(drafts - self._credit_amount(), 0.0)
        return standing._replace(open_amount=amount, draft_amount=drafts)
