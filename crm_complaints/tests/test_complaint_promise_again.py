# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestComplaintPromiseAgain(ComplaintsCommon):
    """Standard: response 2 h, solution 8 h; critical: response 1 h, solution 4 h.

    Shanghai's 8 to 12 and 13 to 17 are 0 to 4 and 5 to 9 in UTC.
    """

    def setUp(self):
        super().setUp()
        self.clocks = self.env["crm.complaint.clock"]
        self.critical = self._create_sla(
            name="Critical", severity="critical", response_hours=1, solution_hours=4
        )

    def _create_sla(self, **values):
        return self.env["crm.complaint.sla"].create({"sequence": 0, **values})

    def _customer_writes(self, complaint):
        complaint.sudo().message_post(
            body="Any news?",
            author_id=self.contact.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    def test_raised_severity_keeps_the_time_used(self):
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
        with freeze_time(at(0, 0, 30)):
            complaint.severity = "critical"
        clock = self._clock(complaint, "solution")
        self.assertEqual(clock.sla_id, self.critical)
        self.assertEqual(clock.date_deadline, at(0, 4))
        self.assertAlmostEqual(clock.used_hours, 0.5)
        self.assertEqual(self._clock(complaint, "response").date_deadline, at(0, 1))
        self.assertEqual(complaint.date_promised, at(0, 1))
        self.assertEqual(self._events(complaint, "solution")[-1][0], "change")

    def test_lowered_severity_keeps_the_word_to_the_customer(self):
        """He was told one hour: the clock ends then, whatever normal cases get."""
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint(severity="critical")
        with freeze_time(at(0, 0, 30)):
            complaint.severity = "normal"
        self.assertEqual(self._clock(complaint, "response").date_deadline, at(0, 1))
        self.assertEqual(complaint.date_promised, at(0, 1))
        self.assertEqual(self._clock(complaint, "solution").date_deadline, at(0, 9))

    def test_other_hours_keep_the_word_to_the_customer(self):
        """Told 7 h by the night team; the day team ends for today at noon (4 h)."""
        night = self.team.copy(
            {"name": "Night", "sequence": 99, "resource_calendar_id": False}
        )
        with freeze_time(at(0, 5)):
            complaint = self._create_complaint(team_id=night.id)
        self.assertEqual(complaint.date_promised, at(0, 7))
        self.team.sudo().resource_calendar_id.attendance_ids.filtered(
            lambda attendance: attendance.hour_from >= 12
        ).unlink()
        with freeze_time(at(0, 5, 30)):
            complaint.sudo().team_id = self.team
        clock = self._clock(complaint, "response")
        self.assertAlmostEqual(clock.used_hours, 0.5)
        self.assertLessEqual(clock.date_deadline, at(0, 7))
        self.assertEqual(complaint.date_promised, clock.date_deadline)

    def test_time_waited_for_the_customer_moves_the_word(self):
        """Told 2 h; waited from 1 h to 3 h: 4 h. Nothing is told while waiting."""
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
        with freeze_time(at(0, 1)):
            self._step(complaint, "pause", "Which lot?")
            self.assertFalse(complaint.sudo()._is_answer_due())
        with freeze_time(at(0, 3)):
            complaint.with_user(self.anna).action_resume()
            self.assertTrue(complaint.sudo()._is_answer_due())
        self.assertEqual(self._clock(complaint, "response").date_deadline, at(0, 4))
        self.assertEqual(complaint.date_promised, at(0, 4))

    def test_lowered_while_waiting_keeps_the_hours(self):
        """Critical: half of the hour is left, and stays left as a normal case."""
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint(severity="critical")
        with freeze_time(at(0, 0, 30)):
            self._step(complaint, "pause", "Which lot?")
            complaint.sudo().severity = "normal"
        with freeze_time(at(0, 2)):
            complaint.with_user(self.anna).action_resume()
        self.assertEqual(complaint.date_promised, at(0, 2, 30))

    def test_warning_is_over_when_more_time_is_promised(self):
        """Critical warns after 3 of its 4 hours, normal after 6 of 8."""
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint(severity="critical")
            self._answer(complaint)
        clock = self._clock(complaint, "solution")
        self.clocks._record_overdue(now=at(0, 3, 10))
        self.assertTrue(clock.is_warned)
        with freeze_time(at(0, 3, 20)):
            complaint.severity = "normal"
        self.assertFalse(clock.is_warned)
        self.assertEqual(complaint.sla_state, "running")
        self.clocks._record_overdue(now=at(0, 7, 1))
        self.assertTrue(clock.is_warned)

    def test_reopening_restarts_only_what_is_still_promised(self):
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
        clock = self._clock(complaint, "response")
        none = self.env["crm.complaint.sla"].create(
            {
                "name": "No first response",
                "sequence": 0,
                "kind": "complaint",
                "severity": "minor",
                "solution_hours": 8,
            }
        )
        with freeze_time(at(0, 1)):
            complaint.severity = "minor"
            self.assertEqual(complaint.sla_id, none)
            self._step(complaint, "cancel", "By mistake")
        with freeze_time(at(0, 2)):
            self._step(complaint, "reopen", "Not by mistake")
        self.assertEqual(clock.state, "cancelled")
        self.assertEqual(self._clock(complaint, "solution").state, "running")

    def test_what_is_promised_while_waiting_waits_too(self):
        self.env["crm.complaint.sla"].create(
            {
                "name": "Suggestions",
                "sequence": 0,
                "kind": "suggestion",
                "response_hours": 8,
            }
        )
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint(kind="suggestion")
            self._step(complaint, "pause", "Which lot?")
        with freeze_time(at(0, 1)):
            complaint.sudo().kind = "complaint"
        clock = self._clock(complaint, "solution")
        self.assertEqual(clock.state, "paused")
        with freeze_time(at(0, 2)):
            complaint.with_user(self.anna).action_resume()
        self.assertEqual(clock.date_deadline, at(1, 2))

    def test_breach_is_not_washed_away_by_a_lower_severity(self):
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint(severity="critical")
        with freeze_time(at(0, 1, 30)):
            complaint.severity = "normal"
        clock = self._clock(complaint, "response")
        self.assertTrue(clock.is_breached)
        self.assertEqual(
            [kind for kind, _date in self._events(complaint, "response")],
            ["start", "warning", "breach", "change"],
        )

    def test_breach_by_a_tighter_promise_happens_when_it_is_made(self):
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
        with freeze_time(at(0, 1, 30)):
            complaint.severity = "critical"
        self.clocks._record_overdue(now=at(0, 1, 31))
        self.assertEqual(
            [d for kind, d in self._events(complaint, "response") if kind == "breach"],
            [at(0, 1, 30)],
        )

    def test_only_an_answer_is_promised_as_an_answer(self):
        """Praise is acknowledged within 8 hours; nobody promises to answer it."""
        self._create_sla(name="Praise", kind="praise", acknowledge_hours=8)
        self._create_sla(name="Service", kind="service", solution_hours=3)
        with freeze_time(at(0, 0)):
            praise = self._create_complaint(kind="praise")
            service = self._create_complaint(kind="service")
        self.assertEqual(self._clock(praise, "acknowledge").allowed_hours, 8)
        self.assertFalse(praise.date_promised)
        self.assertEqual(service.date_promised, at(0, 3))

    def test_target_promised_no_more_is_not_met(self):
        self._create_sla(name="Praise", kind="praise", acknowledge_hours=8)
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
            complaint.kind = "praise"
        self.assertEqual(self._clock(complaint, "solution").state, "cancelled")
        self.assertEqual(self._clock(complaint, "response").state, "cancelled")

    def test_other_team_counts_its_own_hours_from_then_on(self):
        night = self.team.copy(
            {"name": "Night", "sequence": 99, "resource_calendar_id": False}
        )
        with freeze_time(at(0, 7)):
            complaint = self._create_complaint()
        with freeze_time(at(0, 20)):
            complaint.sudo().team_id = night
        clock = self._clock(complaint, "solution")
        self.assertAlmostEqual(clock.used_hours, 2)
        self.assertEqual(clock.date_deadline, at(1, 2))
        self.assertEqual(clock._replay(at(0, 21))[clock].used, 3 * 3600)

    def test_edited_hours_are_followed_within_a_minute(self):
        """Received at 11 h; the afternoon now begins at 14 h instead of 13 h.

        Solution: 1 h before noon, 3 h until 17 h, 4 h the next morning: noon. The
        first answer was told for 14 h: noon is the last working moment before.
        """
        with freeze_time(at(0, 3)):
            complaint = self._create_complaint()
        solution = self._clock(complaint, "solution")
        self.assertEqual(solution.date_deadline, at(1, 3))
        afternoon = self.calendar.attendance_ids.filtered(lambda a: a.hour_from == 13)
        with freeze_time(at(0, 3, 30)):
            afternoon.sudo().hour_from = 14
            self.assertEqual(self.clocks._follow_hours(), 2)
            self.assertFalse(self.clocks._follow_hours())
        self.assertEqual(solution.date_deadline, at(1, 4))
        self.assertEqual(self._clock(complaint, "response").date_deadline, at(0, 4))
        self.assertEqual(complaint.date_promised, at(0, 4))

    def test_clock_that_ended_before_the_job_keeps_its_end(self):
        with freeze_time(at(0, 3)):
            complaint = self._create_complaint()
        response = self._clock(complaint, "response")
        with freeze_time(at(0, 3, 30)):
            self.calendar.attendance_ids[0].sudo().hour_to = 11
            self._answer(complaint)
        self.assertTrue(response.is_stale)
        events = self._events(complaint, "response")
        self.assertEqual(self.clocks._follow_hours(at(0, 3, 31)), 2)
        self.assertEqual((response.state, response.date_done), ("met", at(0, 3, 30)))
        self.assertEqual(self._events(complaint, "response"), events)
        self.assertFalse(response.is_stale)

    def test_new_holiday_moves_the_deadline_and_its_end_moves_it_back(self):
        with freeze_time(at(0, 3)):
            complaint = self._create_complaint()
        solution = self._clock(complaint, "solution")
        with freeze_time(at(0, 3, 30)):
            holiday = self.env["resource.calendar.leaves"].create(
                {
                    "name": "Flood",
                    "company_id": self.company.id,
                    "date_from": at(1, 0),
                    "date_to": at(1, 9),
                }
            )
            self.assertEqual(self.clocks._follow_hours(), 2)
            self.assertEqual(solution.date_deadline, at(2, 3))
            holiday.unlink()
            self.assertEqual(self.clocks._follow_hours(), 2)
        self.assertEqual(solution.date_deadline, at(1, 3))

    def test_category_and_customers_facts_choose_the_level(self):
        category = self.env["crm.complaint.category"].create({"name": "Quality"})
        by_category = self._create_sla(
            name="Quality", category_id=category.id, response_hours=3
        )
        complaint = self._create_complaint()
        self.assertNotEqual(complaint.sudo().sla_id, by_category)
        complaint.category_id = category
        self.assertEqual(complaint.sudo().sla_id, by_category)
        by_fact = self._create_sla(
            name="Ours",
            sequence=-1,
            customer_domain=f"[('user_id', '=', {self.sally.id})]",
            response_hours=1,
        )
        self.assertEqual(self._create_complaint().sudo().sla_id, by_fact)
        self.customer.user_id = self.sam
        self.assertNotEqual(self._create_complaint().sudo().sla_id, by_fact)

    def test_no_fitting_level_promises_nothing_more(self):
        complaint = self._create_complaint()
        self.env["crm.complaint.sla"].search([]).severity = "minor"
        complaint.severity = "major"
        self.assertFalse(complaint.sudo().sla_id)
        self.assertEqual(self._clock(complaint, "solution").state, "cancelled")
        tier = self.env["crm.vip.tier"].create({"name": "Gold"})
        self.customer.sudo().vip_tier_id = tier
        self.assertEqual(self.env["crm.complaint"]._follow_tiers(), 1)
        self.assertFalse(self.env["crm.complaint"]._follow_tiers())

    def test_unreadable_condition_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "cannot be read"):
            self._create_sla(name="Bad", customer_domain="[('no_such_field', '=', 1)]")

    def test_promise_follows_the_customers_tier(self):
        tier = self.env["crm.vip.tier"].create({"name": "Gold"})
        gold = self._create_sla(
            name="Gold", sequence=-1, vip_tier_id=tier.id, response_hours=1
        )
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
            self.customer.sudo().vip_tier_id = tier
            self.assertEqual(self.env["crm.complaint"]._follow_tiers(), 1)
            self.assertFalse(self.env["crm.complaint"]._follow_tiers())
        self.assertEqual(complaint.sudo().sla_id, gold)
        self.assertEqual(self._clock(complaint, "response").date_deadline, at(0, 1))

    def test_members_are_answered_within_their_share_of_the_time(self):
        """Factor 0.5: answered in 1 hour instead of 2; solved in 8 as everybody."""
        tier = self.env["crm.vip.tier"].create({"name": "Gold", "answer_factor": 0.5})
        with freeze_time(at(0, 0)):
            usual = self._create_complaint()
            self.customer.sudo().vip_tier_id = tier
            complaint = self._create_complaint()
            self.assertEqual(self.env["crm.complaint"]._follow_tiers(), 1)
        for case in (complaint, usual):
            response = self._clock(case, "response")
            self.assertEqual(response.date_deadline, at(0, 1))
            self.assertEqual(case.date_promised, at(0, 1))
            self.assertEqual(self._clock(case, "solution").date_deadline, at(0, 9))

    def test_level_for_the_tier_says_its_hours_itself(self):
        tier = self.env["crm.vip.tier"].create({"name": "Gold", "answer_factor": 0.5})
        self._create_sla(name="Gold", vip_tier_id=tier.id, response_hours=4)
        self.customer.sudo().vip_tier_id = tier
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
        self.assertEqual(self._clock(complaint, "response").date_deadline, at(0, 4))

    def test_longest_pause_ends_by_itself(self):
        """Paused at 8 h for at most 3 h: runs on at 11 h, and the agent is told."""
        self.env["crm.complaint.sla"].search([]).pause_hours = 3
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
            self._step(complaint, "pause", "Photo asked for")
        clock = self._clock(complaint, "solution")
        self.assertEqual(clock.date_pause_end, at(0, 3))
        self.assertFalse(self.clocks._end_pauses(now=at(0, 2, 59)))
        self.assertTrue(self.clocks._end_pauses(now=at(0, 3, 5)))
        self.assertEqual((clock.state, complaint.phase), ("running", "waiting"))
        self.assertEqual(clock.date_deadline, at(1, 3))
        self.assertEqual(complaint.activity_ids.user_id, self.anna)

    def test_pauses_share_one_cap(self):
        self.env["crm.complaint.sla"].search([]).pause_hours = 3
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
            self._step(complaint, "pause", "Photo asked for")
        with freeze_time(at(0, 2)):
            complaint.action_resume()
        with freeze_time(at(0, 3)):
            self._step(complaint, "pause", "Another photo")
        clock = self._clock(complaint, "solution")
        self.assertEqual(clock.date_pause_end, at(0, 4))

    def test_each_later_message_has_its_own_clock(self):
        """Asked and answered at 8 h, asked again at 10 and 11 h: one clock waits."""
        self.env["crm.complaint.sla"].search([]).next_response_hours = 2
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
            self._customer_writes(complaint)
            self.assertFalse(self._clock(complaint, "next_response"))
            self._answer(complaint)
        for hour in (2, 3):
            with freeze_time(at(0, hour)):
                self._customer_writes(complaint)
        clock = self._clock(complaint, "next_response")
        self.assertEqual(clock.date_deadline, at(0, 4))
        with freeze_time(at(0, 3, 30)):
            self._answer(complaint)
        self.assertEqual((clock.state, clock.date_done), ("met", at(0, 3, 30)))
        with freeze_time(at(0, 6)):
            self._customer_writes(complaint)
        self.assertEqual(len(self._clock(complaint, "next_response")), 2)

    def test_thanks_after_the_solution_start_no_clock(self):
        self.env["crm.complaint.sla"].search([]).next_response_hours = 2
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
            self._solve(complaint)
            self._customer_writes(complaint)
        self.assertFalse(self._clock(complaint, "next_response"))
