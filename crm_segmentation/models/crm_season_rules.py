# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Seasonal index and monthly targets, without the ORM (S-470 to S-477, A-01)."""

from typing import NamedTuple

MONTHS = 12
MOST_YEARS = 3


class SeasonMonth(NamedTuple):
    """One calendar month.

    average: A(m), mean turnover of the month over the years
    index: A(m) / M as a ratio, 1 is an average month; the twelve sum to 12 (1200 %)
    share: index / 12, the month's part of a year; the twelve sum to 1
    """

    average: float
    index: float
    share: float

    def target(self, annual_target):
        """The month's part of the yearly target (S-477)."""
        return self.share * annual_target


def season(sums, years):
    """Seasonal index: {month: turnover summed over the years} to {month: SeasonMonth}.

    A(m) = sum of month m / years, M = sum of A(m) / 12, index = A(m) / M (A-01).
    A month without turnover, or missing, counts as zero, and so does one that gave back
    more than it sold: its index is zero and the others rise. Returns {} when there is
    no whole year or no turnover at all, because an index of nothing would be an
    invention.

    The example of S-475: January sold 10, 12 and 14, an average month sells 10.

    >>> sums = {1: 10 + 12 + 14, **{month: (360 - 36) / 11 for month in range(2, 13)}}
    >>> january = season(sums, 3)[1]
    >>> january.average, round(january.index, 6), round(january.share, 6)
    (12.0, 1.2, 0.1)
    >>> round(january.target(1200), 6)
    120.0
    >>> [season({1: -5, 2: 30, 3: 30}, 1)[month].index for month in (1, 2)]
    [0.0, 6.0]
    """
    if years < 1:
        return {}
    return of_averages(
        {m: max(sums.get(m, 0), 0) / years for m in range(1, MONTHS + 1)}
    )


def of_averages(averages):
    """{month: A(m)} of all twelve months to {month: SeasonMonth}, steps 4 to 7."""
    mean = sum(averages.values()) / MONTHS
    if mean <= 0:
        return {}
    return {
        month: SeasonMonth(average, average / mean, average / mean / MONTHS)
        for month, average in averages.items()
    }


class ProfileMonth(NamedTuple):
    """A month of a subject's season.

    total: turnover of the years; years: how many of them count for its average
    """

    total: float
    years: int
    season: SeasonMonth


def profile(cells, years, skip_gaps=False):
    """{month: ProfileMonth} of one customer, segment or product; {} without a season.

    cells: {(year, month): turnover}, year 0 to years - 1; a month without a document
        is missing
    skip_gaps: a missing month says nothing, so it is left out of its average; else it
        is a zero

    A month that gave back more than it sold counts as zero: its share cannot be
    negative. The second January below is missing: a gap, or nothing sold.

    >>> rest = {(year, m): 10 for year in (0, 1) for m in range(2, 13)}
    >>> gaps = profile({(0, 1): 10, **rest}, 2, skip_gaps=True)
    >>> zeros = profile({(0, 1): 10, **rest}, 2)
    >>> gaps[1].season.index, gaps[1].years, round(zeros[1].season.index, 4)
    (1.0, 1, 0.5217)
    """
    if years < 1:
        return {}
    found, counted = {}, {}
    for month in range(1, MONTHS + 1):
        amounts = [
            cells[year, month] for year in range(years) if (year, month) in cells
        ]
        found[month] = sum(amounts)
        counted[month] = len(amounts) if skip_gaps else years
    months = of_averages(
        {m: max(found[m], 0) / max(counted[m], 1) for m in range(1, MONTHS + 1)}
    )
    return {m: ProfileMonth(found[m], counted[m], row) for m, row in months.items()}


def cells_of(rows, end, most=MOST_YEARS):
    """(cells of ``profile``, years) from rows (month, number it counts in, turnover).

    month: first day of the month of the document; end: first day of the first month
    that is not looked at. Whole years before it count, since the first turnover.

    >>> from datetime import date
    >>> rows = [(date(2024, 3, 1), 3, 5), (date(2025, 1, 1), 2, 7),
    ...     (date(2025, 1, 1), 1, 1), (date(2026, 1, 1), 1, 9)]
    >>> cells_of(rows, date(2026, 1, 1))
    ({(0, 2): 7, (0, 1): 1}, 1)
    """
    rows = [row for row in rows if row[0] < end]
    if not rows:
        return {}, 0
    last = _month_number(end)
    years = whole_years(
        last - min(_month_number(month) for month, *_rest in rows), most
    )
    first = last - years * MONTHS
    cells = {}
    for month, number, amount in rows:
        year = (_month_number(month) - first) // MONTHS
        if year >= 0:
            cells[year, number] = cells.get((year, number), 0) + amount
    return cells, years


def _month_number(day):
    return day.year * MONTHS + day.month - 1


def spread(target, shares, decimals=2):
    """Monthly targets of a yearly one: rounded, and still adding up to it (S-477).

    >>> spread(100, [1 / 3, 1 / 3, 1 / 3])
    [33.33, 33.34, 33.33]
    """
    result, before, running = [], 0.0, 0.0
    for share in shares:
        running += share
        until = round(running * target, decimals)
        result.append(round(until - before, decimals))
        before = until
    return result


def whole_years(months, most=MOST_YEARS):
    """Years of history that the index may use: whole ones, `most` at the utmost.

    months: number of full calendar months since the month of the first turnover.

    >>> [whole_years(months) for months in (0, 11, 12, 35, 36, 80)]
    [0, 0, 1, 2, 3, 3]
    """
    return min(most, max(months, 0) // MONTHS)
