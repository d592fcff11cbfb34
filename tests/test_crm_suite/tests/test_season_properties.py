# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models import (
    crm_accuracy_rules,
    crm_cohort_rules,
    crm_lunar_rules,
    crm_season_rules,
)

QUIET = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
AMOUNT = st.integers(-1000, 100_000)
CELLS = st.dictionaries(
    st.tuples(st.integers(0, 2), st.integers(1, 12)), AMOUNT, min_size=1
)
DAY = st.dates(date(2020, 1, 1), date(2026, 6, 30))
ORDERS = st.lists(st.tuples(st.integers(1, 20), DAY), min_size=1, max_size=60)
SERIES = st.lists(st.integers(0, 10_000), min_size=1, max_size=60)
KIND = st.sampled_from(["month", "quarter", "year"])


@tagged("post_install", "-at_install")
class TestSeasonProperties(BaseCase):
    """What holds for every season, cohort and forecast."""

    @QUIET
    @given(CELLS, st.booleans())
    def test_indices_sum_to_twelve_hundred_percent(self, cells, skip_gaps):
        months = crm_season_rules.profile(cells, 3, skip_gaps)
        if not months:
            return
        seasons = [month.season for month in months.values()]
        self.assertAlmostEqual(sum(season.index for season in seasons), 12, 6)
        self.assertAlmostEqual(sum(season.share for season in seasons), 1, 6)
        self.assertGreaterEqual(min(season.index for season in seasons), 0)

    @QUIET
    @given(CELLS, st.booleans(), st.integers(2, 1000))
    def test_currency_does_not_matter(self, cells, skip_gaps, rate):
        months = crm_season_rules.profile(cells, 3, skip_gaps)
        other = {key: amount * rate for key, amount in cells.items()}
        for month, row in crm_season_rules.profile(other, 3, skip_gaps).items():
            self.assertAlmostEqual(row.season.index, months[month].season.index, 6)

    @QUIET
    @given(CELLS, st.integers(0, 10**9))
    def test_monthly_targets_add_up_to_the_year(self, cells, target):
        months = crm_season_rules.profile(cells, 3)
        shares = [month.season.share for month in months.values()]
        if shares:
            spread = crm_season_rules.spread(target, shares)
            self.assertAlmostEqual(sum(spread), target, 2)

    @QUIET
    @given(st.integers(2020, 2099), st.integers(2020, 2099), st.integers(0, 45))
    def test_every_day_keeps_its_sales_once(self, year, target, reach):
        moves = crm_lunar_rules.moves_of(year, target, reach)
        days = [date(year, 1, 1) + timedelta(days=n) for n in range(-100, 200)]
        moved = [crm_lunar_rules.moved(day, moves) for day in days]
        self.assertEqual(sorted(moved), days)

    @QUIET
    @given(ORDERS, KIND)
    def test_a_cohort_begins_with_all_its_members(self, orders, kind):
        first = {}
        for customer, day in sorted(orders, key=lambda order: order[1]):
            first.setdefault(customer, day)
        bought = {}
        for customer, day in orders:
            start = crm_cohort_rules.period_number(first[customer], kind)
            key = (start, crm_cohort_rules.period_number(day, kind))
            bought.setdefault(key, set()).add(customer)
        found = {
            tuple(crm_cohort_rules.period_start(n, kind) for n in key): (len(who), 1)
            for key, who in bought.items()
        }
        rows = crm_cohort_rules.matrix(found, kind, date(2026, 6, 30))
        self.assertEqual(sum(row.size for row in rows), len(first))
        for row in rows:
            self.assertEqual(row.cells[0].retention, 1)
            self.assertTrue(all(0 <= cell.retention <= 1 for cell in row.cells))

    @QUIET
    @given(ORDERS, st.randoms())
    def test_retention_counts_everybody_once(self, orders, random):
        bought = {}
        for customer, day in orders:
            key = (customer, crm_cohort_rules.period_number(day, "month"))
            bought[key] = bought.get(key, 0) + 1
        rows = crm_cohort_rules.retention(bought)
        for period, row in rows.items():
            buyers = {who for who, when in bought if when == period}
            self.assertEqual(row.kept + row.new + row.back, len(buyers))
            self.assertLessEqual(row.kept, row.before)
        total = sum(r.amount_kept + r.amount_new + r.amount_back for r in rows.values())
        self.assertEqual(total, len(orders))
        shuffled = list(bought.items())
        random.shuffle(shuffled)
        self.assertEqual(crm_cohort_rules.retention(dict(shuffled)), rows)

    @QUIET
    @given(SERIES, st.integers(1, 12), st.sampled_from(["mape", "mse"]))
    def test_the_chosen_way_has_the_smallest_error(self, series, tests, measure):
        tested = crm_accuracy_rules.backtest(series, tests)
        name = crm_accuracy_rules.best(tested, measure)
        known = {one.name: one.accuracy for one in tested if one.accuracy}
        if not known:
            self.assertIsNone(name)
            return
        if any(found.mape is None for found in known.values()):
            measure = "mse"
        smallest = min(getattr(found, measure) for found in known.values())
        chosen = getattr(known[name], measure)
        self.assertAlmostEqual(chosen, smallest, delta=1e-8 + smallest * 1e-9)
        forecast = crm_accuracy_rules.forecast(name, series, 12)
        self.assertTrue(len(forecast) == 12 and min(forecast) >= 0)
