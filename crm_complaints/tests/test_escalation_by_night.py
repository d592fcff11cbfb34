# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestEscalationByNight(ComplaintsCommon):
    """Office hours are 0 to 4 and 5 to 9 UTC; at 15 o'clock UTC Shanghai sleeps."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rung = cls._create_rung(is_mailed=True)
        with freeze_time(at(0, 3)):
            cls.complaint = cls._create_complaint()
        cls.cases = cls.env["crm.complaint"]

    def escalate(self, moment, reason="The customer shouts"):
        with freeze_time(moment):
            self._step(self.complaint, "escalate", reason)
        self.env.invalidate_all()

    def calls(self):
        """Every to-do of the case, whatever its type."""
        return self.complaint.sudo().activity_ids

    def mails(self, subject="Escalation"):
        return self.env["mail.message"].search(
            [
                ("model", "=", "crm.complaint"),
                ("res_id", "=", self.complaint.id),
                ("message_type", "=", "user_notification"),
                ("partner_ids", "=", self.mona.partner_id.id),
                ("subject", "like", subject),
            ]
        )

    def run_job(self, moment):
        with freeze_time(moment):
            return self.cases._call_due()

    def test_step_and_level_at_once_the_call_in_the_morning(self):
        self.escalate(at(0, 15))
        step = self.complaint.sudo().escalation_ids
        self.assertEqual((step.kind, step.level, step.date), ("manual", 1, at(0, 15)))
        self.assertEqual(step.called_ids, self.mona)
        self.assertEqual(self.complaint.escalation_level, 1)
        self.assertFalse(self.calls() or self.mails())
        self.assertEqual(self.complaint.sudo().date_call, at(1, 0))
        self.assertFalse(self.run_job(at(0, 23, 59)))
        self.assertFalse(self.calls() or self.mails())
        self.assertEqual(self.run_job(at(1, 0)), 1)
        self.assertEqual((self.calls().user_id, len(self.mails())), (self.mona, 1))
        self.assertFalse(self.complaint.sudo().date_call)

    def test_case_says_who_is_called_when(self):
        self.escalate(at(0, 15))
        with freeze_time(at(0, 15)):
            words = self.complaint.with_user(self.anna).waiting_call_words
            self.assertIn(self.mona.name, words)
            self.assertIn("8:00", words)
            log = self.complaint.message_ids.filtered(lambda m: "8:00" in m.body)
            self.assertIn("called on", log.body)
        self.run_job(at(1, 0))
        self.assertFalse(self.complaint.with_user(self.anna).waiting_call_words)

    def test_second_run_or_a_killed_one_calls_nobody_twice(self):
        self.escalate(at(0, 15))
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.run_job(at(1, 0))
            raise ZeroDivisionError
        self.env.invalidate_all()
        self.assertFalse(self.calls() or self.mails())
        self.assertEqual(self.run_job(at(1, 0, 1)), 1)
        self.assertEqual(self.run_job(at(1, 0, 2)), 0)
        self.assertEqual((len(self.calls()), len(self.mails())), (1, 1))

    def test_two_steps_of_one_night(self):
        self._create_rung(level=2, user_ids=[Command.set(self.boris.ids)])
        self.escalate(at(0, 15))
        self.escalate(at(0, 16), "He shouts again")
        self.assertEqual(self.complaint.escalation_level, 2)
        self.run_job(at(1, 0))
        self.assertEqual(self.calls().user_id, self.mona | self.boris)
        self.assertEqual(len(self.calls()), 2)

    def test_in_working_hours_at_once(self):
        self.escalate(at(0, 6))
        self.assertEqual((self.calls().user_id, len(self.mails())), (self.mona, 1))
        self.assertFalse(self.complaint.sudo().date_call)

    def test_team_around_the_clock_is_called_at_once(self):
        self.team.resource_calendar_id = False
        self.escalate(at(0, 15))
        self.assertEqual((self.calls().user_id, len(self.mails())), (self.mona, 1))

    def test_crisis_calls_at_once(self):
        with freeze_time(at(0, 15)):
            self._step(self.complaint, "declare_crisis", "Coal burnt the furnace")
        self.assertTrue(self.calls())
        self.assertFalse(self.complaint.sudo().date_call)

    def test_customers_escalation_and_low_rating_wait_too(self):
        with freeze_time(at(5, 3)):
            self.complaint.sudo()._climb_by_hand("Nobody answers", "customer")
        self.assertFalse(self.calls())
        self.assertEqual(self.complaint.sudo().date_call, at(7, 0))
        self.company.complaint_low_rating_step = "escalate"
        with freeze_time(at(5, 4)):
            self._solve(self.complaint)
            self.complaint.sudo()._rate(1)
        self.assertEqual(self.complaint.escalation_level, 2)
        self.assertFalse(self.calls())
        self.run_job(at(7, 0))
        self.assertEqual(self.calls().user_id, self.mona)

    def test_low_rating_alone_waits_though_the_case_stays_solved(self):
        with freeze_time(at(0, 15)):
            self._solve(self.complaint)
            self.complaint.sudo()._rate(1, "Nobody called")
        self.assertEqual(self.complaint.phase, "solved")
        self.assertFalse(self.calls())
        self.assertIn(
            self.mona.name, self.complaint.with_user(self.anna).waiting_call_words
        )
        self.run_job(at(1, 0))
        self.assertEqual((self.calls().user_id, len(self.calls())), (self.mona, 1))
        self.assertIn("Nobody called", self.calls().note)
        self.assertEqual(self.complaint.escalation_level, 0)
        self.assertFalse(self.complaint.date_escalated)
        self.assertFalse(self.complaint.with_user(self.anna).waiting_call_words)

    def test_low_rating_by_day_calls_and_mails_at_once(self):
        with freeze_time(at(0, 6)):
            self._solve(self.complaint)
            self.complaint.sudo()._rate(1, "Nobody called")
        self.assertEqual(self.calls().user_id, self.mona)
        mail = self.mails("Unhappy Customer")
        self.assertIn("Nobody called", mail.body)

    def test_reopened_by_the_customer_at_night_waits(self):
        with freeze_time(at(0, 15)):
            self._solve(self.complaint)
            self.complaint._customer_reopens("The bags are still torn")
        self.assertEqual(self.complaint.phase, "work")
        self.assertFalse(self.calls())
        self.run_job(at(1, 0))
        self.assertEqual((self.calls().user_id, len(self.calls())), (self.mona, 1))
        self.assertIn("still torn", self.calls().note)
        self.assertIn("Reopened by the Customer", self.calls().summary)
        self.assertEqual(self.complaint.escalation_level, 0)

    def test_reopened_by_the_customer_by_day_calls_at_once(self):
        with freeze_time(at(0, 6)):
            self._solve(self.complaint)
            self.complaint._customer_reopens("The bags are still torn")
        self.assertEqual(self.calls().user_id, self.mona)
        self.assertFalse(self.complaint.sudo().date_call)

    def words_for_customer(self, moment):
        """(before the click, after it) on the customer's page."""
        with freeze_time(moment):
            case = self.complaint.sudo()
            [before] = [words for step, _label, words in case._portal_steps()]
            case._customer_escalates("Nobody answers me")
            self.env.invalidate_all()
            return before, case._words_of_customers_call()

    def test_customer_reads_at_night_when_the_head_is_called(self):
        """17:00 UTC on Tuesday is 1 o'clock on Wednesday in Shanghai."""
        self.contact.write({"lang": "en_US", "tz": "Asia/Shanghai"})
        before, after = self.words_for_customer(at(1, 17))
        moment = self.complaint._customer_words(at(2, 0))
        self.assertIn("03/04/2026", moment)
        self.assertIn("8:00", moment)
        for words in (before, after):
            self.assertIn("head of the team is called", words)
            self.assertIn(moment, words)
            self.assertNotIn("at once", words)
        self.run_job(at(2, 0))
        with freeze_time(at(2, 1)):
            words = self.complaint.sudo()._words_of_customers_call()
        self.assertIn("was called", words)

    def test_customer_reads_by_day_that_the_head_is_called_at_once(self):
        before, after = self.words_for_customer(at(0, 6))
        self.assertIn("called at once", before)
        self.assertIn("was called", after)

    def test_customer_reads_of_no_call_when_it_is_solved_by_then(self):
        self.words_for_customer(at(0, 15))
        with freeze_time(at(0, 16)):
            self._solve(self.complaint)
            words = self.complaint.sudo()._words_of_customers_call()
        self.assertIn("somebody higher", words)
        self.assertNotIn("called", words)

    def test_job_that_was_down_until_the_evening_waits_for_the_next_morning(self):
        self.escalate(at(0, 15))
        self.run_job(at(1, 15))
        self.assertFalse(self.calls())
        self.assertEqual(self.complaint.sudo().date_call, at(2, 0))
        self.run_job(at(2, 0))
        self.assertTrue(self.calls())

    def test_nobody_is_called_for_what_is_solved_by_then(self):
        self.escalate(at(0, 15))
        with freeze_time(at(0, 16)):
            self._solve(self.complaint)
        self.assertFalse(self.complaint.with_user(self.anna).waiting_call_words)
        self.run_job(at(1, 0))
        self.assertFalse(self.calls() or self.mails())

    def test_who_takes_it_over_by_night_hears_in_the_morning(self):
        self.rung.write({"reassign_to": "user", "reassign_user_id": self.boris.id})
        self.escalate(at(0, 15))
        self.assertEqual(self.complaint.sudo().user_id, self.boris)
        told = self.env["mail.message"].search(
            [
                ("model", "=", "crm.complaint"),
                ("res_id", "=", self.complaint.id),
                ("partner_ids", "=", self.boris.partner_id.id),
            ]
        )
        self.assertFalse(told)
        self.run_job(at(1, 0))
        self.assertEqual(self.calls().user_id, self.mona | self.boris)

    def test_calls_of_a_merged_case_are_made_for_the_one_that_stays(self):
        with freeze_time(at(0, 1)):
            other = self._create_complaint()
        self.escalate(at(0, 15))
        with freeze_time(at(0, 16)):
            self.complaint.with_user(self.mona)._merge_into(other, "The same bags")
        self.assertEqual(other.sudo().date_call, at(1, 0))
        self.run_job(at(1, 0))
        self.assertEqual(other.sudo().activity_ids.user_id, self.mona)
        self.assertFalse(self.calls() or self.complaint.sudo().date_call)

    def test_job_of_the_minute_calls(self):
        self.escalate(at(0, 15))
        with freeze_time(at(1, 0)), self.enter_registry_test_mode():
            job = self.env.ref("crm_complaints.crm_complaint_clock_cron")
            job.method_direct_trigger()
        self.assertIn(self.mona, self.calls().user_id)
        self.assertFalse(self.complaint.sudo().date_call)
