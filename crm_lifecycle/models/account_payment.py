# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    # a payment proves a sales action: found by customer, each minute for touched ones
    _customer_idx = models.Index("(partner_id) WHERE partner_type = 'customer'")

    def action_post(self):
        result = super().action_post()
        inbound = self.filtered(
            lambda p: p.partner_type == "customer" and p.payment_type == "inbound"
        )
        for company, payments in inbound.grouped("company_id").items():
            self.env["crm.customer"]._touch(payments.partner_id, company)
        return result
