# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command


class CrmComplaintGiftMixin(models.AbstractModel):
    """Remedies on top of the claim: goodwill, and a discount on the next order."""

    _name = "crm.complaint.gift.mixin"
    _description = "Gift of a Compensation"

    company_id = fields.Many2one("res.company")
    discount_percent = fields.Float(
        string="Discount (%)",
        digits="Discount",
        help="Percent of the next order; empty: the amount itself is taken off.",
    )
    discount_days = fields.Integer(
        string="Usable for (Days)",
        compute="_compute_discount_days",
        store=True,
        readonly=False,
        precompute=True,
        help="Days after the customer accepted; then the right ends.",
    )

    @api.depends("company_id")
    def _compute_discount_days(self):
        for offer in self:
            usual = offer.company_id.complaint_discount_days
            offer.discount_days = offer.discount_days or usual

    def _check_discount(self):
        if not 0 <= self.discount_percent <= 100 or self.discount_days < 1:
            raise ValidationError(
                self.env._(
                    "%s: a discount is between 0 and 100 percent, and usable for at "
                    "least one day.",
                    self.complaint_id.name,
                )
            )

    def _check_goodwill(self):
        if not (self.note or "").strip():
            raise ValidationError(
                self.env._(
                    "%s: say in the words to the customer what goodwill is for.",
                    self.complaint_id.name,
                )
            )

    def _most_discount(self):
        return None

    def _most_goodwill(self):
        return None

    def _do_discount(self):
        """The right is kept with the customer until an order uses it."""
        day = fields.Date.add(self._today(), days=self.discount_days)
        self.discount_id = self.env["crm.complaint.discount"].create(
            {
                "compensation_id": self.id,
                "company_id": self.company_id.id,
                "customer_id": self.customer_id.id,
                "currency_id": self.currency_id.id,
                "amount": self.amount,
                "percent": self.discount_percent,
                "date_end": day,
            }
        )
        return True

    def _do_goodwill(self):
        """A credit note of its own, on the product that the company chose."""
        return self._book_credit_note(self._prepare_goodwill_values())

    def _prepare_goodwill_values(self):
        product = self._goodwill_product()
        partner = self.customer_id.partner_id
        journal = self._goodwill_journal()
        move_values = {
            "move_type": "out_refund",
            "partner_id": partner.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "journal_id": journal.id,
            "invoice_date": fields.Date.context_today(self),
            "invoice_payment_term_id": False,
            "invoice_origin": self.complaint_id.name,
            "ref": self.env._("Goodwill %s", self.complaint_id.name),
        }
        line_values = {
            "product_id": product.id,
            "name": self.env._("Goodwill: %s", self.note.strip().partition("\n")[0]),
            "quantity": 1.0,
            "price_unit": self.amount,
            "tax_ids": [Command.clear()],
        }
        return {**move_values, "invoice_line_ids": [Command.create(line_values)]}

    def _goodwill_product(self):
        product = self.company_id.complaint_goodwill_product_id or self.env.ref(
            "crm_complaints.crm_complaint_product_goodwill", raise_if_not_found=False
        )
        if not product or not product.active:
            raise UserError(
                self.env._(
                    "Goodwill is booked on a product, and %s has none. Choose it in "
                    "the settings of complaints.",
                    self.company_id.name,
                )
            )
        return product

    def _goodwill_journal(self):
        """The first sales journal in use."""
        company = self.company_id
        journals = self.env["account.journal"].with_company(company)
        journal = journals.search(
            [("type", "=", "sale"), ("company_id", "=", company.id)], limit=1
        )
        if not journal:
            raise UserError(
                self.env._(
                    "%s has no sales journal in use. Ask accounting to open one.",
                    company.name,
                )
            )
        return journal
