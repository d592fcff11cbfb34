# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, freeze_time, tagged

from .common import ComplaintsCommon, at
from .portal_client import PortalClient

AFTERWARDS = "crm_complaints.mail_activity_type_afterwards"


@tagged("post_install", "-at_install")
class TestCustomerWords(PortalClient, ComplaintsCommon, HttpCase):
    """What the customer says after the solution reaches somebody who answers it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_portal()
        cls.team.resource_calendar_id = False  # people are called at any hour
        cls.env["crm.complaint.sla"].search([]).next_response_hours = 2
        cls.carl_contact = cls.env["res.partner"].create(
            {"name": "Carl", "parent_id": cls.partner.id, "email": "carl@alpha.test"}
        )
        cls.complaint = cls._create_complaint()
        cls._answer(cls.complaint)
        cls._solve(cls.complaint)
        cls.page = f"/my/complaints/{cls.complaint.id}"

    def step(self, name, *data, user=None):
        self.log_in(user or self.paula)
        answer = self.post(f"{self.page}/{name}", data)
        self.env.invalidate_all()
        return answer

    def say(self, words="Still torn", complaint=None):
        return (
            (complaint or self.complaint)
            .sudo()
            .message_post(
                body=words,
                author_id=self.contact.id,
                message_type="email",
                subtype_xmlid="mail.mt_comment",
            )
        )

    def todos(self, complaint=None):
        kind = self.env.ref(AFTERWARDS)
        found = (complaint or self.complaint).sudo().activity_ids
        return found.filtered(lambda todo: todo.activity_type_id == kind)

    def close(self, complaint=None):
        (complaint or self.complaint).with_user(self.anna).action_close()

    def test_no_is_heard_and_waits_for_an_answer(self):
        self.assertEqual(
            self.step("confirm/no", ("reason", "The new bags are torn")).status_code,
            303,
        )
        self.assertEqual(self.complaint.phase, "work")
        self.assertEqual(self._clock(self.complaint, "next_response").state, "running")
        self.assertEqual(self.complaint.activity_ids.user_id, self.mona)
        self.assertIn("The new bags are torn", self.complaint.activity_ids.note)
        self.assertIn("The new bags are torn", self.url_open(self.page).text)
        reopening = self.complaint.reopening_ids
        self.assertEqual(reopening.reason, "The new bags are torn")
        self.assertFalse(self.todos(), "one call is enough")

    def test_no_without_words_is_heard_too(self):
        self.team.user_id = False
        self.step("confirm/no")
        self.assertEqual(self._clock(self.complaint, "next_response").state, "running")
        self.assertEqual(self.complaint.activity_ids.user_id, self.anna)
        self.assertIn("says it is not solved", self.url_open(self.page).text)
        self.assertIn("not solved", self.complaint.reopening_ids.reason)

    def test_no_is_heard_whoever_left(self):
        self.mona.active = False
        self.step("confirm/no")
        self.assertEqual(self.complaint.activity_ids.user_id, self.anna)
        self._solve(self.complaint)
        self.complaint.sudo().activity_ids.unlink()
        (self.anna | self.mona).active = False
        boss = self._create_user(
            "boss_c", "crm_complaints.crm_complaints_group_manager"
        )
        self.step("confirm/no")
        self.assertIn(boss, self.complaint.sudo().activity_ids.user_id)

    def test_reason_of_a_reopening_is_kept(self):
        reason = "The new bags are torn as well"
        self.step("reopen", ("reason", reason))
        self.assertEqual(self.complaint.reopening_ids.reason, reason)
        events = self._clock(self.complaint, "solution").event_ids
        self.assertEqual(events.sorted("id")[-1].reason, reason)
        bodies = self.complaint.message_ids.mapped("body")
        self.assertEqual(sum(reason in body for body in bodies), 1, "said once")

    def test_low_rating_that_reopens_waits_for_an_answer(self):
        for number, step in enumerate(("reopen", "escalate"), 1):
            self.company.complaint_low_rating_step = step
            complaint = self._create_complaint()
            self._answer(complaint)
            self._solve(complaint)
            complaint.sudo()._rate(1, "Nobody called")
            clock = self._clock(complaint, "next_response")
            self.assertEqual(clock.state, "running", number)

    def test_mail_to_a_closed_case_is_a_to_do(self):
        self.close()
        self.env["mail.thread"].message_process(
            "crm.complaint",
            f"From: {self.contact.email}\nTo: service@company.test\n"
            f"Subject: Re: {self.complaint.name}\nMessage-Id: <after@alpha.test>\n"
            f"Content-Type: text/plain\n\nIt is torn again",
        )
        self.assertIn("torn again", self.complaint.message_ids[0].body)
        self.assertEqual(self.todos().user_id, self.anna)
        self.assertIn("after it was closed", self.todos().summary)
        self.assertEqual(self.complaint.phase, "closed")

    def test_portal_word_to_a_closed_case_is_a_to_do(self):
        self.close()
        self.assertIn("o_complaint_reply", self._page())
        self.step("reply", ("message", "It is torn again"))
        self.assertEqual(self.todos().user_id, self.anna)

    def _page(self):
        self.log_in(self.paula)
        return self.url_open(self.page).text

    def test_one_to_do_is_renewed(self):
        with freeze_time(at(0, 1)):
            self.close()
            self.say()
        first = self.todos()
        with freeze_time(at(2, 1)):
            self.say("Please answer")
        self.assertEqual(self.todos(), first)
        self.assertEqual(first.date_deadline, at(2, 1).date())
        first.with_user(self.anna).action_done()
        self.say("Hello?")
        self.assertEqual(len(self.todos()), 1)

    def test_cancelled_case_is_heard(self):
        case = self._create_complaint()
        self._step(case, "cancel", "Filed by mistake")
        self.say("No mistake", case)
        self.assertEqual(self.todos(case).user_id, self.anna)

    def test_leader_hears_it_for_an_agent_who_left_else_the_managers(self):
        self.close()
        self.anna.active = False
        self.say()
        self.assertEqual(self.todos().user_id, self.mona)
        self.team.user_id = False
        self.say()
        self.assertEqual(self.todos().user_id, self.complaint.sudo()._managers())

    def test_answers_of_a_colleague_are_his(self):
        self.step("confirm/yes", user=self._carl())
        self.assertEqual(self.complaint.confirmation_partner_id, self.carl_contact)
        self.step("rate", ("rate", "5"), user=self.carl)
        rating = self.env["rating.rating"].search(
            [("res_model", "=", "crm.complaint"), ("res_id", "=", self.complaint.id)]
        )
        self.assertEqual(rating.partner_id, self.carl_contact)
        self.assertEqual(rating.rating, 5)

    def _carl(self):
        self.carl = self._create_portal_user("carl_portal", self.carl_contact)
        return self.carl

    def test_no_of_a_colleague_is_his_word(self):
        self.step("confirm/no", ("reason", "Torn"), user=self._carl())
        self.assertEqual(self.complaint.confirmation_partner_id, self.carl_contact)
        said = self.complaint._portal_messages()[-1]
        self.assertEqual(said.author_id, self.carl_contact)

    def test_odd_ratings_are_refused(self):
        for odd in ("²", "5.0", "-1", "", "4"):
            self.assertEqual(self.step("rate", ("rate", odd)).status_code, 400, odd)
            self.assertFalse(self.complaint.is_rated)
