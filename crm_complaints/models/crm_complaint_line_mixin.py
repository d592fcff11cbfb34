# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

# So many orders, invoices and deliveries a page of the portal offers at once.
CHOICES = 200


class CrmComplaintLineMixin(models.AbstractModel):
    """The invoice that a line is about, and what kind of defect it names."""

    _name = "crm.complaint.line.mixin"
    _description = "Origin of a Complaint Line"

    defect_id = fields.Many2one(
        comodel_name="crm.complaint.defect",
        string="Kind of Defect",
        ondelete="restrict",
        index="btree_not_null",
    )
    invoice_line_id = fields.Many2one(
        comodel_name="account.move.line",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        domain=lambda self: self._invoice_line_domain(),
        help="The line of a posted invoice, when the customer names the invoice.",
    )
    invoice_id = fields.Many2one(
        related="invoice_line_id.move_id", store=True, index="btree_not_null"
    )

    goods = fields.Char(
        string="Goods in Words",
        help="As the customer named them, when no document does.",
    )

    @api.constrains("invoice_line_id", "complaint_id")
    def _check_invoice_line_id(self):
        for line in self.filtered("invoice_line_id"):
            invoice = line.sudo().invoice_line_id.move_id
            customer = line.complaint_id.partner_id.commercial_partner_id
            posted = invoice.state == "posted" and invoice.is_sale_document()
            if not posted or invoice.commercial_partner_id != customer:
                raise ValidationError(
                    self.env._(
                        "%(invoice)s is not a posted invoice of %(customer)s.",
                        invoice=invoice.display_name,
                        customer=customer.display_name,
                    )
                )

    @api.model
    def _invoice_line_domain(self):
        """Product lines of posted customer invoices."""
        return [
            ("parent_state", "=", "posted"),
            ("move_type", "=", "out_invoice"),
            ("display_type", "=", "product"),
            ("product_id", "!=", False),
        ]

    @api.model
    def _claimable_invoice_lines(self, partner, wanted=()):
        """Invoice lines (superuser) that a partner's company may complain about, those
        of the newest invoice first, as invoices sort themselves."""
        domain = [
            *self._invoice_line_domain(),
            ("partner_id", "child_of", partner.commercial_partner_id.id),
            *wanted,
        ]
        lines = self.env["account.move.line"].sudo()
        return lines.search(domain, order="move_id, sequence, id", limit=CHOICES)

    @api.model
    def _values_from_invoice_line(self, invoice_line):
        """Values of a line about an invoice: its order line when there is just one."""
        ordered = invoice_line.sudo().sale_line_ids
        values = {
            "invoice_line_id": invoice_line.id,
            "product_id": invoice_line.product_id.id,
            "quantity": invoice_line.quantity,
        }
        if len(ordered) == 1:
            values["order_line_id"] = ordered.id
        return values

    def _count_once_with(self, target):
        """A duplicate claims the same goods: before its lines go to the case that
        stays, what both claim is taken off them, and noted there."""
        claimed, words = {}, []
        for line in target.line_ids._bought_lines():
            quantity, amount = claimed.get(line._bought(), (0.0, 0.0))
            claimed[line._bought()] = (
                quantity + line.quantity,
                amount + line.amount_claimed,
            )
        for line in self._bought_lines():
            quantity, amount = claimed.get(line._bought(), (0.0, 0.0))
            both = (min(line.quantity, quantity), min(line.amount_claimed, amount))
            if not any(both):
                continue
            claimed[line._bought()] = (quantity - both[0], amount - both[1])
            words.append(line._words_counted_once(*both))
            line.write(
                {
                    "quantity": line.quantity - both[0],
                    "amount_claimed": line.amount_claimed - both[1],
                }
            )
        if words:
            target.message_post(body="\n".join(words), subtype_xmlid="mail.mt_note")

    def _words_counted_once(self, quantity, amount):
        return self.env._(
            "%(complaint)s claimed the same goods, which are counted once: %(line)s, "
            "%(quantity)g of %(whole)g, %(amount)s of %(total)s claimed.",
            complaint=self.complaint_id.name,
            line=self.display_name,
            quantity=quantity,
            whole=self.quantity,
            amount=self.currency_id.format(amount),
            total=self.currency_id.format(self.amount_claimed),
        )

    @api.model
    def _repeat_fields(self):
        """Fields of a line that make two complaints alike; bridges add theirs."""
        return ["product_id"]

    @api.model
    def _portal_choices(self, partner, words=""):
        """[(group, [(value, label)])] of what a partner's company bought.

        words: part of the number of a document or of the name of a product; without
        them the newest are offered.
        """
        orders = [
            (
                str(line.id),
                self._portal_label(line.order_id, line, line.product_uom_qty),
            )
            for line in self._claimable_order_lines(
                partner, self._portal_search(("order_id.name", "product_id"), words)
            )
        ]
        invoices = [
            (f"i{line.id}", self._portal_label(line.move_id, line, line.quantity))
            for line in self._claimable_invoice_lines(
                partner, self._portal_search(("move_id.name", "product_id"), words)
            )
        ]
        groups = [
            (self.env._("Orders"), orders),
            (self.env._("Invoices"), invoices),
        ]
        return [group for group in groups if group[1]]

    @api.model
    def _portal_search(self, names, words):
        if not words:
            return []
        return list(Domain.OR(Domain(name, "ilike", words) for name in names))

    @api.model
    def _label_of_document(self, document):
        """Words for what ``_portal_document`` found."""
        if document._name == "account.move.line":
            return self._portal_label(document.move_id, document, document.quantity)
        quantity = document.product_uom_qty
        return self._portal_label(document.order_id, document, quantity)

    @api.model
    def _portal_label(self, document, line, quantity):
        return f"{document.name}: {line.product_id.display_name} ({quantity:g})"

    @api.model
    def _portal_document(self, partner, value):
        """The own order or invoice line (superuser) that a choice names, or None."""
        kind, number = value[:1], value.lstrip("abcdefghijklmnopqrstuvwxyz")
        if not number.isdecimal() or len(number) > 9:
            return None
        if kind == "i":
            found = self._claimable_invoice_lines(partner, [("id", "=", int(number))])
        elif kind.isdigit():
            found = self._claimable_order_lines(partner, [("id", "=", int(number))])
        else:
            return None
        return found or None

    @api.model
    def _portal_line_values(self, partner, value):
        document = self._portal_document(partner, value)
        return {} if document is None else self._values_from_document(document)

    @api.model
    def _values_from_document(self, document):
        """Values of a line about what ``_portal_document`` found."""
        if document._name == "account.move.line":
            return self._values_from_invoice_line(document)
        return {
            "order_line_id": document.id,
            "product_id": document.product_id.id,
            "quantity": document.product_uom_qty,
        }
