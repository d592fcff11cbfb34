# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        items = partials._partner_items()
        items._of_customers()._touch_customers()
        items._contracts()._refresh_collection()
        return partials

    def unlink(self):
        items = self._partner_items()
        contracts = items._contracts()
        result = super().unlink()
        items.exists()._of_customers()._touch_customers()
        contracts._refresh_collection()
        return result

    def _partner_items(self):
        """Items of customers and vendors that were matched (sudo: whoever matches may
        see less)."""
        items = self.sudo().debit_move_id | self.sudo().credit_move_id
        return items.filtered(
            lambda i: i.account_type in ("asset_receivable", "liability_payable")
        )
