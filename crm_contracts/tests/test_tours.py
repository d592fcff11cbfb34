# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
class TestTours(ContractsCommon, HttpCase):
    def test_customer_signs_in_the_portal(self):
        self._create_user(
            "lin_tour",
            "base.group_portal",
            partner_id=self.env["res.partner"]
            .create({"name": "Lin Hua", "parent_id": self.customer.partner_id.id})
            .id,
        )
        contract = self._approve(self._create_contract())
        contract.with_user(self.sally).action_send()
        self.start_tour("/my/contracts", "crm_contracts_sign_tour", login="lin_tour")
        self.assertEqual((contract.state, contract.signed_by), ("effective", "Lin Hua"))

    def test_salesperson_drafts_and_submits(self):
        self.product_a.name = "Tour Software"
        self.start_tour("/odoo/contracts", "crm_contracts_office_tour", login="sally_c")
        contract = (
            self.env["crm.contract"].sudo().search([("subject", "=", "Tour contract")])
        )
        self.assertEqual((contract.state, contract.amount_open), ("approval", 138000.0))
