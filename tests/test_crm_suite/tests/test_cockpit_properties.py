# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models import crm_cockpit_rules as rules
from odoo.addons.crm_segmentation.models.crm_cockpit_rules import Amount

QUIET = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
PERIODS = (
    "month",
    "quarter",
    "year",
    "months12",
    "last_month",
    "last_quarter",
    "last_year",
)
DAYS = st.dates(date(2010, 1, 1), date(2040, 12, 31))
START = date(2026, 1, 1)
HISTORIES = st.lists(st.integers(0, 10**6), min_size=1, max_size=48).map(
    lambda amounts: {
        rules.add_months(START, -number): Amount(amount, amount // 2)
        for number, amount in enumerate(amounts, start=1)
    }
)


@tagged("post_install", "-at_install")
class TestCockpitProperties(BaseCase):
    """What must hold whatever the day and the history."""

    @QUIET
    @given(st.sampled_from(PERIODS), DAYS)
    def test_periods_are_whole_months_up_to_today(self, key, today):
        period = rules.period_of(key, today)
        months = period.months
        self.assertLessEqual(1, len(months))
        self.assertLessEqual(len(months), 12)
        self.assertEqual((months[0], months[-1]), (period.first, period.last))
        self.assertLessEqual(period.first, today)
        self.assertEqual(period.is_running, period.until >= today)
        self.assertLessEqual(len(months), period.step)

    @QUIET
    @given(HISTORIES)
    def test_a_year_expects_what_the_year_before_brought(self, sold):
        months = [rules.add_months(START, number) for number in range(12)]
        expected = rules.expected(sold, months)
        if expected == [None] * 12:
            return
        before = sum(sold[rules.add_months(START, -n)].total for n in range(1, 13))
        self.assertAlmostEqual(sum(expected), before, delta=1e-4)

    @QUIET
    @given(HISTORIES, st.integers(1, 10**9))
    def test_targets_of_a_year_add_up_to_the_yearly_one(self, sold, target):
        months = [rules.add_months(START, number) for number in range(12)]
        targets = rules.targets(sold, months, target)
        if targets != [None] * 12:
            self.assertAlmostEqual(sum(targets), target, delta=1e-4)

    @QUIET
    @given(HISTORIES, st.sampled_from(PERIODS))
    def test_order_of_the_months_is_irrelevant(self, sold, key):
        period = rules.period_of(key, START)
        turned = dict(reversed(sold.items()))
        for back in (0, period.step, 12):
            self.assertEqual(
                rules.flow(sold, period, back), rules.flow(turned, period, back)
            )
        months = list(period.months)
        self.assertEqual(rules.expected(sold, months), rules.expected(turned, months))

    @QUIET
    @given(HISTORIES, st.sampled_from(PERIODS), st.integers(2, 50))
    def test_currency_does_not_change_a_change(self, sold, key, rate):
        period = rules.period_of(key, START)
        dear = {m: Amount(a.total * rate, a.to_day * rate) for m, a in sold.items()}
        changes = [
            rules.change(rules.flow(s, period), rules.flow(s, period, period.step))
            for s in (sold, dear)
        ]
        self.assertEqual(*changes)
