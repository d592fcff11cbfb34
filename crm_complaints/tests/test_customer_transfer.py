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

    def test_cases_of_an_agent_who_leaves_go_to_the_successor(self):
        """Hers at her customer, hers at a colleague's; solved ones stay."""
        director = self._create_user(
            "dora_c", "crm_lifecycle.crm_lifecycle_group_director"
        )
        own, solved = self._create_complaint(), self._create_complaint()
        self._solve(solved)
        self.customer.sudo().user_id = self.sam
        task = own.sudo().activity_schedule(
            "mail.mail_activity_data_todo", summary="Call", user_id=self.anna.id
        )
        handover = (
            self.env["crm.customer.handover"]
            .with_user(director)
            .create(
                {
                    "user_id": self.anna.id,
                    "reason": "Leaves",
                    "successor_ids": self.boris.ids,
                }
            )
        )
        handover.action_prepare()
        handover.action_execute()
        self.env.invalidate_all()
        self.assertEqual(own.sudo().user_id | task.user_id, self.boris)
        self.assertEqual(solved.sudo().user_id, self.anna)
        self.assertEqual(self.customer.user_id, self.sam)
        handover.action_undo()
        self.env.invalidate_all()
        self.assertEqual(own.sudo().user_id | task.user_id, self.anna)

    def test_complaints_stay_when_not_chosen(self):
        mine = self._create_complaint()
        mine.sudo().user_id = self.sally
        self._transfer(take_complaints=False)
        self.assertEqual(mine.sudo().user_id, self.sally)
