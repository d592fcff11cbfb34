# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = [
        "sale.order",
        "crm.contact.guard.mixin",
        "crm.order.conflict.mixin",
        "crm.order.gratis.mixin",
        "crm.customer.record.mixin",
        "crm.shared.document.mixin",
        "crm.order.qualification.mixin",
        "crm.order.result.mixin",
    ]

    _contact_fields = ("partner_id", "partner_invoice_id", "partner_shipping_id")

    customer_stage_id = fields.Many2one(
        related="partner_id.commercial_partner_id.lifecycle_stage_id",
        string="Customer's Stage",
    )
    customer_priority = fields.Selection(
        related="customer_vip_tier_id.priority", string="Supply Priority"
    )
    customer_vip_tier_id = fields.Many2one(
        related="partner_id.commercial_partner_id.vip_tier_current_id",
        string="Customer's VIP Tier",
    )

    @api.depends("company_id")
    def _compute_user_id(self):
        """The owner of the account in the quotation's company answers first."""
        result = super()._compute_user_id()
        for order in self.filtered("partner_id"):
            partner = order.partner_id.with_company(order.company_id)
            owner = partner.commercial_partner_id.sudo().customer_owner_id
            if owner and not order._origin.id:
                order.user_id = owner
        return result

    @api.depends("company_id")
    def _compute_payment_term_id(self):
        """Terms of the tier serve members whose contact has no terms of its own."""
        result = super()._compute_payment_term_id()
        for order in self.filtered(lambda order: not order.payment_term_id):
            partner = order.partner_id.with_company(order.company_id)
            tier = partner.commercial_partner_id.sudo().vip_tier_current_id
            if tier.payment_term_id.company_id in (
                order.company_id,
                order.company_id.browse(),
            ):
                order.payment_term_id = tier.payment_term_id.sudo(self.env.su)
        return result

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_result_fields(vals)
        orders = super().create(vals_list)
        orders._touch_customers(selling=True)
        return orders

    def write(self, vals):
        """Confirming is selling, by whatever door: the do-not-sell list binds it."""
        self._check_result_fields(vals)
        if vals.get("state") == "sale":
            self._touch_customers(selling=True)
        result = super().write(vals)
        if "partner_id" in vals:
            self._check_may_sell()
        return result

    def action_confirm(self):
        self._check_qualified()
        return super().action_confirm()

    def action_quotation_send(self):
        self._check_quote_conflict()
        return super().action_quotation_send()

    def action_quotation_sent(self):
        self._check_quote_conflict()
        result = super().action_quotation_sent()
        self._touch_customers()
        return result

    def action_view_customer_account(self):
        self.ensure_one()
        return self.with_company(
            self.company_id
        ).partner_id.action_view_customer_account()

    def _confirmation_error_message(self):
        error = super()._confirmation_error_message()
        policy = self.company_id._setting("lifecycle_quote_conflict")
        # a customer who accepts in the portal is not the one to stop
        if not error and policy == "block" and not self.env.user.share:
            return self._quote_conflict_message()
        return error

    def _action_confirm(self):
        result = super()._action_confirm()
        self._attribute_results()
        return result

    def _action_cancel(self):
        result = super()._action_cancel()
        self._touch_customers()
        return result

    def _check_may_sell(self):
        """The do-not-sell list binds everybody: office, portal, shop, import, RPC."""
        blocks = self.env["crm.sale.block"]
        for company, orders in self.grouped("company_id").items():
            blocks._check_may_sell(orders.partner_id, company)

    def _touch_customers(self, selling=False):
        for company, orders in self.grouped("company_id").items():
            user = orders.user_id[:1]
            listed = self.env["crm.customer"]._touch(orders.partner_id, company, user)
            if selling and listed:
                self.env["crm.sale.block"]._check_may_sell(listed, company)
