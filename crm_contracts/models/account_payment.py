# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    crm_contract_id = fields.Many2one(
        comodel_name="crm.contract",
        string="Contract",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('partner_id', 'parent_of', partner_id),"
        " ('state', 'in', ('effective', 'suspended', 'closing', 'closed'))]",
        help="The contract this payment is for when no invoice asked for it yet. It "
        "fills the oldest open instalments until it is matched with an invoice.",
    )

    @api.constrains("crm_contract_id", "partner_id", "payment_type")
    def _check_contract(self):
        for payment in self.sudo().filtered("crm_contract_id"):
            payment.crm_contract_id._check_advance(payment.partner_id)

    def write(self, vals):
        result = super().write(vals)
        if "crm_contract_id" in vals:
            self._link_advances()
        return result

    def action_post(self):
        result = super().action_post()
        self.filtered("crm_contract_id")._link_advances()
        return result

    def _link_advances(self):
        """The receivable items of the payments name the contract they are for."""
        for contract, payments in self.grouped("crm_contract_id").items():
            items = payments.sudo().move_id.line_ids.filtered(
                lambda i: i.account_type == "asset_receivable"
            )
            linked = items.filtered_domain([("crm_contract_id", "=", contract.id)])
            (items - linked).write({"crm_contract_id": contract.id})
