# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class PurchaseOrder(models.Model):
    _name = "purchase.order"
    _inherit = ["purchase.order", "crm.contract.order.mixin"]

    def _confirmation_error_message(self):
        self._check_contract_confirmable()
        return super()._confirmation_error_message()

    def _prepare_invoice(self):
        values = super()._prepare_invoice()
        if self.crm_contract_id:
            values["crm_contract_id"] = self.crm_contract_id.id
        return values

    @api.model
    def _is_contract_purchase(self):
        return True
