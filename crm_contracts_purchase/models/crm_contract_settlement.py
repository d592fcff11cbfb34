# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContractSettlement(models.Model):
    """Under a purchase contract what was received is settled, and billed to us."""

    _inherit = "crm.contract.settlement"

    contract_type = fields.Selection(related="contract_id.contract_type")
    purchase_ids = fields.Many2many(
        comodel_name="purchase.order",
        string="Purchase Orders",
        domain="[('crm_contract_id', '=', contract_id), ('state', '=', 'purchase')]",
    )

    def _is_purchase(self):
        return self.contract_id.contract_type == "purchase"

    def _executed_model(self):
        if self._is_purchase():
            return self.env["purchase.order.line"]
        return super()._executed_model()

    def _executed_state(self):
        return "purchase" if self._is_purchase() else super()._executed_state()

    def _scope_domain_document(self):
        if self._is_purchase():
            return [("order_id", "in", self.purchase_ids.ids)]
        return super()._scope_domain_document()

    def _order_day(self):
        return "order_id.date_approve" if self._is_purchase() else super()._order_day()
