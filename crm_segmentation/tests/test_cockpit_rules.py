# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest
from datetime import date

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models import crm_cockpit_rules as rules
from odoo.addons.crm_segmentation.models.crm_cockpit_rules import Amount


def month(year, number):
    return date(year, number, 1)


@tagged("post_install", "-at_install")
class TestCockpitRules(BaseCase):
    """Periods, comparisons and expectation, by hand."""

    def test_examples_of_the_documentation(self):
        result = doctest.testmod(rules)
        self.assertGreater(result.attempted, 0)
        self.assertEqual(result.failed, 0)

    def test_periods_of_a_day_by_hand(self):
        """On 15 February 2026, in the first quarter."""
        table = {
            "month": ((2026, 2), (2026, 2), 1, True),
            "quarter": ((2026, 1), (2026, 2), 3, True),
            "year": ((2026, 1), (2026, 2), 12, True),
            "months12": ((2025, 2), (2026, 1), 12, False),
            "last_month": ((2026, 1), (2026, 1), 1, False),
            "last_quarter": ((2025, 10), (2025, 12), 3, False),
            "last_year": ((2025, 1), (2025, 12), 12, False),
            "nonsense": ((2025, 2), (2026, 1), 12, False),
        }
        for key, (first, last, step, is_running) in table.items():
            with self.subTest(key=key):
                wanted = rules.Period(month(*first), month(*last), step, is_running)
                self.assertEqual(rules.period_of(key, date(2026, 2, 15)), wanted)

    def test_running_period_is_compared_up_to_the_same_day(self):
        """April and half of May beside January and half of February."""
        sold = {
            month(2026, 1): Amount(10, 1),
            month(2026, 2): Amount(20, 5),
            month(2026, 3): Amount(40, 4),
            month(2026, 4): Amount(80, 8),
            month(2026, 5): Amount(16, 16),
        }
        period = rules.period_of("quarter", date(2026, 5, 12))
        self.assertEqual(rules.flow(sold, period), 96)
        self.assertEqual(rules.flow(sold, period, period.step), 15)
        self.assertEqual(rules.flow(sold, period, 12), 0)

    def test_ended_period_is_compared_as_a_whole(self):
        sold = {month(2026, 3): Amount(40, 4), month(2026, 4): Amount(80, 8)}
        period = rules.period_of("last_month", date(2026, 5, 12))
        self.assertEqual(rules.flow(sold, period), 80)
        self.assertEqual(rules.flow(sold, period, period.step), 40)

    def test_expectation_spreads_the_last_year_by_the_season(self):
        """Two years: 10 a month but 130 in December; the second sells twice that.

        December is 130 of 240 in both years; the last year sold 480.
        """
        sold = {}
        for year, factor in ((2024, 1), (2025, 2)):
            for number in range(1, 13):
                amount = (130 if number == 12 else 10) * factor
                sold[month(year, number)] = Amount(amount, amount)
        months = [month(2026, number) for number in range(1, 13)]
        self.assertEqual(rules.expected(sold, months), [20.0] * 11 + [260.0])
        wanted = [100.0] * 11 + [1300.0]
        self.assertEqual(rules.targets(sold, months, 2400), wanted)

    def test_expectation_needs_a_whole_year(self):
        sold = {month(2026, number): Amount(10, 10) for number in range(1, 6)}
        self.assertEqual(rules.expected(sold, [month(2026, 6)]), [None])
        self.assertEqual(rules.targets(sold, [month(2026, 6)], 1200), [None])

    def test_what_happened_later_changes_no_expectation(self):
        before = {month(2025, n): Amount(10, 10) for n in range(1, 13)}
        after = {**before, month(2026, 1): Amount(5000, 5000)}
        months = [month(2026, 1), month(2026, 2)]
        self.assertEqual(rules.expected(after, months), rules.expected(before, months))
