# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .crm_complaint_line_mixin import CHOICES


class CrmComplaintLine(models.Model):
    _name = "crm.complaint.line"
    _description = "Complaint Line"
    _inherit = [
        "crm.complaint.part.mixin",
        "crm.complaint.line.mixin",
        "crm.complaint.disputed.mixin",
    ]
    _order = "complaint_id, sequence, id"
    _rec_names_search = ["product_id", "goods", "defect"]
    _check_company_auto = True

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    order_line_id = fields.Many2one(
        comodel_name="sale.order.line",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain=lambda self: self._order_line_domain(),
        help="What was bought, when, and for how much.",
    )
    order_id = fields.Many2one(
        related="order_line_id.order_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    product_id = fields.Many2one(
        comodel_name="product.product",
        compute="_compute_from_order_line",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
    quantity = fields.Float(
        compute="_compute_from_order_line",
        store=True,
        readonly=False,
        precompute=True,
        digits="Product Unit",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        compute="_compute_currency_id",
        store=True,
        precompute=True,
    )
    order_amount = fields.Monetary(
        string="Bought for", related="order_line_id.price_total"
    )
    amount_claimed = fields.Monetary(
        string="Claimed Amount", help="What the customer asks for, taxes included."
    )
    defect = fields.Char(string="What is Wrong")
    remedy = fields.Selection(
        selection=lambda self: self.env["crm.complaint"]._selection_remedy(),
        string="Wished Remedy",
    )

    _quantity_positive = models.Constraint(
        "CHECK (quantity >= 0 AND amount_claimed >= 0)",
        "Quantity and claimed amount cannot be negative.",
    )

    @api.depends("order_line_id", "invoice_line_id")
    def _compute_from_order_line(self):
        """The order says what was bought, else the invoice; with both named the
        quantity stands."""
        for line in self:
            ordered, invoiced = line.order_line_id, line.sudo().invoice_line_id
            bought = ordered or invoiced
            line.product_id = bought.product_id or line.product_id
            kept = line.quantity if ordered and invoiced else 0.0
            line.quantity = kept or line._bought_quantity() or line.quantity

    @api.depends(
        "order_line_id.currency_id",
        "invoice_line_id.currency_id",
        "complaint_id.company_id.currency_id",
    )
    def _compute_currency_id(self):
        for line in self:
            line.currency_id = (
                line.order_line_id.currency_id
                or line.sudo().invoice_line_id.currency_id
                or line.complaint_id.company_id.currency_id
                or self.env.company.currency_id
            )

    @api.depends("product_id", "goods", "defect")
    def _compute_display_name(self):
        for line in self:
            parts = [line.product_id.display_name, line.goods, line.defect]
            line.display_name = ": ".join(filter(None, parts)) or self.env._("Line")

    @api.constrains("order_line_id", "complaint_id")
    def _check_order_line_id(self):
        for line in self.filtered("order_line_id"):
            ordered = line.sudo().order_line_id
            customer = line.complaint_id.partner_id.commercial_partner_id
            if ordered.order_partner_id.commercial_partner_id != customer:
                raise ValidationError(
                    self.env._(
                        "%(order)s is not an order of %(customer)s.",
                        order=ordered.order_id.name,
                        customer=customer.display_name,
                    )
                )

    @api.constrains("order_line_id", "invoice_line_id", "complaint_id", "quantity")
    def _check_quantity(self):
        for line in self._bought_lines():
            if line.quantity > line._bought_quantity():
                raise ValidationError(
                    self.env._(
                        "%(line)s: %(claimed)s claimed, but %(ordered)s were ordered.",
                        line=line._bought().display_name,
                        claimed=line.quantity,
                        ordered=line._bought_quantity(),
                    )
                )

    def _bought_lines(self):
        """Those that name what was bought."""
        return self.filtered(lambda line: line.order_line_id or line.invoice_line_id)

    def _bought(self):
        """The order line, else the invoice line, as superuser."""
        line = self.sudo()
        return line.order_line_id or line.invoice_line_id

    def _bought_quantity(self):
        line = self.sudo()
        return line.order_line_id.product_uom_qty or line.invoice_line_id.quantity

    def _counted_quantity(self):
        """Claimed, as far as the lines before it leave something of what was bought:
        customers name the order and its invoice, or one defect after the other."""
        self.ensure_one()
        before = 0.0
        for other in self._bought_lines().complaint_id.line_ids:
            if other == self:
                break
            if other._bought() == self._bought():
                before += other.quantity
        left = self._bought_quantity() - before
        return max(min(self.quantity, left), 0.0) if self._bought() else self.quantity

    def _bought_amount(self):
        """What the claimed quantity cost, taxes included, in the order's currency."""
        self.ensure_one()
        whole = self._bought_quantity()
        share = self._counted_quantity() / whole if whole else 1
        return self.currency_id.round(self._bought().price_total * share)

    @api.model
    def _order_line_domain(self):
        """Lines of confirmed orders that stand for something bought."""
        return [
            ("state", "=", "sale"),
            ("display_type", "=", False),
            ("is_downpayment", "=", False),
        ]

    @api.model
    def _claimable_order_lines(self, partner, wanted=()):
        """Order lines (superuser) that a partner's company may complain about, those
        of the newest order first, as orders sort themselves."""
        return (
            self.env["sale.order.line"]
            .sudo()
            .search(
                Domain(self._order_line_domain())
                & Domain(
                    "order_partner_id", "child_of", partner.commercial_partner_id.id
                )
                & Domain("product_id", "!=", False)
                & Domain(list(wanted)),
                order="order_id, sequence, id",
                limit=CHOICES,
            )
        )
