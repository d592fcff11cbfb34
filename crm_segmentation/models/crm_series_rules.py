# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Ways to continue a monthly series, without the ORM (S-542).

Each function takes the months so far, oldest first, and how many are wanted; it raises
TooShort when the history does not carry it. Nothing is ever foretold below zero.
"""

from datetime import date

import numpy as np

YEAR = 12


class TooShort(Exception):
    """wanted: so many months are needed."""

    def __init__(self, wanted):
        super().__init__(wanted)
        self.wanted = wanted


def series_of(rows, end, most):
    """(first month, turnover by month) of the last `most` months before `end`.

    rows: (first day of a month, any number, turnover); a month without a row between
    the first one and the end is a zero.

    >>> rows = [(date(2025, 11, 1), 11, 5), (date(2026, 1, 1), 1, 7),
    ...     (date(2026, 1, 1), 2, 1), (date(2026, 2, 1), 2, 9)]
    >>> series_of(rows, date(2026, 2, 1), 24)
    (datetime.date(2025, 11, 1), [5, 0, 8])
    """
    last = end.year * YEAR + end.month - 1
    sums = {}
    for month, _place, amount in rows:
        number = month.year * YEAR + month.month - 1
        if last - most <= number < last:
            sums[number] = sums.get(number, 0) + amount
    first = min(sums, default=last)
    start = date(first // YEAR, first % YEAR + 1, 1)
    return start, [sums.get(number, 0) for number in range(first, last)]


def last_month(series, count):
    """The baseline: it stays as it was.

    >>> last_month([3, 5], 2)
    [5.0, 5.0]
    """
    _need(series, 1)
    return _clean([series[-1]] * count)


def comparison(series, count):
    """The same month of the year before.

    >>> comparison(list(range(1, 13)), 2)
    [1.0, 2.0]
    """
    _need(series, YEAR)
    return _clean([series[len(series) - YEAR + n % YEAR] for n in range(count)])


def parallel(series, count):
    """Last year's curve, moved by how much this year is above the one before.

    >>> parallel([10] * 12 + [15] * 12, 1)
    [22.5]
    """
    _need(series, 2 * YEAR)
    before = sum(series[-2 * YEAR : -YEAR])
    growth = sum(series[-YEAR:]) / before if before > 0 else 1.0
    return _clean(
        [
            value * growth ** (1 + n // YEAR)
            for n, value in enumerate(comparison(series, count))
        ]
    )


def moving_average(series, count, window=3):
    """The average of the last months, each forecast taken as the next month.

    >>> moving_average([1, 30, 20, 10], 2)
    [20.0, 16.666667]
    """
    _need(series, window)
    months = [float(value) for value in series]
    for _n in range(count):
        months.append(sum(months[-window:]) / window)
    return _clean(months[len(series) :])


def trend(series, count):
    """The straight line of least squares.

    >>> trend([10, 12, 14, 16, 18, 20], 2)
    [22.0, 24.0]
    """
    return _polynomial(series, count, 1, 6)


def curve(series, count):
    """The parabola of least squares.

    >>> curve([1, 4, 9, 16, 25, 36, 49, 64, 81], 2)
    [100.0, 121.0]
    """
    return _polynomial(series, count, 2, 9)


def growth(series, count):
    """The curve of constant growth: a line through the logarithms.

    A month without turnover has none, so then this is no way.

    >>> growth([1, 2, 4, 8, 16, 32], 2)
    [64.0, 128.0]
    """
    _need(series, 6)
    if min(series) <= 0:
        raise TooShort(0)
    line = np.polyfit(np.arange(len(series)), np.log(series), 1)
    ahead = np.arange(len(series), len(series) + count)
    # a curve that would leave the range of numbers is no forecast
    return _clean(np.exp(np.minimum(np.polyval(line, ahead), 300)))


def seasonal(series, count):
    """Trend of the months without their season, times the season.

    The season is that of ``season_of``. A month that never sold is expected to sell
    nothing.

    >>> seasonal([5, 15] * 12, 4)
    [5.0, 15.0, 5.0, 15.0]
    """
    _need(series, 2 * YEAR)
    index = season_of(series)
    places = [n for n in range(len(series)) if index[n % YEAR] > 0]
    if not places:
        return [0.0] * count
    levels = [series[n] / index[n % YEAR] for n in places]
    line = np.polyfit(places, levels, 1 if len(places) > 1 else 0)
    ahead = range(len(series), len(series) + count)
    return _clean([np.polyval(line, n) * index[n % YEAR] for n in ahead])


def season_of(series):
    """Index of each place in the year: ratio to the moving average of twelve months.

    Unlike the plain index (crm_season_rules) it is not bent by growth. Half of the
    first and of the thirteenth month count, so that the average lies on its month; the
    twelve sum to 12, or are all zero.

    >>> [round(float(index), 3) for index in season_of([5, 15] * 12)[:3]]
    [0.5, 1.5, 0.5]
    """
    months = np.asarray(series, dtype=float)
    weights = np.full(YEAR + 1, 1 / YEAR)
    weights[0] = weights[-1] = 0.5 / YEAR
    average = np.convolve(months, weights, mode="valid")
    ratios = [[] for _place in range(YEAR)]
    for n, level in enumerate(average, start=YEAR // 2):
        if level > 0:
            ratios[n % YEAR].append(months[n] / level)
    index = np.array([sum(found) / len(found) if found else 0.0 for found in ratios])
    return index * (YEAR / index.sum()) if index.sum() > 0 else index


# In the order of simplicity: of equally good ways the first one is taken.
METHODS = {
    "last_month": last_month,
    "comparison": comparison,
    "moving": moving_average,
    "parallel": parallel,
    "trend": trend,
    "seasonal": seasonal,
    "growth": growth,
    "curve": curve,
}


def _polynomial(series, count, degree, wanted):
    _need(series, wanted)
    line = np.polyfit(np.arange(len(series)), series, degree)
    return _clean(np.polyval(line, np.arange(len(series), len(series) + count)))


def _need(series, wanted):
    if len(series) < wanted:
        raise TooShort(wanted)


def _clean(values):
    return [round(max(float(value), 0.0), 6) for value in values]
