# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import at
from .confidential_common import ConfidentialCommon


@tagged("post_install", "-at_install")
class TestConfidential(ConfidentialCommon):
    """Who makes a case confidential, who lifts it, and whom it is opened to."""

    def _close(self, user=None, complaint=None):
        case = complaint or self.complaint
        self._step(case, "keep_secret", "About a colleague", user or self.anna)
        self.env.invalidate_all()

    def _reads(self, user, complaint=None):
        self.env.invalidate_all()
        case = complaint or self.complaint
        return case.with_user(user).has_access("read")

    def _notes(self, complaint=None):
        case = (complaint or self.complaint).sudo()
        return " ".join(case.message_ids.mapped("body"))

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_agent_leader_and_manager_make_it_confidential(self):
        self.team.user_id = self.dora
        for user in (self.anna, self.dora, self.mona):
            case = self._create_complaint(team_id=self.team.id)
            case.sudo().user_id = self.anna
            self._close(user, case)
            self.assertTrue(case.is_confidential)
            self.assertIn("About a colleague", self._notes(case))
        with self.assertRaisesRegex(AccessError, "decided by its agent"):
            self._close(self.cora)
        self.assertFalse(self.complaint.is_confidential)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_leader_and_managers_lift_it_the_agent_does_not(self):
        self._close()
        with self.assertRaisesRegex(AccessError, "lifts confidentiality"):
            self._step(self.complaint, "lift_secret", "Over", self.anna)
        self.assertFalse(self._reads(self.cora))
        self._step(self.complaint, "lift_secret", "Nothing in it", self.mona)
        self.assertTrue(self._reads(self.cora))
        self.assertIn("Nothing in it", self._notes())

    def test_nobody_sets_it_by_hand(self):
        for user in (self.anna, self.mona):
            with self.assertRaisesRegex(AccessError, "cannot be edited directly"):
                self._forge(self.complaint, user, is_confidential=True)
        self._close()
        with self.assertRaisesRegex(AccessError, "cannot be edited directly"):
            self._forge(self.complaint, self.mona, is_confidential=False)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_only_keepers_open_it_and_only_to_colleagues(self):
        self._close()
        self.complaint.with_user(self.anna).open_user_ids = self.dora
        self.assertTrue(self._reads(self.dora))
        with self.assertRaises(AccessError):
            self._forge(
                self.complaint, self.dora, open_user_ids=[Command.link(self.cora.id)]
            )
        with self.assertRaises(AccessError):
            self._forge(
                self.complaint, self.cora, open_user_ids=[Command.link(self.cora.id)]
            )
        paula = self._create_portal_user("paula_c", self.contact)
        with self.assertRaisesRegex(ValidationError, "colleagues only"):
            self.complaint.with_user(self.mona).open_user_ids = paula

    def test_whoever_files_opens_it_to_nobody_else(self):
        with self.assertRaisesRegex(AccessError, "decided by its agent"):
            self._create_complaint(
                user=self.boris, open_user_ids=[Command.link(self.cora.id)]
            )

    def test_cases_of_some_categories_are_confidential_by_themselves(self):
        conduct = self._conduct()
        case = self._create_complaint(
            user=self.boris, category_id=conduct.id, user_id=self.anna.id
        )
        self.assertTrue(case.is_confidential)
        self.assertIn("Conduct of Staff", self._notes(case))
        reads = {
            user: self._reads(user, case)
            for user in (self.anna, self.mona, self.boris, self.cora, self.sally)
        }
        # boris took the call and knows it; he may be taken out again
        self.assertEqual(reads, dict(zip(reads, [True] * 3 + [False] * 2, strict=True)))
        case.sudo().open_user_ids = False
        self.assertFalse(self._reads(self.boris, case))

    def test_category_chosen_later_closes_it(self):
        self.complaint.with_user(self.cora).category_id = self._conduct()
        self.assertTrue(self.complaint.is_confidential)
        self.assertTrue(self._reads(self.cora), "who read it stays in the circle")
        self.assertFalse(self._reads(self.carla))

    def _conduct(self):
        return self.env["crm.complaint.category"].create(
            {"name": "Conduct of Staff", "is_confidential": True}
        )

    def test_handing_over_moves_the_circle(self):
        self._close()
        case = self.complaint.with_user(self.anna)
        case._hand_over(self.team, self.cora, "She knows the customer")
        self.assertTrue(self._reads(self.cora))
        self.assertFalse(self._reads(self.anna))

    def test_escalation_opens_it_to_whom_it_calls(self):
        self._create_rung(
            level=1,
            is_leader_called=False,
            user_ids=[Command.set(self.boris.ids)],
        )
        self._close()
        self.assertFalse(self._reads(self.boris))
        with freeze_time(at(0, 3)):  # by night they would be called in the morning
            self._step(self.complaint, "escalate", "It is urgent", self.anna)
        self.assertTrue(self._reads(self.boris))
        self.assertTrue(self._reads(self.carla), "the company level was called too")
        self.assertFalse(self._reads(self.cora))
        self.assertIn("boris_c", self._notes())
        self.assertIn("Open to", self._notes())

    def test_copies_and_splits_are_as_confidential(self):
        self.complaint.sudo().line_ids = [
            Command.create({"product_id": self.product.id}),
            Command.create({"product_id": self.product.copy().id}),
        ]
        self._close()
        case = self.complaint.with_user(self.anna)
        case.open_user_ids = self.dora
        for other in (case.copy(), case._split(case.line_ids[:1], "Two matters")):
            self.assertTrue(other.is_confidential)
            self.assertTrue(self._reads(self.dora, other))
            self.assertFalse(self._reads(self.cora, other))

    def test_what_merges_with_it_becomes_confidential(self):
        second = self._create_complaint(team_id=self.team.id)
        self._close(self.mona, second)
        second.with_user(self.mona)._merge_into(
            self.complaint.with_user(self.mona), "One matter"
        )
        self.assertTrue(self.complaint.is_confidential)
        self.assertFalse(self._reads(self.cora))

    def test_case_merged_into_it_becomes_confidential(self):
        second = self._create_complaint(team_id=self.team.id)
        self._close()
        second.with_user(self.mona)._merge_into(
            self.complaint.with_user(self.mona), "One matter"
        )
        self.assertTrue(second.is_confidential)
        self.assertFalse(self._reads(self.cora, second))

    def test_buttons_show_for_who_may_press_them(self):
        self._close()
        with Form(self.complaint.with_user(self.anna)) as form:
            self.assertTrue(form.is_circle_keeper)
        self.complaint.sudo().open_user_ids = self.dora
        self.assertFalse(self.complaint.with_user(self.dora).is_circle_keeper)
        may_lift = {
            user: self.complaint.with_user(user).may_lift_secret
            for user in (self.anna, self.mona)
        }
        self.assertEqual(may_lift, {self.anna: False, self.mona: True})

    def test_reason_is_asked(self):
        self._close()
        with self.assertRaisesRegex(UserError, "say why"):
            self.complaint.with_user(self.mona)._lift_secret(" ")
        with self.assertRaisesRegex(UserError, "confidential already"):
            self._close()

    def test_links_that_colleagues_of_the_customer_hold_end(self):
        paul = self._create_partner("Paul & Co", "paul@alpha.test").child_ids
        paul.parent_id = self.partner
        alone, shared = self.complaint, self._create_complaint(team_id=self.team.id)
        shared.sudo().user_id = self.anna
        shared.sudo().message_subscribe(paul.ids)
        tokens = {case: case.sudo().access_token for case in (alone, shared)}
        for case in (alone, shared):
            self._close(complaint=case)
        self.assertEqual(alone.sudo().access_token, tokens[alone])
        self.assertNotEqual(shared.sudo().access_token, tokens[shared])
        alone.sudo().partner_id = paul
        self.assertNotEqual(alone.sudo().access_token, tokens[alone])

    def test_open_tasks_of_outsiders_come_to_the_agent(self):
        for user in (self.cora, self.mona):
            self.complaint.sudo().activity_schedule(
                "mail.mail_activity_data_todo", summary="Look", user_id=user.id
            )
        self._close()
        people = self.complaint.sudo().activity_ids.mapped("user_id")
        self.assertIn(self.mona, people)
        self.assertNotIn(self.cora, people)

    def test_questions_that_wait_for_an_approver_forget_the_number(self):
        self.company.complaint_limit_agent = 1.0
        offer = self.env["crm.complaint.compensation"].create(
            {
                "complaint_id": self.complaint.id,
                "kind": "goodwill",
                "amount": 100.0,
                "note": "Sorry",
            }
        )
        offer.with_user(self.anna).action_offer()
        self.assertIn(self.complaint.name, offer.approval_ids.name)
        self._close()
        self.assertNotIn(self.complaint.name, offer.approval_ids.name)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_who_entered_it_adds_nothing_once_outside(self):
        case = self._create_complaint(user=self.boris, user_id=self.anna.id)
        self._close(complaint=case)
        measure = {
            "complaint_id": case.id,
            "name": "Look around",
            "user_id": self.boris.id,
            "verifier_id": self.mona.id,
            "date_due": "2099-12-31",
        }
        with self.assertRaises(AccessError):
            self.env["crm.complaint.measure"].with_user(self.boris).create(measure)

    def test_care_and_opportunity_tell_nothing_of_it(self):
        self._close()
        case = self.complaint.with_user(self.anna)
        case.action_care()
        words = self.customer.activity_ids.mapped("summary")
        self.assertTrue(words)
        for text in (case.name, "Broken bags"):
            self.assertNotIn(text, str(words))
            self.assertNotIn(text, str(case._prepare_opportunity()))
