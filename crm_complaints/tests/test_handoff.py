# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestHandoff(ComplaintsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.member_ids = [Command.set((cls.anna | cls.boris).ids)]
        cls.other_team = cls.env["crm.complaint.team"].create(
            {
                "name": "Laboratory",
                "company_id": cls.company.id,
                "kind": "dispute",
                "member_ids": [Command.set(cls.mona.ids)],
            }
        )

    def setUp(self):
        super().setUp()
        self.complaint = self._create_complaint()

    def hand_over(self, user, to_user=None, team=None, reason="Knows the product"):
        dialog = (
            self.env["crm.complaint.hand.over"]
            .with_user(user)
            .create(
                {
                    "complaint_id": self.complaint.id,
                    "team_id": (team or self.team).id,
                    "user_id": to_user.id if to_user else False,
                    "reason": reason,
                }
            )
        )
        return dialog.action_confirm()

    def log(self):
        lines = self.complaint.sudo().handoff_ids.sorted("id")
        return [(h.kind, h.from_user_id, h.to_user_id, h.reason) for h in lines]

    def test_first_agent_is_the_first_line(self):
        nobody = self.env["res.users"]
        self.assertEqual(
            self.log(), [("arrival", nobody, self.anna, "entered the complaint")]
        )
        self.assertEqual(self.complaint.handoff_count, 0)

    def test_moving_needs_the_dialog_for_managers_too(self):
        for user in (self.anna, self.mona):
            with self.assertRaisesRegex(AccessError, "button Hand Over"):
                self._forge(self.complaint, user, user_id=self.boris.id)
            with self.assertRaisesRegex(AccessError, "button Hand Over"):
                self._forge(self.complaint, user, team_id=self.other_team.id)
        with self.assertRaisesRegex(UserError, "say why"):
            self.hand_over(self.anna, self.boris, reason="  ")
        self.hand_over(self.anna, self.boris)
        self.assertEqual(
            self.log()[1], ("forward", self.anna, self.boris, "Knows the product")
        )
        self.assertEqual(self.complaint.user_id, self.boris)

    def test_returned_handoffs_are_counted(self):
        self.hand_over(self.anna, self.boris)
        self.hand_over(self.boris, self.anna, reason="Not my field")
        self.hand_over(self.anna, self.boris, reason="It is")
        self.assertEqual(
            [line[0] for line in self.log()], ["arrival", "forward", "back", "back"]
        )
        self.assertEqual(self.complaint.handoff_count, 3)
        self.assertEqual(self.complaint.return_count, 2)
        found = self.env["crm.complaint"].search([("return_count", ">", 0)])
        self.assertIn(self.complaint, found)

    def test_taking_what_is_new_or_free(self):
        self.complaint.with_user(self.boris).action_take()
        self.assertEqual(self.log()[1][3], "Taken by the agent")
        with self.assertRaisesRegex(AccessError, "button Hand Over"):
            self._forge(self.complaint, self.anna, user_id=self.anna.id)
        self.complaint.sudo().user_id = False
        self._forge(self.complaint, self.anna, user_id=self.anna.id)
        self.assertEqual(self.complaint.user_id, self.anna)
        self.assertEqual(len(self.log()), 4)

    def test_to_another_team_by_its_rule(self):
        action = self.hand_over(self.anna, team=self.other_team)
        self.assertEqual(self.complaint.user_id, self.mona)
        self.assertEqual(self.complaint.team_id, self.other_team)
        self.assertEqual(action["type"], "ir.actions.act_window_close")
        line = self.complaint.sudo().handoff_ids.sorted("id")[-1]
        self.assertEqual(line.from_team_id, self.team)
        self.assertEqual(line.to_team_id, self.other_team)

    def test_only_agents_answer(self):
        with self.assertRaisesRegex(UserError, "no complaint agent"):
            self.hand_over(self.anna, self.sally)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_who_may_hand_over(self):
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.sally)._hand_over(
                self.team, self.boris, "because"
            )

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_the_log_is_never_changed(self):
        line = self.complaint.sudo().handoff_ids
        for user in (self.mona, self.env.user):
            with self.assertRaises(UserError):
                line.with_user(user).write({"reason": "Other"})
        with self.assertRaises(AccessError):
            line.with_user(self.mona).unlink()
        with self.assertRaises(UserError):
            line.unlink()
        with self.assertRaises(AccessError):
            self._forge(self.complaint, self.mona, return_count=0)

    def test_dialog_says_who_gets_it(self):
        dialog = Form(
            self.env["crm.complaint.hand.over"]
            .with_user(self.anna)
            .with_context(
                **self.complaint.with_user(self.anna).action_hand_over()["context"]
            )
        )
        self.assertIn(self.boris.name, dialog.suggestion)
        self.assertIn("0 open cases", dialog.suggestion)


@tagged("post_install", "-at_install")
class TestRequest(ComplaintsCommon):
    def setUp(self):
        super().setUp()
        self.complaint = self._create_complaint()
        self.clerk = self._create_user("clerk_c", "base.group_user")
        with freeze_time(at(0, 3)):
            self.request = self.ask()

    def ask(self, user=None, **values):
        return (
            self.env["crm.complaint.request"]
            .with_user(user or self.anna)
            .create(
                {
                    "name": "Weighing slip",
                    "complaint_id": self.complaint.id,
                    "user_id": self.clerk.id,
                    "department": "Warehouse",
                    "question": "How much left the yard?",
                    "date_due": "2026-03-04",
                    **values,
                }
            )
        )

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_answered_without_rights_on_the_case(self):
        mine = self.request.with_user(self.clerk)
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.clerk).check_access("read")
        shown = mine.web_read(
            {
                "name": {},
                "customer_name": {},
                "complaint_id": {"fields": {"display_name": {}}},
            }
        )
        self.assertEqual(shown[0]["customer_name"], "Alpha Works")
        self.assertEqual(mine.activity_ids.user_id, self.clerk)
        with self.assertRaisesRegex(UserError, "write the answer first"):
            mine.action_answer()
        mine.answer = "24.6 tons"
        mine.action_answer()
        self.assertEqual(self.request.state, "answered")
        note = self.complaint.message_ids[0]
        self.assertIn("24.6 tons", note.body)
        self.assertEqual(note.author_id, self.clerk.partner_id)
        self.assertTrue(note.subtype_id.internal)
        self.assertFalse(self.request.activity_ids)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_nobody_answers_for_another(self):
        with self.assertRaisesRegex(AccessError, "is answered by"):
            self.request.with_user(self.anna).answer = "I guess"
        with self.assertRaises(AccessError):
            self.request.with_user(self.sam).read(["name"])
        with self.assertRaises(AccessError):
            self._forge(self.request, self.clerk, state="answered")
        with self.assertRaises(AccessError):
            self._forge(self.request, self.clerk, date_due="2026-04-04")

    def test_nobody_asks_with_the_answer(self):
        self.assertFalse(self.ask(answer="Everything is fine").answer)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_who_may_ask(self):
        with self.assertRaises(AccessError):
            self.ask(self.boris)
        with self.assertRaises(AccessError):
            self.ask(self.sally)

    def test_open_request_keeps_the_case_open(self):
        self._solve(self.complaint)
        with self.assertRaisesRegex(UserError, "has not answered “Weighing slip”"):
            self.complaint.action_close()
        self.request.action_withdraw()
        self.complaint.action_close()
        self.assertEqual(self.complaint.phase, "closed")
        self.assertFalse(self.request.activity_ids)

    def test_overdue_requests(self):
        overdue = [("is_overdue", "=", True), ("id", "=", self.request.id)]
        for day, count in ((2, 0), (3, 1)):
            with freeze_time(at(day, 3)):
                self.assertEqual(self.request.search_count(overdue), count)

    def test_form_of_the_dialog(self):
        context = self.complaint.with_user(self.anna).action_ask_colleague()["context"]
        form = Form(
            self.env["crm.complaint.request"]
            .with_user(self.anna)
            .with_context(**context),
            "crm_complaints.crm_complaint_request_view_form",
        )
        form.user_id = self.clerk
        form.question = "Since when?"
        self.assertEqual(form.save().name, "Broken bags")
