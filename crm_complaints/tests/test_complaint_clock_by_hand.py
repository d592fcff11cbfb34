# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestComplaintClockByHand(ComplaintsCommon):
    """One clock through everything that can happen, every moment reckoned by hand.

    Solution within 20 h, for critical cases within 12 h; 75 % of it is the warning.
    Work is from 8 to 12 and from 13 to 17 in Shanghai, that is 0 to 4 and 5 to 9 in
    UTC, eight hours a day; Wednesday, 4 March 2026 (day 2), is a holiday.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        levels = cls.env["crm.complaint.sla"]
        normal = levels.search([("name", "=", "Test")])
        normal.write({"acknowledge_hours": 0, "response_hours": 0})
        normal.solution_hours = 20
        levels.create(
            {
                "name": "Critical",
                "sequence": 0,
                "severity": "critical",
                "solution_hours": 12,
            }
        )
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": cls.calendar.id,
                "date_from": at(1, 16),
                "date_to": at(2, 15, 59),
            }
        )

    def start(self, moment):
        with freeze_time(moment):
            complaint = self._create_complaint()
        return complaint, self._clock(complaint, "solution")

    def do(self, complaint, moment, step, reason="Said so"):
        """A step of anna at a moment: pause, reopen, or one of her buttons."""
        with freeze_time(moment):
            if step in ("pause", "reopen"):
                self._step(complaint, step, reason)
            elif step == "solve":
                self._solve(complaint)
            elif step == "critical":
                complaint.with_user(self.anna).severity = "critical"
            else:
                complaint.with_user(self.anna).action_resume()

    def test_office_hours_with_a_holiday(self):
        # Monday 2-4 and 5-9 are 6 h, Tuesday 8 h make 14; Thursday 0-4 and 5-7: 20 h
        complaint, clock = self.start(at(0, 2))
        self.assertEqual(clock.date_deadline, at(3, 7))
        self.assertEqual(clock.date_warning, at(3, 1), "15 h: one hour of Thursday")
        # Monday 2-4 and 5-6: 3 h used
        self.do(complaint, at(0, 6), "pause")
        self.assertEqual((clock.used_hours, clock.date_deadline), (3, False))
        # in the lunch break; 17 h left: Tuesday 4, Thursday 8, Friday 0-4 and 5-6
        self.do(complaint, at(1, 4, 30), "resume")
        self.assertEqual((clock.used_hours, clock.date_deadline), (3, at(4, 6)))
        # 15 h are 12 more: Tuesday 4, Thursday 8
        self.assertEqual(clock.date_warning, at(3, 9))
        # 3 and Tuesday's 4 and one hour of Thursday: 8 of now 12 h; 1-4 and 5-6 left
        self.do(complaint, at(3, 1), "critical")
        self.assertEqual((clock.used_hours, clock.date_deadline), (8, at(3, 6)))
        self.assertEqual(clock.date_warning, at(3, 2), "9 of 12 h")
        # two hours later: 10 h used, in time
        self.do(complaint, at(3, 3), "solve")
        self.assertEqual((clock.state, clock.used_hours), ("met", 10))
        self.assertEqual((clock.date_done, clock.is_breached), (at(3, 3), False))
        self.reopened_on_monday(complaint, clock)

    def reopened_on_monday(self, complaint, clock):
        """At 16:30 in Shanghai two hours are left: 0.5 and Tuesday's first 1.5."""
        self.do(complaint, at(7, 8, 30), "reopen")
        self.assertEqual((clock.state, clock.used_hours), ("running", 10))
        self.assertEqual(clock.date_deadline, at(8, 1, 30))
        self.assertFalse(clock.date_done)
        self.env["crm.complaint.clock"]._record_overdue(now=at(8, 1, 30))
        self.assertFalse(clock.is_breached, "the last second is in time")
        self.env["crm.complaint.clock"]._record_overdue(now=at(8, 1, 31))
        self.assertTrue(clock.is_breached)
        self.assertEqual(
            self._events(complaint, "solution"),
            [
                ("start", at(0, 2)),
                ("pause", at(0, 6)),
                ("resume", at(1, 4, 30)),
                ("change", at(3, 1)),
                ("warning", at(3, 2)),
                ("met", at(3, 3)),
                ("reopen", at(7, 8, 30)),
                ("breach", at(8, 1, 30)),
            ],
        )

    def test_around_the_clock(self):
        self.team.resource_calendar_id = False
        # 20 h from Monday 2 h on
        complaint, clock = self.start(at(0, 2))
        self.assertEqual(clock.date_deadline, at(0, 22))
        # 4 h used; 16 left from Tuesday 4:30 on
        self.do(complaint, at(0, 6), "pause")
        self.do(complaint, at(1, 4, 30), "resume")
        self.assertEqual((clock.used_hours, clock.date_deadline), (4, at(1, 20, 30)))
        # 5 of 12 h used, 7 left
        self.do(complaint, at(1, 5, 30), "critical")
        self.assertEqual((clock.used_hours, clock.date_deadline), (5, at(1, 12, 30)))
        # 7 h used; reopened on Sunday, 5 h left
        self.do(complaint, at(1, 7, 30), "solve")
        self.do(complaint, at(6, 8, 30), "reopen")
        self.assertEqual((clock.used_hours, clock.date_deadline), (7, at(6, 13, 30)))

    def test_paused_over_night_weekend_and_holiday_uses_nothing(self):
        # Friday 8-9 is one hour; 19 left from the Monday after next on
        complaint, clock = self.start(at(4, 8))
        self.do(complaint, at(4, 9), "pause")
        self.do(complaint, at(14, 0), "resume")
        # Monday 8, Tuesday 8, Wednesday 0-3: 19 h
        self.assertEqual((clock.used_hours, clock.date_deadline), (1, at(16, 3)))
