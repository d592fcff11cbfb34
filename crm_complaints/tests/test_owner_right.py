# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at

AGENTS = "crm_complaints.crm_complaints_group_agent"
MANAGERS = "crm_complaints.crm_complaints_group_manager"


@tagged("post_install", "-at_install")
class TestOwnerRight(ComplaintsCommon):
    """Whoever owns a case can work it: nobody without the group becomes its owner."""

    def _lose_right(self, user, *groups):
        user.group_ids = [Command.unlink(self.env.ref(g).id) for g in groups]

    def _late(self, **values):
        """A complaint whose response is due at 2 o'clock, with that rung climbed."""
        self._create_rung(target="response", **values)
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
        self.env["crm.complaint.clock"]._climb_ladders(now=at(0, 2))
        return complaint

    def test_rung_hands_nothing_to_who_lost_the_right(self):
        rung = {"reassign_to": "user", "reassign_user_id": self.boris.id}
        self._create_rung(name="To Boris", level=2, target="response", **rung)
        self._lose_right(self.boris, AGENTS)
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
        self.env["crm.complaint.clock"]._climb_ladders(now=at(0, 2))
        self.assertEqual(complaint.user_id, self.anna)
        step = complaint.sudo().escalation_ids
        self.assertEqual(step.called_ids, self.mona)
        self.assertFalse(step.to_user_id)
        self.assertIn(f"{self.boris.name} has no right to complaints", step.reason)
        self.assertIn(f"stays with {self.anna.name}", step.reason)
        self.assertIn("To Boris", step.reason)
        log = complaint.message_ids.filtered(lambda m: "no right to" in m.body)
        self.assertIn("group Complaints: Agent", log.body)
        self.assertIn("no right", complaint.activity_ids.note)

    def test_rung_hands_over_to_the_lowest_role_that_may(self):
        complaint = self._late(reassign_to="user", reassign_user_id=self.boris.id)
        self.assertEqual(complaint.user_id, self.boris)
        self.assertNotIn("no right", complaint.sudo().escalation_ids.reason)

    def test_managers_are_called_when_the_rung_has_nobody_left(self):
        self._create_rung(
            target="response",
            is_leader_called=False,
            reassign_to="user",
            reassign_user_id=self.boris.id,
        )
        self._lose_right(self.boris, AGENTS)
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
        self.env["crm.complaint.clock"]._climb_ladders(now=at(0, 2))
        called = complaint.sudo().escalation_ids.called_ids
        self.assertIn(self.mona, called)
        self.assertTrue(all(user.has_group(MANAGERS) for user in called))

    def test_rule_of_the_team_passes_over_who_lost_the_right(self):
        self.team.member_ids = [Command.set((self.anna | self.boris).ids)]
        self._lose_right(self.anna, AGENTS)
        self.assertEqual(self._create_complaint(user=self.sally).user_id, self.boris)

    def test_member_without_the_right_does_not_get_what_he_enters(self):
        self.team.member_ids = [Command.set((self.anna | self.boris).ids)]
        self._lose_right(self.anna, AGENTS)
        self.anna.group_ids = [
            Command.link(self.env.ref("crm_lifecycle.crm_lifecycle_group_user").id)
        ]
        self.customer.sudo().user_id = self.anna
        self.assertEqual(self._create_complaint(user=self.anna).user_id, self.boris)

    def test_leader_without_the_right_is_no_way_out(self):
        self.team.member_ids = [Command.clear()]
        self._lose_right(self.mona, AGENTS, MANAGERS)
        complaint = self._create_complaint(user=self.sally)
        self.assertFalse(complaint.user_id)
        self.assertIn("complaint manager decides", complaint.sudo().assignment_reason)

    def test_nobody_is_named_owner_who_has_no_right(self):
        with self.assertRaisesRegex(AccessError, "sally_c.*has no right to complaints"):
            self._create_complaint(user_id=self.sally.id)
        chosen = self._create_complaint(user_id=self.boris.id)
        self.assertEqual(chosen.sudo().user_id, self.boris)

    def test_team_of_people_without_the_right_is_refused(self):
        words = "sally_c.*no right to complaints.*group Complaints: Agent"
        refused = self.assertRaisesRegex(ValidationError, words)
        with refused, self.env.cr.savepoint():
            self.team.user_id = self.sally
        with refused, self.env.cr.savepoint():
            self.team.member_ids = [Command.link(self.sally.id)]
        self.team.member_ids = [Command.link(self.boris.id)]
        self.team.user_id = self.boris

    def test_rung_that_calls_a_person_without_the_right_is_refused(self):
        words = "Leader.*sally_c.*no right to complaints.*call somebody else"
        refused = self.assertRaisesRegex(ValidationError, words)
        with refused, self.env.cr.savepoint():
            self._create_rung(user_ids=[Command.set((self.sally | self.boris).ids)])
        director = self._create_user(
            "dora_c", "crm_lifecycle.crm_lifecycle_group_director"
        )
        rung = self._create_rung(user_ids=[Command.set((self.boris | director).ids)])
        self._create_complaint().with_user(director).check_access("read")
        with refused, self.env.cr.savepoint():
            rung.user_ids = [Command.link(self.sally.id)]

    def test_rung_to_a_person_without_the_right_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "sally_c.*no right to complaints"):
            self._create_rung(reassign_to="user", reassign_user_id=self.sally.id)
        self._create_rung(reassign_to="user", reassign_user_id=self.boris.id)
