# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
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

    def test_nothing_leaves_while_the_contract_is_stopped(self):
        contract = self._make_effective(
            line_ids=[self._line(138000.0)],
        )
        order = contract.with_user(self.sally)._create_order().sudo()
        order.action_confirm()
        picking = order.picking_ids
        picking.move_ids.quantity = 1
        picking.move_ids.picked = True
        contract.with_user(self.mona)._suspend("Dispute")
        with self.assertRaisesRegex(UserError, "Suspended"):
            picking.button_validate()
        contract.with_user(self.mona)._resume("Settled")
        contract.with_user(self.sally)._start_closing()
        picking.button_validate()
        self.assertEqual(picking.state, "done")
