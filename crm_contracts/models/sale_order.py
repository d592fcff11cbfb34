# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "crm.contract.order.mixin", "crm.order.credit.mixin"]

    @api.depends("crm_contract_id")
    def _compute_payment_term_id(self):
        """Terms of the contract, else what the customer's credit allows.

        Whoever chooses others in the quotation keeps them: see decision 0067.
        """
        result = super()._compute_payment_term_id()
        for company, orders in (
            self.filtered("partner_id").grouped("company_id").items()
        ):
            customers = self.env["crm.customer"]._accounts_of(
                orders.partner_id, company
            )
            accounts = customers.grouped("partner_id")
            for order in orders:
                partner = order.partner_id.commercial_partner_id
                account = accounts.get(partner, customers.browse())
                terms = order._terms_of(account)
                if terms:
                    order.payment_term_id = terms.sudo(self.env.su)
        return result

    def action_confirm(self):
        """An order of a framework brings its instalment; others may fall due by it."""
        result = super().action_confirm()
        # who may sell need not see contracts
        contracts = self.sudo().crm_contract_id
        if contracts:
            contracts._plan_call_offs(self.filtered(lambda o: o.state == "sale"))
            contracts._refresh_collection()
        return result

    def _action_cancel(self):
        result = super()._action_cancel()
        self.sudo().crm_contract_id._refresh_collection()
        return result

    def _confirmation_error_message(self):
        self._check_contract_confirmable()
        return super()._confirmation_error_message()

    def _prepare_invoice(self):
        values = super()._prepare_invoice()
        if self.crm_contract_id:
            values["crm_contract_id"] = self.crm_contract_id.id
            values.update(self.crm_contract_id._payment_values())
        return values

    def _terms_of(self, account):
        """Terms of the contract, or those proposed; none where others were found.

        Others are those of the contact, or of another app as the shop.
        """
        agreed = self.crm_contract_id.sudo().payment_term_id
        if agreed:
            return agreed
        partner = self.partner_id._origin
        tier = partner.commercial_partner_id.sudo().vip_tier_current_id
        if self.payment_term_id not in (tier.payment_term_id, self.payment_term_id[:0]):
            return agreed
        return account._proposed_terms(partner, self.company_id)

    def _get_invoice_grouping_keys(self):
        """Orders of different contracts never share an invoice."""
        return [*super()._get_invoice_grouping_keys(), "crm_contract_id"]
