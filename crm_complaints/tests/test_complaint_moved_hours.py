# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestComplaintMovedHours(ComplaintsCommon):
    """Standard: solution 8 h. Shanghai's 8 to 12 and 13 to 17 are 0 to 4 and 5 to 9
    in UTC, those of Berlin in winter 7 to 11 and 12 to 16."""

    def setUp(self):
        super().setUp()
        self.clocks = self.env["crm.complaint.clock"]
        with freeze_time(at(0, 1)):
            self.complaint = self._create_complaint()
        self.solution = self._clock(self.complaint, "solution")
        self.assertEqual(self.solution.date_deadline, at(1, 1))

    def test_another_time_zone_moves_the_deadline(self):
        """Seven hours of the clock left since 2 h UTC: 7 to 11, and 12 to 15 in Berlin;
        the hour from 1 to 2 was night there and does not count any more."""
        with freeze_time(at(0, 2)):
            self.calendar.sudo().tz = "Europe/Berlin"
            self.assertTrue(self.solution.is_stale)
            self.clocks._follow_hours()
        self.assertEqual(self.solution.date_deadline, at(0, 16))

    def test_a_new_name_moves_nothing(self):
        self.calendar.sudo().name = "Seven to Three"
        self.assertFalse(self.solution.is_stale)

    def test_team_that_works_around_the_clock_from_now_on(self):
        """One hour was used at 2 h: seven more end at 9 h, without the noon break."""
        with freeze_time(at(0, 2)):
            self.team.sudo().resource_calendar_id = False
            self.clocks._follow_hours()
        self.assertEqual(self.solution.date_deadline, at(0, 9))
        self.assertAlmostEqual(self.solution.used_hours, 1)

    def test_solved_cases_keep_their_times(self):
        with freeze_time(at(0, 3)):
            self.complaint.with_user(self.anna).solution = "New goods."
            self.complaint.with_user(self.anna).action_solve()
        self.team.sudo().resource_calendar_id = False
        self.calendar.sudo().tz = "Europe/Berlin"
        self.assertFalse(self.solution.is_stale)
        self.assertAlmostEqual(self.solution.used_hours, 2)

    def test_holiday_entered_by_mistake_costs_nothing(self):
        """Told 3 h UTC for the first answer; the holiday from 2 h on would have left
        one hour of two. Taken back, both hours count again."""
        response = self._clock(self.complaint, "response")
        self.assertEqual(response.date_deadline, at(0, 3))
        with freeze_time(at(0, 1)):
            holiday = self.env["resource.calendar.leaves"].create(
                {
                    "name": "Flood",
                    "company_id": self.company.id,
                    "date_from": at(0, 2),
                    "date_to": at(0, 9),
                }
            )
            self.clocks._follow_hours()
            self.assertEqual(response.date_deadline, at(0, 2))
            holiday.unlink()
            self.clocks._follow_hours()
        self.assertEqual(response.date_deadline, at(0, 3))
        self.assertEqual(self.complaint.date_promised, at(0, 3))
        self.assertAlmostEqual(response.allowed_hours, 2)
