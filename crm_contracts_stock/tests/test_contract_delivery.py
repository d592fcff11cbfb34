# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from odoo.addons.crm_contracts.tests.common import ContractsCommon


@tagged("post_install", "-at_install")
class TestContractDelivery(ContractsCommon):
    def test_deliveries_of_a_contract(self):
        """One confirmed order makes one delivery, named by the contract."""
        contract = self._make_effective()
        order = contract.with_user(self.sally)._create_order()
        self.assertEqual(contract.delivery_count, 0)
        order.sudo().action_confirm()
        contract.invalidate_recordset(["delivery_count"])
        self.assertEqual(contract.delivery_count, 1)
        pickings = self.env["stock.picking"].search(
            contract.action_view_deliveries()["domain"]
        )
        self.assertEqual(pickings, order.picking_ids)
        self.assertEqual(pickings.crm_contract_id, contract)
