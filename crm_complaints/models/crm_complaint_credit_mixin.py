# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .crm_compensation_rules import CLAIM_KINDS, GRANTED_STATES, granted_total
from .crm_complaint_readers import told_to


class CrmComplaintCreditMixin(models.AbstractModel):
    """Remedies that reduce an invoice: credit note, money back, return of goods."""

    _name = "crm.complaint.credit.mixin"
    _description = "Credit Note of a Compensation"

    refund_state = fields.Selection(
        selection=[("to_pay", "To Pay"), ("paid", "Paid")],
        string="Payment",
        compute="_compute_refund_state",
    )
    date_received = fields.Date(string="Goods Back on", readonly=True, copy=False)
    received_by_id = fields.Many2one(
        comodel_name="res.users", string="Received by", readonly=True, copy=False
    )

    def _compute_refund_state(self):
        for offer in self:
            move = offer.sudo().move_id
            if offer.kind != "refund" or offer.state != "done":
                offer.refund_state = False
            else:
                is_paid = move.currency_id.is_zero(move.amount_residual)
                offer.refund_state = "paid" if is_paid else "to_pay"

    def action_goods_received(self):
        """The goods came back: the credit note follows."""
        for offer in self:
            offer.complaint_id.check_access("write")
            offer._lock()
            offer._check_state(("accepted",))
            if offer.kind == "return":
                offer.sudo().write(
                    {
                        "date_received": fields.Date.context_today(offer),
                        "received_by_id": self.env.uid,
                    }
                )
            offer.sudo()._make_later()

    def action_register_payment(self):
        """The accountant's own dialog for paying the credit note back."""
        self.ensure_one()
        return self.move_id.action_register_payment()

    def _suggest_invoice(self):
        """The posted invoice of the claimed lines when there is exactly one."""
        invoices = self.sudo().complaint_id.line_ids._invoice_lines().move_id
        return invoices if len(invoices) == 1 else invoices.browse()

    def _check_credit_note(self):
        """The credit note refers to a posted invoice of this very customer."""
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
        if self.currency_id != invoice.currency_id:
            raise ValidationError(
                self.env._(
                    "%(invoice)s is in %(currency)s; what reduces it is in the same "
                    "currency.",
                    invoice=invoice.display_name,
                    currency=invoice.currency_id.name,
                )
            )

    def _check_refund(self):
        """Money is paid back for what was paid."""
        self._check_credit_note()
        if not self.currency_id.is_zero(self.invoice_id.amount_residual):
            raise ValidationError(
                self.env._(
                    "%(invoice)s is not paid yet: %(open)s are open. Offer a credit "
                    "note, which reduces what is open.",
                    invoice=self.invoice_id.display_name,
                    open=self.currency_id.format(self.invoice_id.amount_residual),
                )
            )

    def _check_return(self):
        self._check_credit_note()
        self._check_goods()
        invoiced = self.line_ids.order_line_id.invoice_lines.move_id
        if self.invoice_id not in invoiced:
            raise ValidationError(
                self.env._(
                    "%(invoice)s does not invoice the goods that come back; choose "
                    "the invoice of their order.",
                    invoice=self.invoice_id.display_name,
                )
            )

    def _most_credit_note(self):
        """The most that may be credited: what neither invoice nor claim have used up.

        The invoice leaves its total less posted credit notes; the claimed lines leave
        what was paid for the claimed quantity, less other compensations.
        """
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
        promised = (others - self._fellows())._total_of("amount")
        left = invoice.amount_total - credited - promised
        claimed = self._amount_of_claim()
        return left if claimed is None else min(left, claimed)

    def _most_refund(self):
        return self._most_credit_note()

    def _most_return(self):
        return self._most_credit_note()

    def _amount_of_claim(self):
        """What the claimed lines leave in the remedy's currency, None without any."""
        lines = self.complaint_id.line_ids._bought_lines()
        if not lines:
            return None
        bought = sum(
            self._to_own_currency(line._bought_amount(), line.currency_id)
            for line in lines
        )
        others = self.complaint_id.compensation_ids - self - self._origin
        used = (others - self._fellows()).filtered(
            lambda o: o.state in GRANTED_STATES and o.kind in CLAIM_KINDS
        )
        rows = [
            (
                offer._choice_key(),
                self._to_own_currency(offer.amount, offer.currency_id),
            )
            for offer in used
        ]
        return bought - granted_total(rows)

    def _to_own_currency(self, amount, currency):
        day = fields.Date.context_today(self)
        return currency._convert(amount, self.currency_id, self.company_id, day)

    def _do_credit_note(self):
        """Creates the credit note; posting it reconciles it with the invoice."""
        return self._book_credit_note(self._prepare_credit_note_values())

    def _do_refund(self):
        """The credit note stays open until accounting has paid it back."""
        is_posted = self._do_credit_note()
        self.move_id.is_complaint_refund = True
        if is_posted:
            self._ask_to_pay_back()
        return is_posted

    def _ask_to_pay_back(self):
        accountant = self.company_id.complaint_refund_user_id
        if accountant:
            words = told_to(self, accountant).env
            self.move_id.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=words._("Pay back %s", self._amount_words()),
                user_id=accountant.id,
            )

    def _do_return(self):
        """The customer sends the goods first; then they are credited."""
        if not self.date_received:
            self._expect_goods()
            return False
        return self._do_credit_note()

    def _expect_goods(self):
        """Prepares the arrival of the goods; without Inventory there is nothing to."""

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
        claimed = (
            self.line_ids.order_line_id.invoice_lines
            or self.complaint_id.line_ids._invoice_lines()
        )
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
        self._check_cents(move, missing)
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

    def _check_cents(self, move, missing):
        """Rounding takes a cent from each line and tax; more is no rounding."""
        taxed = move.line_ids.filtered(lambda line: line.display_type == "tax")
        pieces = 2 * len(move.invoice_line_ids) + len(taxed)
        if (
            self.currency_id.compare_amounts(
                abs(missing), pieces * self.currency_id.rounding
            )
            > 0
        ):
            raise UserError(
                self.env._(
                    "%(invoice)s: with its taxes the credit note comes to %(total)s "
                    "instead of %(amount)s, because a tax of it cannot be divided. "
                    "Take this offer back, and ask accounting for a credit note by "
                    "hand.",
                    invoice=self.invoice_id.display_name,
                    total=self.currency_id.format(move.amount_total),
                    amount=self.currency_id.format(self.amount),
                )
            )
