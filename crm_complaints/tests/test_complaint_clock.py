# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestComplaintClock(ComplaintsCommon):
    """Shanghai's 8 to 12 and 13 to 17 are 0 to 4 and 5 to 9 in UTC."""

    def setUp(self):
        super().setUp()
        self.clocks = self.env["crm.complaint.clock"]
        self._create_rung()

    @freeze_time(at(0, 3))
    def test_deadlines_in_the_teams_time_zone(self):
        complaint = self._create_complaint()
        self.assertEqual(self._clock(complaint, "response").date_deadline, at(0, 6))
        self.assertEqual(self._clock(complaint, "solution").date_deadline, at(1, 3))
        self.assertEqual(complaint.date_promised, at(0, 6))
        self.assertEqual(complaint._promise_words(), "03/02/2026 02:00 PM")

    @freeze_time(at(0, 8))
    def test_holiday_of_the_calendar(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.calendar.id,
                "date_from": at(0, 16),
                "date_to": at(1, 15, 59),
            }
        )
        complaint = self._create_complaint()
        self.assertEqual(self._clock(complaint, "response").date_deadline, at(2, 1))

    @freeze_time(at(4, 22))
    def test_team_around_the_clock(self):
        self.team.resource_calendar_id = False
        complaint = self._create_complaint()
        self.assertEqual(self._clock(complaint, "response").date_deadline, at(5, 0))

    def test_first_message_to_the_customer_is_the_response(self):
        with freeze_time(at(0, 3)):
            complaint = self._create_complaint()
        with freeze_time(at(0, 5, 30)):
            self._answer(complaint)
        clock = self._clock(complaint, "response")
        self.assertEqual(clock.state, "met")
        self.assertEqual(clock.date_done, at(0, 5, 30))
        self.assertAlmostEqual(clock.used_hours, 1.5)
        self.assertFalse(clock.is_breached)
        self.assertEqual(self._clock(complaint, "solution").state, "running")

    @freeze_time(at(0, 3))
    def test_note_and_customers_own_message_are_no_response(self):
        complaint = self._create_complaint()
        complaint.message_post(body="Ask the yard", subtype_xmlid="mail.mt_note")
        complaint.sudo().message_post(
            body="Hello?",
            author_id=self.contact.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self._answer(complaint, is_internal=True)
        self.assertEqual(self._clock(complaint, "response").state, "running")

    @freeze_time(at(0, 3))
    def test_acknowledgement_is_no_response(self):
        complaint = self._create_complaint()
        self.assertEqual(self._clock(complaint, "acknowledge").state, "met")
        self.assertEqual(self._clock(complaint, "response").state, "running")

    def test_job_records_warning_and_breach(self):
        with freeze_time(at(0, 3)):
            complaint = self._create_complaint()
        clock = self._clock(complaint, "response")
        self.assertEqual(clock.date_warning, at(0, 5, 30))
        self.clocks._record_overdue(now=at(0, 5, 29))
        self.assertFalse(clock.is_warned)
        self.clocks._record_overdue(now=at(0, 5, 31))
        self.assertTrue(clock.is_warned)
        self.assertEqual(complaint.sla_state, "warning")
        self.assertFalse(clock.is_breached)
        self.clocks._record_overdue(now=at(0, 6, 1))
        self.clocks._climb_ladders(now=at(0, 6, 1))
        self.assertTrue(clock.is_breached)
        self.assertEqual(complaint.sla_state, "breached")
        self.assertEqual(
            self._events(complaint, "response"),
            [("start", at(0, 3)), ("warning", at(0, 5, 30)), ("breach", at(0, 6))],
        )
        self.assertEqual(complaint.activity_ids.user_id, self.mona)
        self.assertFalse(self.clocks._record_overdue(now=at(0, 6, 2)))

    def test_scheduled_job(self):
        with freeze_time(at(0, 3)):
            complaint = self._create_complaint()
        with freeze_time(at(0, 8)), self.enter_registry_test_mode():
            job = self.env.ref("crm_complaints.crm_complaint_clock_cron")
            job.method_direct_trigger()
        self.assertTrue(self._clock(complaint, "response").is_breached)
        self.assertEqual(complaint.activity_ids.user_id, self.mona)

    def test_late_answer_is_late_without_the_job(self):
        with freeze_time(at(0, 3)):
            complaint = self._create_complaint()
        with freeze_time(at(0, 7)):
            self._answer(complaint)
        self.assertTrue(self._clock(complaint, "response").is_breached)
        self.assertEqual(
            self._events(complaint, "response")[-2:],
            [("breach", at(0, 6)), ("met", at(0, 7))],
        )

    def test_waiting_pauses_and_needs_a_reason(self):
        with freeze_time(at(0, 1)):
            complaint = self._create_complaint()
            with self.assertRaisesRegex(UserError, "give a reason"):
                complaint._move_to_phase("waiting")
        with freeze_time(at(0, 2)):
            self._step(complaint, "pause", "Photo asked for")
        clock = self._clock(complaint, "solution")
        self.assertEqual(clock.state, "paused")
        self.assertFalse(clock.date_deadline)
        self.assertFalse(self.clocks._record_overdue(now=at(9, 8)))
        self.assertEqual(clock.event_ids[-1:].reason, "Photo asked for")
        with freeze_time(at(2, 1)):
            complaint.action_resume()
        self.assertEqual(clock.date_deadline, at(2, 9))
        self.assertAlmostEqual(clock.used_hours, 1)

    def test_customers_answer_ends_the_pause(self):
        with freeze_time(at(0, 1)):
            complaint = self._create_complaint()
            self._step(complaint, "pause", "Photo asked for")
        with freeze_time(at(1, 1)):
            complaint.sudo().message_post(
                body="Here it is",
                author_id=self.contact.id,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        self.assertEqual(complaint.phase, "work")
        self.assertEqual(self._clock(complaint, "solution").date_deadline, at(2, 1))

    def test_cancelled_is_not_met(self):
        with freeze_time(at(0, 1)):
            complaint = self._create_complaint()
            self._step(complaint, "cancel", "Filed twice")
        clock = self._clock(complaint, "solution")
        self.assertEqual(clock.state, "cancelled")
        self.assertEqual(complaint.sla_state, "cancelled")
        self.assertNotIn(
            "met", [kind for kind, _d in self._events(complaint, "solution")]
        )

    def test_reopening_continues_and_clears_the_dates(self):
        with freeze_time(at(0, 1)):
            complaint = self._create_complaint()
        with freeze_time(at(0, 3)):
            self._solve(complaint)
            complaint.action_close()
        clock = self._clock(complaint, "solution")
        self.assertEqual((clock.state, complaint.sla_state), ("met", "met"))
        self.assertEqual(complaint.date_closed, at(0, 3))
        with freeze_time(at(3, 0)):
            self._step(complaint, "reopen", "Broken again")
        self.assertFalse(complaint.date_closed or complaint.date_solved)
        self.assertEqual(complaint.reopen_count, 1)
        self.assertEqual(clock.state, "running")
        self.assertEqual(clock.date_deadline, at(3, 7))
        self.assertFalse(clock.date_done)

    def test_a_damaged_clock_is_read_from_its_log(self):
        """Received at 9 h, waiting from then until 10 h of the next day: 8 hours of
        solution end at 10 h of the day after. The row says something else."""
        with freeze_time(at(0, 1)):
            complaint = self._create_complaint()
            self._step(complaint, "pause", "Photo asked for")
        with freeze_time(at(1, 2)):
            complaint.action_resume()
        clock = self._clock(complaint, "solution")
        self.assertEqual(clock.date_deadline, at(2, 2))
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_complaint_clock SET state = 'met', allowed_hours = 99,"
            " used_hours = 7, date_start = %s, date_deadline = %s WHERE id = %s",
            [at(2, 0), at(4, 0), clock.id],
        )
        clock.invalidate_recordset()
        reading = clock._replay(at(1, 3))[clock]
        self.assertEqual((reading.state, reading.used), ("running", 3600))
        self.assertEqual(reading.deadline, at(2, 2))
        clock._store_readings(at(1, 3))
        self.assertEqual((clock.state, clock.date_deadline), ("running", at(2, 2)))

    def test_badge_counts_working_time(self):
        with freeze_time(at(0, 3)):
            complaint = self._create_complaint()
        with freeze_time(at(0, 3, 30)):
            self.env.invalidate_all()
            badge = complaint.sla_badge
        self.assertEqual(badge["target"], "response")
        self.assertEqual(badge["left"], 90 * 60)
        self.assertEqual(badge["ticks"], 30 * 60)
        with freeze_time(at(0, 4, 30)):
            self.env.invalidate_all()
            self.assertEqual(complaint.sla_badge["left"], 60 * 60)
            self.assertEqual(complaint.sla_badge["ticks"], 0)

    def test_first_fitting_level_counts(self):
        self.env["crm.complaint.sla"].create(
            {
                "name": "Critical first",
                "sequence": 0,
                "severity": "critical",
                "response_hours": 1,
            }
        )
        with freeze_time(at(0, 0)):
            critical = self._create_complaint(severity="critical")
            normal = self._create_complaint()
        self.assertEqual(critical.sudo().clock_ids.mapped("target"), ["response"])
        self.assertEqual(critical.date_promised, at(0, 1))
        self.assertEqual(normal.date_promised, at(0, 2))

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_nobody_edits_clocks_or_events(self):
        complaint = self._create_complaint()
        clock = self._clock(complaint, "response")
        with self.assertRaises(AccessError):
            clock.with_user(self.mona).write({"is_breached": False})
        for event in (clock.event_ids, clock.event_ids.with_user(self.mona)):
            with self.assertRaisesRegex(UserError, "history"):
                event.write({"reason": "forged"})
        for record in (clock, clock.event_ids):
            with self.assertRaises(AccessError):
                record.with_user(self.mona).unlink()
        with self.assertRaisesRegex(UserError, "history"):
            clock.event_ids.unlink()
        with self.assertRaises(AccessError):
            self._forge(complaint, self.mona, sla_state="met")

    def test_badges_in_constant_queries(self):
        complaints = self.env["crm.complaint"].browse()
        for _number in range(12):
            complaints |= self._create_complaint()

        def queries(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.mapped("sla_badge")
            return self.env.cr.sql_log_count - before

        queries(complaints)
        self.assertEqual(queries(complaints), queries(complaints[:1]))
