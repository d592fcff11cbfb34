# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError


class CrmComplaintOrderMixin(models.AbstractModel):
    """What compensations do to orders: goods sent again, discounts used, cost."""

    _name = "crm.complaint.order.mixin"
    _description = "Compensations on an Order"

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint",
        string="Case",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The case that this order belongs to: goods sent again, or a service "
        "that the customer pays for.",
    )
    complaint_discount_ids = fields.One2many(
        comodel_name="crm.complaint.discount",
        inverse_name="order_id",
        string="Discounts Promised",
        readonly=True,
    )
    complaint_right_count = fields.Integer(
        string="Open Rights to a Discount", compute="_compute_complaint_right_count"
    )

    @api.depends("partner_id", "company_id", "state")
    def _compute_complaint_right_count(self):
        quotations = self.filtered(
            lambda o: o.partner_id and o.state in ("draft", "sent") and not o.is_gratis
        )
        rights = self.env["crm.complaint.discount"]._open_rights(quotations)
        for order in self:
            is_open = order in quotations
            order.complaint_right_count = (
                len(order._rights_among(rights)) if is_open else 0
            )

    @api.constrains("complaint_id", "partner_id")
    def _check_complaint_id(self):
        for order in self.filtered("complaint_id"):
            case = order.sudo().complaint_id
            customer = order.partner_id.commercial_partner_id
            if case.customer_id.partner_id != customer:
                raise ValidationError(
                    self.env._(
                        "%(case)s is not a case of %(customer)s.",
                        case=case.name,
                        customer=customer.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._use_rights_at_once()
        return orders

    def write(self, vals):
        if not self.env.su and "complaint_id" in vals and any(self.mapped("is_gratis")):
            raise AccessError(
                self.env._("The case of an order free of charge does not change.")
            )
        result = super().write(vals)
        if "order_line" in vals and not self.env.context.get("keep_discount_right"):
            self.sudo().complaint_discount_ids.filtered(
                lambda right: right.state == "reserved"
            )._refresh_lines()
        return result

    def unlink(self):
        self._release_rights()
        return super().unlink()

    def action_use_complaint_discount(self):
        """The right that ends first goes on this quotation."""
        for order in self:
            order.check_access("write")
            rights = order._rights_among(
                self.env["crm.complaint.discount"]._open_rights(order)
            )
            if not rights:
                raise UserError(
                    self.env._(
                        "%s has no open right to a discount. One that stands on "
                        "another quotation is free again when that is cancelled.",
                        order.partner_id.commercial_partner_id.display_name,
                    )
                )
            rights[:1]._reserve(order)

    def action_confirm(self):
        # its lines are read anyway, and no right is reserved without one
        self.sudo().order_line.complaint_discount_id.filtered(
            lambda right: right.state == "reserved"
        )._refresh_lines()
        return super().action_confirm()

    def action_draft(self):
        for order in self:
            if order.sudo().complaint_id and order.is_gratis:
                raise UserError(
                    self.env._(
                        "%s carried out a compensation and was cancelled; make a new "
                        "offer at the complaint instead.",
                        order.name,
                    )
                )
        return super().action_draft()

    def _action_confirm(self):
        result = super()._action_confirm()
        self.sudo().order_line.complaint_discount_id._use()
        return result

    def _action_cancel(self):
        result = super()._action_cancel()
        self._release_rights()
        offers = (
            self.env["crm.complaint.compensation"]
            .sudo()
            .search([("delivery_order_id", "in", self.ids), ("state", "=", "done")])
        )
        offers._document_undone("cancelled")
        return result

    def _get_copiable_order_lines(self):
        """A promise is kept once: a copy of the order does not carry it."""
        lines = super()._get_copiable_order_lines()
        return lines.filtered(lambda line: not line.sudo().complaint_discount_id)

    def _rights_among(self, rights):
        """Those of rights that this quotation may use."""
        self.ensure_one()
        customer = self.partner_id.commercial_partner_id
        return rights.filtered(
            lambda right: (
                right.customer_id.partner_id == customer
                and right.company_id == self.company_id
            )
        )

    def _use_rights_at_once(self):
        """New quotations that are large enough use the customer's right at once."""
        orders = self.filtered(
            lambda order: (
                order.company_id.complaint_discount_auto
                and order.state == "draft"
                and not order.is_gratis
                and order.amount_total > 0
            )
        )
        rights = self.env["crm.complaint.discount"]._open_rights(orders)
        for order in orders if rights else ():
            right = order._rights_among(rights)[:1]
            if right and right._fits(order):
                rights -= right
                if right.try_lock_for_update():
                    right._reserve(order)

    def _release_rights(self):
        """Promises of cancelled orders are free, unless they were invoiced."""
        lines = self.sudo().order_line.filtered("complaint_discount_id")
        free = lines.filtered(lambda line: not line.invoice_lines)
        rights = free.complaint_discount_id
        free.with_context(keep_discount_right=True).unlink()
        rights._release()
