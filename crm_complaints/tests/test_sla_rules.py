# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest
from datetime import timedelta

from odoo import fields
from odoo.tests import BaseCase, tagged

from odoo.addons.crm_complaints.models import crm_number_rules
from odoo.addons.crm_complaints.models import crm_sla_rules as rules

HOUR = 3600
MONDAY = fields.Datetime.to_datetime("2026-03-02")


def at(day, hour, minute=0):
    """Moment `day` days after Monday, 2 March 2026."""
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


def office_hours(days, free=()):
    """8 to 12 and 13 to 17 from Monday to Friday, without the `free` days."""
    working = [d for d in range(days) if d % 7 < 5 and d not in free]
    return [
        (at(day, start), at(day, end))
        for day in working
        for start, end in ((8, 12), (13, 17))
    ]


@tagged("post_install", "-at_install")
class TestSlaRules(BaseCase):
    def read_clock(self, events, hours, now, spans=None):
        spans = office_hours(21) if spans is None else spans
        triples = [(kind, moment, "office") for kind, moment in events]
        return rules.replay(triples, {"office": spans}, hours * HOUR, now)

    def test_doctests(self):
        result = doctest.testmod(rules)
        self.assertFalse(doctest.testmod(crm_number_rules).failed)
        self.assertGreater(result.attempted, 5)
        self.assertEqual(result.failed, 0)

    def test_lunch_break_does_not_count(self):
        clock = self.read_clock([("start", at(0, 11))], 2, at(0, 13, 30))
        self.assertEqual(clock.deadline, at(0, 14))
        self.assertEqual(clock.used, 1.5 * HOUR)
        self.assertEqual(clock.left, 0.5 * HOUR)
        self.assertFalse(clock.is_breached)

    def test_weekend_does_not_count(self):
        clock = self.read_clock([("start", at(4, 16))], 2, at(5, 20))
        self.assertEqual(clock.deadline, at(7, 9))
        self.assertEqual(clock.used, HOUR)

    def test_start_outside_working_hours(self):
        clock = self.read_clock([("start", at(5, 3))], 1, at(5, 4))
        self.assertEqual(clock.deadline, at(7, 9))
        self.assertEqual(clock.used, 0)

    def test_holiday_does_not_count(self):
        spans = office_hours(21, free={1})
        clock = self.read_clock([("start", at(0, 16))], 2, at(2, 8), spans)
        self.assertEqual(clock.deadline, at(2, 9))

    def test_around_the_clock(self):
        spans = [(at(0, 0), at(21, 0))]
        clock = self.read_clock([("start", at(5, 22))], 4, at(6, 1), spans)
        self.assertEqual(clock.deadline, at(6, 2))
        self.assertEqual(clock.left, HOUR)

    def test_pause_keeps_used_time(self):
        events = [("start", at(0, 8)), ("pause", at(0, 10))]
        paused = self.read_clock(events, 4, at(1, 17))
        self.assertEqual(paused.state, "paused")
        self.assertIsNone(paused.deadline)
        self.assertEqual(paused.left, 2 * HOUR)
        running = self.read_clock([*events, ("resume", at(2, 11))], 4, at(2, 12))
        self.assertEqual(running.deadline, at(2, 14))
        self.assertEqual(running.used, 3 * HOUR)

    def test_pause_after_the_deadline_stays_breached(self):
        events = [("start", at(0, 8)), ("pause", at(0, 11))]
        clock = self.read_clock(events, 2, at(3, 8))
        self.assertTrue(clock.is_breached)
        self.assertEqual(clock.deadline, at(0, 10))

    def test_met_stops_the_clock(self):
        events = [("start", at(0, 8)), ("met", at(0, 9))]
        clock = self.read_clock(events, 2, at(10, 8))
        self.assertEqual(clock.state, "met")
        self.assertEqual(clock.used, HOUR)
        self.assertFalse(clock.is_breached)

    def test_reopening_continues(self):
        events = [("start", at(0, 8)), ("met", at(0, 10)), ("reopen", at(2, 8))]
        clock = self.read_clock(events, 4, at(2, 9))
        self.assertEqual(clock.state, "running")
        self.assertEqual(clock.used, 3 * HOUR)
        self.assertEqual(clock.deadline, at(2, 10))

    def test_cancelled_is_neither_met_nor_breached(self):
        events = [("start", at(0, 8)), ("cancel", at(0, 9))]
        clock = self.read_clock(events, 2, at(10, 8))
        self.assertEqual(clock.state, "cancelled")
        self.assertFalse(clock.is_breached)

    def test_notes_in_the_log_change_nothing(self):
        plain = [("start", at(0, 8)), ("pause", at(0, 10)), ("resume", at(1, 8))]
        noted = [*plain[:1], ("warning", at(0, 9)), *plain[1:], ("breach", at(1, 9))]
        self.assertEqual(
            self.read_clock(noted, 3, at(1, 10)), self.read_clock(plain, 3, at(1, 10))
        )

    def test_used_time_stays_when_more_or_less_is_granted(self):
        events = [("start", at(0, 8)), ("change", at(0, 10))]
        more = self.read_clock(events, 8, at(0, 10))
        self.assertEqual((more.used, more.deadline), (2 * HOUR, at(0, 17)))
        less = self.read_clock(events, 1, at(0, 10))
        self.assertTrue(less.is_breached)
        self.assertEqual(less.deadline, at(0, 9))

    def test_breach_stays_a_breach_when_more_is_granted(self):
        events = [("start", at(0, 8)), ("breach", at(0, 10)), ("change", at(0, 11))]
        self.assertTrue(self.read_clock(events, 8, at(0, 11)).is_breached)

    def test_past_time_counts_in_its_own_calendar(self):
        """15 to 17 in the office; from 20 h on around the clock."""
        office, always = office_hours(21), [(at(0, 0), at(21, 0))]
        events = [
            ("start", at(0, 15), "office"),
            ("change", at(0, 20), "always"),
        ]
        spans = {"office": office, "always": always}
        clock = rules.replay(events, spans, 4 * HOUR, at(0, 21))
        self.assertEqual(clock.used, 3 * HOUR)
        self.assertEqual(clock.deadline, at(0, 22))

    def test_pauses_add_up(self):
        events = [
            ("start", at(0, 8), "office"),
            ("pause", at(0, 9), "office"),
            ("resume", at(0, 11), "office"),
            ("pause", at(0, 16), "office"),
        ]
        spans = {"office": office_hours(21)}
        self.assertEqual(rules.paused_seconds(events, spans, at(0, 18)), 3 * HOUR)
        self.assertEqual(rules.paused_seconds(events[:1], spans, at(0, 18)), 0)

    def test_next_start_of_work(self):
        spans = office_hours(21)
        self.assertEqual(rules.next_start(spans, at(0, 9)), at(0, 9))
        self.assertEqual(rules.next_start(spans, at(0, 12)), at(0, 13))
        self.assertEqual(rules.next_start(spans, at(4, 20)), at(7, 8))
        self.assertIsNone(rules.next_start(spans, at(30, 8)))

    def test_badge_shows_the_most_urgent(self):
        running, late = ("running", False, False), ("running", True, True)
        paused, met = ("paused", False, False), ("met", False, False)
        self.assertEqual(rules.badge_state([running, late, paused]), "breached")
        self.assertEqual(rules.badge_state([running, paused]), "running")
        self.assertEqual(rules.badge_state([paused, met]), "paused")
        self.assertEqual(rules.badge_state([met, met]), "met")
        self.assertEqual(rules.badge_state([met, ("met", True, True)]), "missed")
        self.assertEqual(rules.badge_state([("cancelled", False, False)]), "cancelled")
        self.assertEqual(rules.badge_state([]), "none")
