# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .crm_complaint_turns import hold


class CrmComplaintDiscount(models.Model):
    """The right to a discount on the next order, kept with the customer, used once.

    Nobody edits it: it opens when the customer accepts a compensation, is reserved by
    one quotation, used when that is confirmed, and free again when it is cancelled.
    """

    _name = "crm.complaint.discount"
    _description = "Right to a Discount"
    _inherit = ["crm.complaint.circle.mixin", "crm.guarded.mixin", "mail.thread"]
    _order = "date_end, id"

    compensation_id = fields.Many2one(
        comodel_name="crm.complaint.compensation",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    complaint_id = fields.Many2one(
        related="compensation_id.complaint_id", store=True, precompute=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    amount = fields.Monetary(
        string="At Most",
        required=True,
        readonly=True,
        help="Taxes included; without a percentage the amount itself.",
    )
    percent = fields.Float(readonly=True, digits="Discount")
    date_end = fields.Date(string="Usable until", required=True, readonly=True)
    state = fields.Selection(
        selection=[
            ("open", "Open"),
            ("reserved", "On a Quotation"),
            ("used", "Used"),
            ("expired", "Expired"),
            ("cancelled", "Cancelled"),
        ],
        default="open",
        required=True,
        readonly=True,
        tracking=True,
        index=True,
    )
    order_id = fields.Many2one(
        comodel_name="sale.order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    order_line_ids = fields.One2many("sale.order.line", "complaint_discount_id")
    date_used = fields.Date(string="Used on", readonly=True, copy=False)
    amount_used = fields.Monetary(
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
        help="Untaxed discount of the confirmed order, in the company's currency.",
    )

    @api.depends("complaint_id.display_name", "amount", "percent", "currency_id")
    @api.depends_context("uid")
    def _compute_display_name(self):
        for right in self:
            amount = right.currency_id.format(right.amount)
            if right.percent:
                amount = self.env._(
                    "%(percent)g %%, at most %(amount)s",
                    percent=right.percent,
                    amount=amount,
                )
            right.display_name = f"{right.complaint_id.display_name}: {amount}"

    def action_cancel(self):
        """A complaint manager takes back a right that no order holds."""
        manager = "crm_complaints.crm_complaints_group_manager"
        if not self.env.user.has_group(manager):
            raise AccessError(
                self.env._("A right to a discount is taken back by a manager.")
            )
        self.check_access("read")
        for right in self:
            right._lock()
            if right.state != "open":
                right._refuse_state()
            right.sudo().state = "cancelled"
            right.sudo().compensation_id._document_undone("cancelled")

    def _reserve(self, order):
        """Puts the discount on a quotation; the caller may write on that quotation."""
        self.ensure_one()
        right = self.sudo()
        right._lock()
        right._check_usable(order)
        right._put_lines(order.sudo())
        right.write({"state": "reserved", "order_id": order.id})

    def _check_usable(self, order):
        if self.state != "open":
            self._refuse_state()
        if self.date_end < self.env["crm.customer"]._today(self.company_id):
            raise UserError(
                self.env._(
                    "%(right)s was usable until %(day)s.",
                    right=self.display_name,
                    day=fields.Date.to_string(self.date_end),
                )
            )
        if (
            order.partner_id.commercial_partner_id != self.customer_id.partner_id
            or order.company_id != self.company_id
            or order.state not in ("draft", "sent")
            or order.is_gratis
        ):
            raise UserError(
                self.env._(
                    "%(right)s is for a quotation to %(customer)s.",
                    right=self.display_name,
                    customer=self.customer_id.display_name,
                )
            )
        if self._amount_for(order) <= 0:
            raise UserError(
                self.env._(
                    "%s has no amount yet that could be reduced; add products first.",
                    order.name,
                )
            )

    def _amount_for(self, order):
        """The discount for an order in its currency, taxes included."""
        lines = order.order_line - self.order_line_ids
        total = sum(lines.mapped("price_total"))
        share = total * self.percent / 100 if self.percent else total
        return order.currency_id.round(min(self._most_in(order.currency_id), share))

    def _fits(self, order):
        """Whether nothing of the right would lapse on this order."""
        return (
            bool(self.percent)
            or order.currency_id.compare_amounts(
                self._amount_for(order), self._most_in(order.currency_id)
            )
            >= 0
        )

    def _most_in(self, currency):
        day = fields.Date.context_today(self)
        return self.currency_id._convert(self.amount, currency, self.company_id, day)

    def _put_lines(self, order):
        """Negative lines, one per combination of taxes, as Odoo's own discount."""
        # lines name the right from the start: who guards orders lets them pass
        order = order.with_context(
            keep_discount_right=True, default_complaint_discount_id=self.id
        )
        before = order.order_line
        wizard = order.env["sale.order.discount"].create(
            {
                "sale_order_id": order.id,
                "discount_type": "amount",
                "discount_amount": self._amount_for(order),
            }
        )
        wizard._create_discount_lines()
        added = order.order_line - before
        added.write(
            {
                "name": self.env._(
                    "Discount promised for complaint %s", self.complaint_id.name
                ),
            }
        )

    def _refresh_lines(self):
        """The quotation was changed: the discount follows before it is confirmed."""
        for right in self.sudo():
            order = right.order_id
            given = -sum(right.order_line_ids.mapped("price_total"))
            if order.currency_id.compare_amounts(given, right._amount_for(order)):
                right.order_line_ids.with_context(keep_discount_right=True).unlink()
                if right._amount_for(order) > 0:
                    right._put_lines(order)
                else:
                    right._release()

    def _use(self):
        """The order was confirmed: what was given is what it costs."""
        for right in self.sudo().filtered(lambda r: r.state == "reserved"):
            untaxed = -sum(right.order_line_ids.mapped("price_subtotal"))
            today = fields.Date.context_today(right)
            used = right.order_id.currency_id._convert(
                untaxed, right.company_currency_id, right.company_id, today
            )
            right.write({"state": "used", "date_used": today, "amount_used": used})
            right.compensation_id.write({"cost": used, "date_cost": today})

    def _release(self):
        """Free again: the order is cancelled or does without it."""
        for right in self.sudo().filtered(lambda r: r.state in ("reserved", "used")):
            is_late = right.date_end < self.env["crm.customer"]._today(right.company_id)
            right.write(
                {
                    "state": "expired" if is_late else "open",
                    "order_id": False,
                    "date_used": False,
                    "amount_used": 0.0,
                }
            )
            right.compensation_id.write({"cost": 0.0, "date_cost": False})

    def _lock(self):
        hold(self)
        self.invalidate_recordset()

    def _refuse_state(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "%(right)s is in state “%(state)s” (%(order)s). It is free again when "
                "that order is cancelled.",
                right=self.display_name,
                state=labels[self.state],
                order=self.sudo().order_id.name or self.env._("no order"),
            )
        )

    @api.model
    def _open_rights(self, orders):
        """Usable rights (superuser) of the customers of quotations, soonest first."""
        partners = orders.partner_id.commercial_partner_id
        return self.sudo().search(
            Domain("state", "=", "open")
            & Domain("company_id", "in", orders.company_id.ids)
            & Domain("customer_id.partner_id", "in", partners.ids)
            & Domain("date_end", ">=", fields.Date.context_today(self))
        )

    @api.model
    def _expire(self, today, company):
        late = self.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "open"),
                ("date_end", "<", today),
            ]
        )
        late.try_lock_for_update().write({"state": "expired"})
