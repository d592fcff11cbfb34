# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Periods, comparisons and the expectation of the cockpit, without the ORM.

A series is {first day of a month: Amount}.
"""

from datetime import date
from typing import NamedTuple

from .crm_season_rules import MONTHS, season, whole_years

DEFAULT_PERIOD = "months12"


class Amount(NamedTuple):
    """What a month has: all of it, and what it had on the same day of the month."""

    total: float
    to_day: float


class Period(NamedTuple):
    """Whole months from `first` to `last` (their first days).

    step: months back to the period before; is_running: the last month is this one
    """

    first: date
    last: date
    step: int
    is_running: bool

    @property
    def months(self):
        count = months_between(self.first, self.last) + 1
        return tuple(add_months(self.first, number) for number in range(count))

    @property
    def until(self):
        """Last day of the last month."""
        return date.fromordinal(add_months(self.last, 1).toordinal() - 1)


def add_months(day, count):
    """First day of the month so many months later.

    >>> add_months(date(2026, 11, 5), 2), add_months(date(2026, 1, 1), -1)
    (datetime.date(2027, 1, 1), datetime.date(2025, 12, 1))
    """
    number = day.year * MONTHS + day.month - 1 + count
    return date(number // MONTHS, number % MONTHS + 1, 1)


def months_between(first, last):
    return (last.year - first.year) * MONTHS + last.month - first.month


def period_of(key, today):
    """The period that a key of the filter means on a day; unknown keys the default.

    >>> period_of("quarter", date(2026, 11, 28)).months
    (datetime.date(2026, 10, 1), datetime.date(2026, 11, 1))
    >>> period_of("last_quarter", date(2026, 2, 3))[:3]
    (datetime.date(2025, 10, 1), datetime.date(2025, 12, 1), 3)
    >>> period_of("months12", date(2026, 6, 15))[:2]
    (datetime.date(2025, 6, 1), datetime.date(2026, 5, 1))
    """
    month = add_months(today, 0)
    quarter = add_months(month, -((month.month - 1) % 3))
    year = date(today.year, 1, 1)
    periods = {
        "month": Period(month, month, 1, True),
        "quarter": Period(quarter, month, 3, True),
        "year": Period(year, month, MONTHS, True),
        "months12": _ended(add_months(month, -MONTHS), MONTHS),
        "last_month": _ended(add_months(month, -1), 1),
        "last_quarter": _ended(add_months(quarter, -3), 3),
        "last_year": _ended(add_months(year, -MONTHS), MONTHS),
    }
    return periods.get(key) or periods[DEFAULT_PERIOD]


def _ended(first, count):
    return Period(first, add_months(first, count - 1), count, False)


def flow(series, period, back=0):
    """Sum of a series over the period, or over the period so many months before.

    A running period is compared like with like: the last month of the earlier one
    counts up to the same day only.

    >>> june, july = date(2026, 6, 1), date(2026, 7, 1)
    >>> sold = {june: Amount(100, 40), july: Amount(60, 60)}
    >>> period = period_of("month", date(2026, 7, 12))
    >>> flow(sold, period), flow(sold, period, 1)
    (60, 40)
    """
    months = [add_months(month, -back) for month in period.months]
    found = [series[month] for month in months if month in series]
    total = sum(amount.total for amount in found)
    last = series.get(months[-1])
    if back and period.is_running and last:
        total -= last.total - last.to_day
    return total


def state(series, month):
    """What a state was at the end of a month, None when it was not recorded."""
    amount = series.get(month)
    return None if amount is None else amount.total


def change(now, before):
    """Relative change, None when there is nothing to compare with.

    >>> change(120, 100), change(-50, -100), change(5, 0), change(5, None)
    (0.2, 0.5, None, None)
    """
    if not before or now is None:
        return None
    return round((now - before) / abs(before), 6)


def points(series, months):
    return [series[month].total if month in series else 0 for month in months]


def expected(series, months):
    """What the months should bring by what was sold before the first of them.

    The season of the last whole years (three at most) spreads what the last twelve
    months brought, so the sum of a year equals that of the year before. Nothing that
    happened in the months themselves is used, so the past is judged fairly. Returns a
    list of None without a whole year of history, or when it sold nothing.

    >>> year = {add_months(date(2025, 1, 1), n): Amount(10 + 10 * (n == 0), 0)
    ...         for n in range(12)}
    >>> expected(year, [date(2026, 1, 1), date(2026, 2, 1)])
    [20.0, 10.0]
    >>> expected({}, [date(2026, 1, 1)])
    [None]
    """
    seasonal = season_before(series, months[0])
    if not seasonal:
        return [None] * len(months)
    start = months[0]
    year = sum(points(series, [add_months(start, -n) for n in range(1, MONTHS + 1)]))
    return [round(seasonal[month.month].share * year, 6) for month in months]


def season_before(series, start):
    """Seasonal index of the whole years that end with the month before `start`."""
    earlier = [month for month in series if month < start and series[month].total]
    if not earlier:
        return {}
    years = whole_years(months_between(min(earlier), start))
    sums = {}
    for number in range(1, years * MONTHS + 1):
        month = add_months(start, -number)
        amount = series.get(month)
        sums[month.month] = sums.get(month.month, 0) + (amount.total if amount else 0)
    return season(sums, years)


def targets(series, months, annual_target):
    """The yearly target spread over the months by the season, None without one."""
    seasonal = season_before(series, months[0])
    if not annual_target or not seasonal:
        return [None] * len(months)
    return [round(seasonal[month.month].target(annual_target), 6) for month in months]


def conversion(entered, moved, days):
    """(share that moved on, average days until then) of those who entered a stage.

    >>> conversion(10, 4, 60), conversion(3, 0, 0), conversion(0, 0, 0)
    ((0.4, 15.0), (0.0, None), (None, None))
    """
    share = moved / entered if entered else None
    return share, (days / moved if moved else None)
