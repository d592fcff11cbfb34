# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common import ComplaintsCommon


@tagged("post_install", "-at_install")
class TestCustomerTransfer(ComplaintsCommon):
    def _transfer(self, **values):
        """Of sally's customer to sam, both sides applied and approved."""
        director = self._create_user(
            "dora_c", "crm_lifecycle.crm_lifecycle_group_director"
        )
        transfer = (
            self.env["crm.customer.transfer"]
            .with_user(self.sally)
            .create(
                {
                    "customer_id": self.customer.id,
                    "to_user_id": self.sam.id,
                    "reason": "Moved",
                    **values,
                }
            )
        )
        transfer.action_apply()
        transfer.with_user(self.sam).action_apply()
        transfer.approval_id.with_user(director).action_approve()
        self.env.invalidate_all()

    def test_open_complaints_of_the_old_owner_go_along(self):
        mine = self._create_complaint()
        mine.sudo().user_id = self.sally
        annas = self._create_complaint()
        self._transfer()
        self.assertEqual(mine.sudo().user_id, self.sam)
        self.assertEqual(annas.sudo().user_id, self.anna)

    def test_complaints_stay_when_not_chosen(self):
        mine = self._create_complaint()
        mine.sudo().user_id = self.sally
        self._transfer(take_complaints=False)
        self.assertEqual(mine.sudo().user_id, self.sally)
