# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

from .crm_compensation_rules import split_exactly


class CrmComplaintDisputedMixin(models.AbstractModel):
    """What of an open invoice a complaint line disputes."""

    _name = "crm.complaint.disputed.mixin"
    _description = "Disputed Amount of a Complaint Line"

    @api.model
    def _disputed_lines(self, moves=None):
        """Lines (superuser) of open cases that dispute; the company says which do."""
        domain = Domain("complaint_id.is_open", "=", True)
        if moves is not None:
            domain &= self._about_domain(moves)
        return self.search(domain).filtered(lambda line: line._is_disputed())

    @api.model
    def _lines_about(self, moves):
        """Lines (superuser) about what these invoices invoice."""
        return self.search(self._about_domain(moves)) if moves.ids else self

    @api.model
    def _about_domain(self, moves):
        """About what these invoices invoice; an invoice that is named alone counts."""
        ordered = Domain("order_line_id.invoice_lines.move_id", "in", moves.ids)
        return Domain("invoice_id", "in", moves.ids) | (
            Domain("invoice_line_id", "=", False) & ordered
        )

    def _invoice_lines(self):
        """Posted invoice lines: the one that is named, else those of the order."""
        ordered = self.filtered(lambda line: not line.invoice_line_id).order_line_id
        return (self.invoice_line_id | ordered.invoice_lines).filtered(
            lambda line: (
                line.parent_state == "posted"
                and line.move_id.move_type == "out_invoice"
            )
        )

    def _is_disputed(self):
        """Disputes always; complaints with a claimed amount, or all, by setting."""
        case = self.complaint_id
        scope = case.company_id.complaint_disputed_scope
        if case.kind == "dispute":
            return True
        if case.kind != "complaint" or scope == "dispute":
            return False
        return scope == "all" or self.amount_claimed > 0

    def _disputed_by_invoice(self):
        """{id of an invoice: disputed amount in its currency}.

        A line disputes what is claimed, else what the claimed goods were sold for,
        spread over its invoices by amount.
        """
        amounts = {}
        for line in self:
            invoiced = line._invoice_lines()
            disputed = line.amount_claimed or line._bought_amount()
            weights = [max(item.price_total, 0.0) for item in invoiced]
            digits = line.currency_id.decimal_places
            shares = split_exactly(disputed, weights, digits)
            for item, share in zip(invoiced, shares, strict=True):
                day = item.move_id.invoice_date
                amount = line.currency_id._convert(
                    share, item.currency_id, line.company_id, day
                )
                move_id = item.move_id.id
                amounts[move_id] = amounts.get(move_id, 0.0) + amount
        return amounts
