# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
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
        return transfer.sudo()

    def test_open_complaints_of_the_old_owner_go_along(self):
        self._become_agent(self.sam)
        mine = self._create_complaint()
        mine.sudo().user_id = self.sally
        annas = self._create_complaint()
        transfer = self._transfer()
        self.assertEqual(mine.sudo().user_id, self.sam)
        self.assertEqual(annas.sudo().user_id, self.anna)
        self.assertFalse(transfer.words_staying)

    def _become_agent(self, user):
        agents = self.env.ref("crm_complaints.crm_complaints_group_agent")
        user.group_ids = [Command.link(agents.id)]

    def test_cases_do_not_follow_to_who_has_no_right(self):
        """Sam has customers but no right to complaints: the leader hands it out."""
        self._become_agent(self.sally)
        mine = self._create_complaint()
        mine.sudo().user_id = self.sally
        task = mine.sudo().activity_schedule(
            "mail.mail_activity_data_todo", summary="Call", user_id=self.sally.id
        )
        transfer = self._transfer()
        self.assertEqual(self.customer.sudo().user_id, self.sam)
        self.assertEqual(mine.sudo().user_id | task.user_id, self.sally)
        log = transfer.message_ids.filtered(lambda m: mine.name in (m.body or ""))
        self.assertIn(f"stay with {self.sally.name}", log.body)
        self.assertIn("has no right to complaints", log.body)
        todo = mine.sudo().activity_ids - task
        self.assertEqual(todo.user_id, self.mona)
        self.assertEqual(todo.summary, f"Hand out {mine.name}")
        self.assertIn("no right to complaints", todo.note)
        mine.with_user(self.mona)._hand_over(self.team, self.anna, "Yours")
        self.assertFalse(todo.exists().filtered("active"))

    def test_application_says_which_cases_stay(self):
        mine = self._create_complaint()
        mine.sudo().user_id = self.sally
        values = {
            "customer_id": self.customer.id,
            "to_user_id": self.sam.id,
            "reason": "Moved",
        }
        transfers = self.env["crm.customer.transfer"].with_user(self.sally)
        transfer = transfers.create(values)
        self.assertIn(mine.name, transfer.words_staying)
        self.assertIn(self.sam.name, transfer.words_staying)
        transfer.take_complaints = False
        self.assertFalse(transfer.words_staying)

    def test_leavers_cases_go_to_the_first_successor_who_may(self):
        director = self._create_user(
            "dora_c", "crm_lifecycle.crm_lifecycle_group_director"
        )
        own = self._create_complaint()
        handovers = self.env["crm.customer.handover"].with_user(director)
        values = {"user_id": self.anna.id, "reason": "Leaves"}
        heirs = self.sam
        for owner in (self.anna, self.boris):
            handover = handovers.create({**values, "successor_ids": heirs.ids})
            handover.action_prepare()
            handover.action_execute()
            line = handover.line_ids.filtered(lambda x: x.res_id == own.id)
            self.assertEqual(own.sudo().user_id, owner)
            is_moved = owner == self.boris
            asked = self.env["res.users"] if is_moved else self.mona
            self.assertEqual(line.state, "moved" if is_moved else "stays")
            self.assertEqual(own.sudo().activity_ids.user_id, asked)
            heirs = self.sam | self.boris

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
