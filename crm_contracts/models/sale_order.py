# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "crm.contract.order.mixin", "crm.order.credit.mixin"]

    def action_confirm(self):
        """An order of a framework brings its instalment; others may fall due by it."""
        result = super().action_confirm()
        contracts = self.crm_contract_id
        if contracts:
            contracts._plan_call_offs(self.filtered(lambda o: o.state == "sale"))
            contracts._refresh_collection()
        return result

    def _action_cancel(self):
        result = super()._action_cancel()
        self.crm_contract_id._refresh_collection()
        return result

    def _confirmation_error_message(self):
        self._check_contract_confirmable()
        return super()._confirmation_error_message()

    def _prepare_invoice(self):
        values = super()._prepare_invoice()
        if self.crm_contract_id:
            values["crm_contract_id"] = self.crm_contract_id.id
        return values

    def _get_invoice_grouping_keys(self):
        """Orders of different contracts never share an invoice."""
        return [*super()._get_invoice_grouping_keys(), "crm_contract_id"]
