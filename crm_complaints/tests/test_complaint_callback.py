# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestComplaintCallback(ComplaintsCommon):
    def setUp(self):
        super().setUp()
        self.company.write(
            {
                "complaint_callback": "quiet",
                "complaint_callback_percent": 0,
                "complaint_callback_days": 7,
                "complaint_rating_reminder_days": 3,
            }
        )

    def _closed(self, rate=0):
        """A complaint closed on Monday at 1:00, rated or not."""
        with freeze_time(at(0, 1)):
            complaint = self._create_complaint()
            self._solve(complaint)
            complaint.with_user(self.anna).action_close()
            if rate:
                complaint.sudo()._rate(rate, "Words")
        return complaint

    def _plan(self, moment):
        self.env["crm.complaint.callback"].sudo()._cron_plan(now=moment)

    def test_unhappy_are_called_at_once_and_silent_ones_after_the_days(self):
        unhappy, happy, silent = self._closed(1), self._closed(5), self._closed()
        self._plan(at(0, 2))
        self.assertEqual(unhappy.callback_ids.reason, "unhappy")
        self.assertFalse((happy | silent).callback_ids)
        self._plan(at(7, 1))
        self.assertEqual(silent.callback_ids.reason, "unrated")
        self.assertFalse(happy.callback_ids)
        call = silent.callback_ids
        self.assertEqual(call.user_id, self.mona)
        self.assertEqual(call.date_due, fields.Date.to_date("2026-03-09"))

    def test_planned_once(self):
        complaint = self._closed(1)
        self._plan(at(0, 2))
        self._plan(at(1, 2))
        self.assertEqual(len(complaint.callback_ids), 1)

    def test_share_at_random(self):
        happy = self._closed(5)
        self.company.complaint_callback_percent = 100
        self._plan(at(7, 1))
        self.assertEqual(happy.callback_ids.reason, "sample")

    def test_nobody_is_called_when_switched_off(self):
        self.company.complaint_callback = "none"
        complaint = self._closed(1)
        self._plan(at(8, 1))
        self.assertFalse(complaint.callback_ids)

    def test_salesperson_opens_the_case_without_the_calls(self):
        complaint = self._closed(1)
        self._plan(at(0, 2))
        self.assertTrue(complaint.has_callback)
        seen = Form(complaint.with_user(self.sally))
        self.assertNotIn("callback_ids", seen._view["fields"])

    def test_satisfied_with_one_button(self):
        complaint = self._closed(1)
        self._plan(at(0, 2))
        call = complaint.callback_ids.with_user(self.mona)
        call.note = "Now it works"
        call.action_satisfied()
        self.assertEqual((call.state, call.done_user_id), ("satisfied", self.mona))
        with self.assertRaisesRegex(UserError, "result already"):
            call.action_reopen()

    def test_reopen_with_the_customers_words(self):
        complaint = self._closed(1)
        self._plan(at(0, 2))
        call = complaint.callback_ids.with_user(self.mona)
        call.note = "Still torn"
        call.action_reopen()
        self.assertEqual((call.state, complaint.phase), ("reopened", "work"))
        self.assertIn("Still torn", " ".join(complaint.message_ids.mapped("body")))

    def test_not_reached_is_due_on_the_next_working_day(self):
        complaint = self._closed(1)
        self._plan(at(0, 2))
        call = complaint.callback_ids.with_user(self.mona)
        with freeze_time(at(4, 3)):
            call.action_not_reached()
        self.assertEqual(call.date_due, fields.Date.to_date("2026-03-09"))
        self.assertEqual(call.attempts, 1)

    def test_reopened_case_is_not_called_about(self):
        complaint = self._closed(1)
        self._plan(at(0, 2))
        call = complaint.callback_ids
        self._step(complaint, "reopen", "The customer wrote again")
        self.assertEqual(call.state, "dropped")

    def test_who_may_record(self):
        complaint = self._closed(1)
        self._plan(at(0, 2))
        call = complaint.callback_ids
        for user in (self.boris, self.sally):
            with self.assertRaises(AccessError):
                call.with_user(user).action_satisfied()
        with self.assertRaises(AccessError):
            self._forge(call, self.anna, state="satisfied")

    def test_four_eyes(self):
        """Who handled the case at any time neither calls nor is planned to."""
        self.team.member_ids |= self.boris
        complaint = self._closed(1)
        complaint.sudo().user_id = self.boris
        self._plan(at(0, 2))
        call = complaint.callback_ids
        self.assertEqual(call.user_id, self.mona)
        for user in (self.anna, self.boris):
            own = call.with_user(user)
            for step in (own.action_satisfied, own.action_not_reached):
                with self.assertRaisesRegex(AccessError, "you handled this case"):
                    step()
            with self.assertRaisesRegex(AccessError, "you handled this case"):
                own.note = "All is well"
        with self.assertRaisesRegex(ValidationError, "somebody else"):
            call.with_user(self.mona).user_id = self.anna
        call.with_user(self.mona).action_satisfied()
        self.assertEqual(call.done_user_id, self.mona)

    def test_leader_who_handled_it_does_not_call(self):
        complaint = self._closed(1)
        complaint.sudo().user_id = self.mona
        other = self._create_user(
            "mia_c", "crm_complaints.crm_complaints_group_manager"
        )
        self._plan(at(0, 2))
        call = complaint.callback_ids
        self.assertTrue(call.user_id)
        self.assertNotIn(call.user_id, self.mona | self.anna)
        call.with_user(other).action_satisfied()
        self.assertEqual(call.state, "satisfied")

    def test_reminder_once_and_for_the_unrated_only(self):
        silent, rated = self._closed(), self._closed(5)
        cases = self.env["crm.complaint"].sudo()
        for day, count in ((2, 0), (4, 1), (5, 1)):
            with freeze_time(at(day, 1)), self.enter_registry_test_mode():
                self.env.ref(
                    "crm_complaints.crm_complaint_rating_reminder_cron"
                ).method_direct_trigger()
            self.env.invalidate_all()
            mails = cases.browse(silent.id).message_ids.filtered(
                lambda m: "We ask only this once" in (m.body or "")
            )
            self.assertEqual(len(mails), count)
        words = " ".join(rated.message_ids.mapped("body"))
        self.assertNotIn("We ask only this once", words)

    def test_closed_again_is_called_about_again(self):
        self.company.complaint_callback = "quiet"
        complaint = self._create_complaint()
        self._solve(complaint)
        complaint.action_close()
        callbacks = self.env["crm.complaint.callback"]
        later = fields.Datetime.add(fields.Datetime.now(), days=8)
        callbacks._cron_plan(later)
        self._step(complaint, "reopen", "Broken again")
        self._solve(complaint)
        complaint.action_close()
        callbacks._cron_plan(fields.Datetime.add(later, days=8))
        calls = complaint.sudo().callback_ids.sorted("id")
        self.assertEqual(len(calls), 2)
        self.assertEqual(calls[0].state, "dropped")

    def test_low_rating_escalates_where_wanted(self):
        self.company.complaint_low_rating_step = "escalate"
        complaint = self._create_complaint()
        self._solve(complaint)
        complaint.sudo()._rate(1, "Nobody called")
        self.assertEqual((complaint.phase, complaint.escalation_level), ("work", 1))
        step = complaint.sudo().escalation_ids
        self.assertEqual((step.kind, step.called_ids), ("customer", self.mona))

    def test_low_rating_reopens_where_wanted(self):
        self.company.complaint_low_rating_step = "reopen"
        self.team.resource_calendar_id = False  # called whatever the hour
        complaint = self._create_complaint()
        self._solve(complaint)
        complaint.sudo()._rate(1, "Nobody called")
        self.assertEqual(complaint.phase, "work")
        self.assertEqual(complaint.activity_ids.user_id, self.mona)
        self.assertIn("Nobody called", " ".join(complaint.message_ids.mapped("body")))
