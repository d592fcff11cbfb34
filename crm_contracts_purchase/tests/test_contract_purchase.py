# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.crm_contracts.tests.common import ContractsCommon


@tagged("post_install", "-at_install")
class TestContractPurchase(ContractsCommon):
    def test_purchases_of_a_contract(self):
        contract = self._make_effective()
        self.assertEqual(contract.purchase_count, 0)
        order = self.env["purchase.order"].create(
            {
                "partner_id": contract.partner_id.id,
                "crm_contract_id": contract.id,
                "order_line": [Command.create({"product_id": self.product_a.id})],
            }
        )
        self.assertEqual(contract.purchase_count, 1)
        found = order.search(contract.action_view_purchases()["domain"])
        self.assertEqual(found, order)
