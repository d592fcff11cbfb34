# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo.tests import HttpCase, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestOwnershipTours(LifecycleCommon, HttpCase):
    """Claim, appeal, assign and transfer, each as the person who does it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pool = cls.env["crm.customer.pool"].create(
            {"name": "Tour", "claim_limit": 2, "user_ids": (cls.sally | cls.sam).ids}
        )
        cls.today = cls.env["crm.customer"]._today(cls.company)

    def _in_pool(self):
        customer = self._create_customer("Zeta Works")
        customer._release("Tour", self.pool)
        return customer

    def test_claim_from_the_masked_card(self):
        customer = self._in_pool()
        self.start_tour("/odoo/customer-pool", "crm_lifecycle_claim", login="sam_t")
        customer.invalidate_recordset()
        self.assertEqual(customer.user_id, self.sam)

    def test_appeal_with_one_click(self):
        customer = self._create_customer("Alpha Works")
        customer.sudo().date_owner = self.today - timedelta(days=70)
        self.pool.write({"is_reclaim_on": True, "grace_days": 2})
        self.env["crm.customer"]._refresh_facts(customer)
        self.start_tour(
            "/odoo/customers-taken-back", "crm_lifecycle_appeal", login="sally_t"
        )
        customer.invalidate_recordset()
        self.assertTrue(customer.has_open_appeal)

    def test_director_drags_a_customer_to_its_owner(self):
        customer = self._in_pool()
        self._create_customer("Sam's", user=self.sam)
        self.start_tour(
            "/odoo/customer-pool-board", "crm_lifecycle_assign_board", login="dora_t"
        )
        customer.invalidate_recordset()
        self.assertEqual(customer.user_id, self.sam)

    def test_transfer_from_the_customer_form(self):
        customer = self._create_customer("Alpha Works")
        self.start_tour(
            f"/odoo/customer-accounts/{customer.id}",
            "crm_lifecycle_transfer",
            login="sally_t",
        )
        transfer = customer.transfer_ids
        transfer.with_user(self.sam).action_apply()
        self.start_tour(
            f"/odoo/customer-transfers/{transfer.id}",
            "crm_lifecycle_transfer_approve",
            login="dora_t",
        )
        customer.invalidate_recordset()
        self.assertEqual(customer.user_id, self.sam)
