# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.crm_complaints.models.crm_assignment_rules import Candidate, rank

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestAssignmentCalendar(ComplaintsCommon):
    """Anna works Monday to Friday 8 to 17 in Shanghai (0 to 9 UTC), boris otherwise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.member_ids = [Command.set((cls.anna | cls.boris).ids)]
        cls._works(cls.anna, cls.calendar)

    @classmethod
    def _works(cls, user, calendar):
        values = {"name": user.name, "user_id": user.id, "company_id": cls.company.id}
        own = user.resource_ids or cls.env["resource.resource"].create(values)
        own.calendar_id = calendar
        return own

    @classmethod
    def _hours(cls, rows, **values):
        """A calendar in Shanghai; rows: (weekday, from, to, week or False)."""
        lines = [
            Command.create(
                {
                    "name": "Shift",
                    "dayofweek": str(day),
                    "hour_from": start,
                    "hour_to": end,
                    "day_period": "morning",
                    "week_type": week,
                }
            )
            for day, start, end, week in rows
        ]
        return cls.env["resource.calendar"].create(
            {
                "name": "Shift",
                "tz": "Asia/Shanghai",
                "company_id": cls.company.id,
                "attendance_ids": [Command.clear(), *lines],
                **values,
            }
        )

    def arrive(self, moment):
        with freeze_time(moment):
            return self._create_complaint(user=self.sally)

    def assert_first(self, moment, user, busy):
        """`user` gets it although he has more open cases than the other."""
        with freeze_time(at(0, 3)):
            for _number in range(busy):
                self._create_complaint(user=self.anna).sudo().user_id = user
        self.assertEqual(self.arrive(moment).user_id, user)

    def _off(self, moment):
        users = self.anna | self.boris
        return self.env["crm.complaint.agent"]._days_off(users, moment)

    def test_hours_of_the_day(self):
        """Boris has the late shift, 17 to 22: at 11 anna, at 18 boris."""
        late = self._hours([(day, 17, 22, False) for day in range(5)])
        self._works(self.boris, late)
        self.assertEqual(self._off(at(0, 3)), {self.boris.id: 0})
        self.assertEqual(self._off(at(0, 10)), {self.anna.id: 1})
        self.assert_first(at(0, 3), self.anna, 3)
        self.assert_first(at(0, 10), self.boris, 5)

    def test_lunch_and_the_last_minute(self):
        """Anna's break is from 12 to 13, her day ends at 17 o'clock sharp."""
        for moment, is_off in (
            (at(0, 3, 59), False),
            (at(0, 4), True),
            (at(0, 5), False),
            (at(0, 8, 59), False),
            (at(0, 9), True),
        ):
            self.assertEqual(self.anna.id in self._off(moment), is_off, moment)

    def test_calendar_of_two_weeks(self):
        """The week of 2 March 2026 has an even, the next one an odd number since the
        year 1: boris works on Mondays of the second kind only."""
        every_other = self._hours([(0, 8, 17, "1")], two_weeks_calendar=True)
        self._works(self.boris, every_other)
        self.assertEqual(self._off(at(0, 3)), {self.boris.id: 7})
        self.assertEqual(self._off(at(7, 3)), {})
        self.assert_first(at(0, 3), self.anna, 2)

    def test_holiday_of_the_company(self):
        """Leaves without a person: of all calendars, or of one."""
        own = self._hours([(day, 8, 17, False) for day in range(5)])
        self._works(self.boris, own)
        holiday = self.env["resource.calendar.leaves"].create(
            {
                "name": "Spring Festival",
                "calendar_id": self.calendar.id,
                "date_from": at(0, 0),
                "date_to": at(1, 0),
            }
        )
        self.assertEqual(self._off(at(0, 3)), {self.anna.id: 1})
        self.assert_first(at(0, 3), self.boris, 2)
        holiday.calendar_id = False
        self.assertEqual(self._off(at(0, 3)), {self.anna.id: 1, self.boris.id: 1})
        self.assertEqual(self._off(at(1, 3)), {})

    def test_holiday_for_who_has_no_hours_of_his_own(self):
        self.assertEqual(self._off(at(5, 3)), {self.anna.id: 2})
        self.env["resource.calendar.leaves"].create(
            {"name": "Festival", "date_from": at(4, 16), "date_to": at(6, 16)}
        )
        self.assertEqual(self._off(at(5, 3)), {self.anna.id: 2, self.boris.id: 1})

    def test_holiday_of_another_company_counts_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env["resource.calendar.leaves"].with_company(other).create(
            {"name": "Festival", "date_from": at(0, 0), "date_to": at(1, 0)}
        )
        self.assertEqual(self._off(at(0, 3)), {})

    def test_who_is_back_first(self):
        """Saturday: anna works again on Monday, boris on Wednesday."""
        self._works(self.boris, self._hours([(2, 8, 17, False)]))
        self.assertEqual(self._off(at(5, 3)), {self.anna.id: 2, self.boris.id: 4})
        self.assert_first(at(5, 3), self.anna, 2)

    def test_never_back(self):
        self._works(self.boris, self._hours([]))
        self.assertEqual(self._off(at(0, 3)), {self.boris.id: 21})

    def test_everybody_off_is_still_somebody(self):
        self._works(self.boris, self.calendar)
        self.assertEqual(self.arrive(at(5, 3)).user_id, self.anna)
        self.assertEqual(self.arrive(at(5, 3)).user_id, self.boris)

    def test_queries_do_not_grow_with_people(self):
        self._works(self.boris, self.calendar)
        few = self.anna | self.boris
        agent = "crm_complaints.crm_complaints_group_agent"
        many = few
        for number in range(8):
            person = self._create_user(f"person_{number}", agent)
            self._works(person, self.calendar)
            many |= person
        counts = []
        for users in (few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            off = self.env["crm.complaint.agent"]._days_off(users, at(5, 3))
            counts.append(self.cr.sql_log_count - before)
            self.assertEqual(set(off.values()), {2})
        self.assertEqual(counts[0], counts[1])

    def test_ranking(self):
        monday = Candidate(1, load=5, is_off=True, days_off=2)
        wednesday = Candidate(2, is_off=True, days_off=4)
        here = Candidate(3, load=9)
        ranked = rank([wednesday, monday, here], "load")
        self.assertEqual([person.user_id for person in ranked], [3, 1, 2])
