# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
class TestAmendmentTours(ContractsCommon, HttpCase):
    def test_amendment_from_proposal_to_the_plan(self):
        """100,000 plus 15 % is 115,000: 80,000 stays, 35,000 is left of 58,000."""
        person = self.env["res.partner"].create(
            {"name": "Lin Hua", "parent_id": self.customer.partner_id.id}
        )
        self._create_user("lin_amend", "base.group_portal", partner_id=person.id)
        contract = self._make_effective()
        url = f"/odoo/contracts/{contract.id}"
        self.start_tour(url, "crm_contracts_amend_tour", login="sally_c")
        amendment = contract.sudo().amendment_ids
        self.assertEqual((amendment.state, amendment.amount_after), ("approval", 115e3))
        self.assertEqual(contract.amount_total, 138000.0)
        page = f"/odoo/contract-amendments/{amendment.id}"
        self.start_tour(page, "crm_contracts_approve_tour", login="lena_c")
        self.assertEqual(amendment.state, "approval")
        self.start_tour(page, "crm_contracts_approve_tour", login="dora_c")
        self.assertEqual(amendment.state, "approved")
        self.start_tour(page, "crm_contracts_send_amendment_tour", login="sally_c")
        self.start_tour(
            "/my/contracts", "crm_contracts_sign_amendment_tour", login="lin_amend"
        )
        self.assertEqual(
            (amendment.state, amendment.signed_by), ("effective", "Lin Hua")
        )
        self.assertEqual((contract.amount_total, contract.version), (115000.0, 2))
        self.assertEqual(contract.instalment_ids.mapped("amount"), [80000.0, 35000.0])
        self.assertEqual(contract.instalment_ids.mapped("amount_open"), [80e3, 35e3])
        self.start_tour(url, "crm_contracts_amended_plan_tour", login="sally_c")
