# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .crm_compensation_rules import GRANTED_STATES, LINE_KINDS


class CrmComplaintCompensationLine(models.Model):
    """Goods that are sent again or come back, as they were ordered."""

    _name = "crm.complaint.compensation.line"
    _description = "Goods of a Compensation"
    _inherit = ["crm.guarded.mixin"]
    _order = "compensation_id, id"
    _rec_name = "product_id"

    _frozen_fields = frozenset({"compensation_id"})

    compensation_id = fields.Many2one(
        comodel_name="crm.complaint.compensation",
        required=True,
        ondelete="cascade",
        index=True,
    )
    complaint_id = fields.Many2one(related="compensation_id.complaint_id")
    company_id = fields.Many2one(
        related="compensation_id.company_id", store=True, precompute=True
    )
    order_line_id = fields.Many2one(
        comodel_name="sale.order.line",
        required=True,
        index=True,
        ondelete="restrict",
    )
    product_id = fields.Many2one(
        related="order_line_id.product_id", store=True, precompute=True
    )
    quantity = fields.Float(required=True, default=1.0, digits="Product Unit")
    currency_id = fields.Many2one(related="order_line_id.currency_id")
    amount = fields.Monetary(
        string="Paid for It",
        compute="_compute_amount",
        store=True,
        precompute=True,
        help="What the customer paid for this quantity, taxes included.",
    )

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "The quantity of goods is more than zero."
    )

    @api.depends("order_line_id.price_total", "quantity")
    def _compute_amount(self):
        for line in self:
            ordered = line.sudo().order_line_id
            share = (
                line.quantity / ordered.product_uom_qty
                if ordered.product_uom_qty
                else 0
            )
            line.amount = ordered.currency_id.round(ordered.price_total * share)

    @api.constrains("quantity", "order_line_id")
    def _check_amount_of_offer(self):
        self.compensation_id._check_amount()

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if not self.env.su:
            lines.compensation_id._check_state(("proposed",))
        return lines

    def write(self, vals):
        if not self.env.su:
            self.compensation_id._check_state(("proposed",))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_offered(self):
        self.compensation_id._check_state(("proposed",))

    def _check_goods(self):
        """Of this customer's confirmed orders, and not more than claimed or left."""
        for line in self.sudo():
            line._check_customer()
            line._check_quantity()

    def _check_customer(self):
        ordered, offer = self.order_line_id, self.compensation_id
        if (
            ordered.order_id.partner_id.commercial_partner_id
            != offer.customer_id.partner_id
            or ordered.company_id != offer.company_id
            or ordered.state != "sale"
            or ordered.display_type
            or not ordered.product_id
        ):
            raise ValidationError(
                self.env._(
                    "%(line)s is not something that %(customer)s ordered.",
                    line=ordered.display_name,
                    customer=offer.customer_id.display_name,
                )
            )

    def _check_quantity(self):
        left = self._quantity_left()
        if self.quantity > left:
            raise ValidationError(
                self.env._(
                    "%(line)s: %(quantity)g offered, but only %(left)g were ordered, "
                    "claimed and not yet replaced.",
                    line=self.order_line_id.display_name,
                    quantity=self.quantity,
                    left=max(left, 0.0),
                )
            )

    def _quantity_left(self):
        """What was ordered less what all cases sent again or took back, and what was
        claimed less what this case did."""
        ordered, offer = self.order_line_id, self.compensation_id
        others = self.search(
            [
                ("order_line_id", "=", ordered.id),
                ("id", "not in", self.ids),
                "|",
                ("compensation_id", "=", offer.id),
                "&",
                ("compensation_id.kind", "in", LINE_KINDS),
                ("compensation_id.state", "in", GRANTED_STATES),
            ]
        )
        others -= offer._fellows().line_ids
        left = ordered.product_uom_qty - sum(others.mapped("quantity"))
        claims = offer.complaint_id.line_ids.filtered("order_line_id")
        if not claims:
            return left
        claimed = claims.filtered(lambda claim: claim.order_line_id == ordered)
        here = others.filtered(lambda line: line.complaint_id == offer.complaint_id)
        used = sum(here.mapped("quantity"))
        return min(left, sum(claimed.mapped("quantity")) - used)

    def _prepare_goods_values(self):
        """One line of the order free of charge."""
        return {
            "product_id": self.product_id.id,
            "product_uom_qty": self.quantity,
            "product_uom_id": self.order_line_id.product_uom_id.id,
            "price_unit": 0.0,
            "discount": 0.0,
            "tax_ids": [fields.Command.clear()],
            "compensation_line_id": self.id,
        }
