# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command


class CrmComplaintCreditMixin(models.AbstractModel):
    """The remedy "credit note": how much is possible, and the real document."""

    _name = "crm.complaint.credit.mixin"
    _description = "Credit Note of a Compensation"

    def _suggest_invoice(self):
        """The posted invoice of the claimed lines when there is exactly one."""
        lines = self.sudo().complaint_id.line_ids.order_line_id.invoice_lines
        invoices = lines.move_id.filtered(
            lambda m: m.move_type == "out_invoice" and m.state == "posted"
        )
        return invoices if len(invoices) == 1 else invoices.browse()

    def _check_invoice(self):
        """The credit note refers to a posted invoice of this very customer."""
        if self.kind != "credit_note":
            return
        invoice, customer = self.invoice_id, self.customer_id.partner_id
        if not invoice:
            raise ValidationError(
                self.env._(
                    "%s: choose the invoice that the credit note reduces.",
                    self.complaint_id.name,
                )
            )
        if (
            invoice.move_type != "out_invoice"
            or invoice.state != "posted"
            or invoice.commercial_partner_id != customer
            or invoice.company_id != self.company_id
        ):
            raise ValidationError(
                self.env._(
                    "%(invoice)s is not a posted invoice of %(customer)s.",
                    invoice=invoice.display_name,
                    customer=customer.display_name,
                )
            )

    def _amount_left(self):
        """The most that may be credited: what neither invoice nor claim have used up.

        The invoice leaves its total less posted credit notes; the claimed lines leave
        what was paid for the claimed quantity, less other compensations.
        """
        self.ensure_one()
        invoice = self.invoice_id
        others = self.search(
            [
                ("id", "not in", self.ids),
                ("state", "in", ["waiting", "offered", "accepted"]),
                ("invoice_id", "=", invoice.id),
            ]
        )
        credited = sum(
            invoice.reversal_move_ids.filtered(lambda m: m.state == "posted").mapped(
                "amount_total"
            )
        )
        left = invoice.amount_total - credited - sum(others.mapped("amount"))
        claimed = self._amount_of_claim()
        return left if claimed is None else min(left, claimed)

    def _amount_of_claim(self):
        """What the claimed lines leave in the invoice's currency, None without any."""
        lines = self.complaint_id.line_ids.filtered("order_line_id")
        if not lines:
            return None
        bought = sum(
            line.currency_id._convert(
                line._bought_amount(),
                self.currency_id,
                self.company_id,
                fields.Date.context_today(self),
            )
            for line in lines
        )
        others = self.complaint_id.compensation_ids - self - self._origin
        used = others.filtered(lambda o: o.state not in ("proposed", "refused"))
        return bought - sum(used.mapped("amount"))

    def _do_credit_note(self):
        """Creates and posts the credit note; posting reconciles it with the invoice."""
        self.ensure_one()
        moves = self.env["account.move"].with_company(self.company_id)
        move = moves.create(self._prepare_credit_note_values())
        self._settle_cents(move)
        move.action_post()
        self.move_id = move

    def _document_amount(self):
        """Amount of the posted document in the company's currency."""
        return abs(self.move_id.amount_total_signed)

    def _prepare_credit_note_values(self):
        invoice = self.invoice_id
        lines = self._credited_lines()
        share = self.amount / sum(lines.mapped("price_total"))
        return {
            "move_type": "out_refund",
            "reversed_entry_id": invoice.id,
            "partner_id": invoice.partner_id.id,
            "company_id": invoice.company_id.id,
            "currency_id": invoice.currency_id.id,
            "journal_id": invoice.journal_id.id,
            "fiscal_position_id": invoice.fiscal_position_id.id,
            "partner_bank_id": False,
            "invoice_user_id": invoice.invoice_user_id.id,
            "invoice_date": fields.Date.context_today(self),
            "invoice_payment_term_id": False,
            "invoice_origin": self.complaint_id.name,
            "ref": self.env._(
                "Compensation %(complaint)s, %(invoice)s",
                complaint=self.complaint_id.name,
                invoice=invoice.name,
            ),
            "invoice_line_ids": [
                Command.create(self._prepare_credited_line(line, share))
                for line in lines
            ],
        }

    def _credited_lines(self):
        """Invoice lines that the credit note reduces: the claimed ones, else all."""
        lines = self.invoice_id.invoice_line_ids.filtered(
            lambda line: line.display_type == "product" and line.price_total > 0
        )
        claimed = self.complaint_id.line_ids.order_line_id.invoice_lines
        return lines & claimed or lines

    def _prepare_credited_line(self, line, share):
        """One line, tax by tax as invoiced; not linked to the order line, because
        money back is no return of goods and leaves the invoiced quantity alone."""
        has_included_tax = any(line.tax_ids.mapped("price_include"))
        base = line.price_total if has_included_tax else line.price_subtotal
        return {
            "name": self.env._("Compensation: %s", line.name or ""),
            "account_id": line.account_id.id,
            "quantity": 1.0,
            "price_unit": self.currency_id.round(base * share),
            "tax_ids": [Command.set(line.tax_ids.ids)],
            "analytic_distribution": line.analytic_distribution,
        }

    def _settle_cents(self, move):
        """Cents lost by rounding tax lines come as a line of their own, untaxed."""
        missing = self.currency_id.round(self.amount - move.amount_total)
        if self.currency_id.is_zero(missing):
            return
        account = move.invoice_line_ids[:1].account_id
        move.invoice_line_ids = [
            Command.create(
                {
                    "name": self.env._("Rounding"),
                    "account_id": account.id,
                    "quantity": 1.0,
                    "price_unit": missing,
                    "tax_ids": [Command.clear()],
                }
            )
        ]
