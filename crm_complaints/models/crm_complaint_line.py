# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class CrmComplaintLine(models.Model):
    _name = "crm.complaint.line"
    _description = "Complaint Line"
    _inherit = [
        "crm.complaint.part.mixin",
        "crm.complaint.line.mixin",
        "crm.complaint.disputed.mixin",
    ]
    _order = "complaint_id, sequence, id"
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
        related="order_line_id.order_id", store=True, index="btree_not_null"
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

    @api.depends("order_line_id")
    def _compute_from_order_line(self):
        for line in self:
            ordered = line.order_line_id
            line.product_id = ordered.product_id or line.product_id
            line.quantity = ordered.product_uom_qty or line.quantity

    @api.depends("order_line_id.currency_id", "complaint_id.company_id.currency_id")
    def _compute_currency_id(self):
        for line in self:
            line.currency_id = (
                line.order_line_id.currency_id
                or line.complaint_id.company_id.currency_id
                or self.env.company.currency_id
            )

    @api.depends("product_id", "defect")
    def _compute_display_name(self):
        for line in self:
            parts = [line.product_id.display_name, line.defect]
            line.display_name = ": ".join(filter(None, parts)) or self.env._("Line")

    @api.constrains("order_line_id", "complaint_id", "quantity")
    def _check_order_line_id(self):
        for line in self.filtered("order_line_id"):
            ordered = line.sudo().order_line_id
            customer = line.complaint_id.partner_id.commercial_partner_id
            if ordered.order_id.partner_id.commercial_partner_id != customer:
                raise ValidationError(
                    self.env._(
                        "%(order)s is not an order of %(customer)s.",
                        order=ordered.order_id.name,
                        customer=customer.display_name,
                    )
                )
            if line.quantity > ordered.product_uom_qty:
                raise ValidationError(
                    self.env._(
                        "%(line)s: %(claimed)s claimed, but %(ordered)s were ordered.",
                        line=ordered.display_name,
                        claimed=line.quantity,
                        ordered=ordered.product_uom_qty,
                    )
                )

    def _bought_amount(self):
        """What the claimed quantity cost, taxes included, in the order's currency."""
        self.ensure_one()
        ordered = self.sudo().order_line_id
        share = (
            self.quantity / ordered.product_uom_qty if ordered.product_uom_qty else 1
        )
        return self.currency_id.round(ordered.price_total * share)

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
        """Order lines (superuser) that a partner's company may complain about."""
        return (
            self.env["sale.order.line"]
            .sudo()
            .search(
                Domain(self._order_line_domain())
                & Domain(
                    "order_id.partner_id", "child_of", partner.commercial_partner_id.id
                )
                & Domain("product_id", "!=", False)
                & Domain(list(wanted)),
                order="order_id desc, sequence, id",
                limit=200,
            )
        )
