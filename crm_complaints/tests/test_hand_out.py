# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at

MANAGERS = "crm_complaints.crm_complaints_group_manager"


@tagged("post_install", "-at_install")
class TestHandOut(ComplaintsCommon):
    """A team that takes its cases by hand: somebody hears at once of a new one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.member_ids = [Command.set((cls.anna | cls.boris).ids)]
        cls.team.assignment_method = "manual"
        cls.team.user_id = cls.boris
        cls.kind = cls.env.ref("crm_complaints.mail_activity_type_hand_out")

    def arrive(self):
        return self._create_complaint(user=self.sally).sudo()

    def todos(self, complaint):
        return complaint.activity_ids.filtered(
            lambda todo: todo.activity_type_id == self.kind
        )

    @freeze_time(at(0, 8, 30))
    def test_leader_gets_a_to_do_until_the_acknowledgement(self):
        """Monday 16:30 in Shanghai and one working hour: Tuesday 8:30."""
        self.contact.email = False
        complaint = self._create_complaint(user=self.sally, channel="other").sudo()
        self.assertEqual(complaint.sla_deadline, at(1, 0, 30))
        self.assertFalse(complaint.user_id)
        todo = self.todos(complaint)
        self.assertEqual(todo.user_id, self.boris)
        self.assertEqual(todo.date_deadline, date(2026, 3, 3))
        self.assertEqual(todo.summary, f"Hand out {complaint.name}")
        self.assertIn("takes its cases by hand", todo.note)

    @freeze_time(at(0, 7, 30))
    def test_acknowledged_at_once_it_is_for_the_first_response(self):
        """Monday 15:30 in Shanghai and two working hours: Tuesday 8:30."""
        todo = self.todos(self.arrive())
        self.assertEqual(todo.date_deadline, date(2026, 3, 3))

    def test_done_by_itself_when_somebody_takes_it(self):
        complaint = self.arrive()
        complaint.with_user(self.anna).action_take()
        self.assertFalse(self.todos(complaint))
        told = complaint.message_ids.filtered(lambda m: "answers it" in m.body)
        self.assertIn(self.anna.name, told.body)
        self.assertTrue(told.subtype_id.internal)

    def test_done_by_itself_when_it_is_handed_over(self):
        complaint = self.arrive()
        complaint.with_user(self.boris)._hand_over(self.team, self.anna, "Yours")
        self.assertFalse(self.todos(complaint))
        self.assertEqual(complaint.user_id, self.anna)

    def test_managers_where_the_team_has_no_leader(self):
        self.team.user_id = False
        people = self.todos(self.arrive()).user_id
        self.assertIn(self.mona, people)
        self.assertTrue(all(user.has_group(MANAGERS) for user in people))

    def test_managers_where_the_leader_lost_the_right(self):
        agents = self.env.ref("crm_complaints.crm_complaints_group_agent")
        self.boris.group_ids = [Command.unlink(agents.id)]
        people = self.todos(self.arrive()).user_id
        self.assertIn(self.mona, people)
        self.assertNotIn(self.boris, people)

    def test_nothing_to_hand_out_when_it_has_an_owner_or_is_over(self):
        owned = self._create_complaint(user=self.anna).sudo()
        self.assertEqual(owned.user_id, self.anna)
        self.assertFalse(self.todos(owned))
        gone = self.arrive()
        self._step(gone, "cancel", "Entered twice", user=self.mona)
        self.assertFalse(self.todos(gone))

    def test_merged_case_is_not_handed_out(self):
        target = self._create_complaint(user=self.anna)
        self.arrive().with_user(self.mona)._merge_into(target, "The same bags")
        self.assertFalse(self.todos(target.sudo()))

    def test_asked_again_when_it_loses_its_owner_once_only(self):
        complaint = self._create_complaint(user=self.anna).sudo()
        complaint.user_id = False
        complaint.user_id = False
        self.assertEqual(self.todos(complaint).mapped("user_id"), self.boris)
        self.assertEqual(len(self.todos(complaint)), 1)

    def test_another_team_has_another_leader(self):
        complaint = self.arrive()
        complaint.team_id = self.team.copy({"name": "North", "user_id": self.mona.id})
        self.assertEqual(self.todos(complaint).user_id, self.mona)

    def test_list_shows_what_nobody_owns(self):
        complaint = self.arrive()
        view = self.env.ref("crm_complaints.crm_complaint_view_search")
        self.assertIn("[('user_id', '=', False)]", view.arch)
        nobodys = self.env["crm.complaint"].with_user(self.anna)
        self.assertIn(complaint, nobodys.search([("user_id", "=", False)]))
