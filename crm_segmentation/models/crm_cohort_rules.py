# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who began together and still buys, who stayed and came back, without the ORM."""

from datetime import date
from typing import NamedTuple

MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Cell(NamedTuple):
    """A cohort in one period.

    buyers, amount: who bought, and the turnover
    retention: buyers divided by the size of the cohort
    amount_share: turnover divided by that of the cohort's first period, 0 without any
    running: the period is not over yet, so the cell is no part of an average
    """

    start: date
    buyers: int
    amount: float
    retention: float
    amount_share: float
    running: bool


class Cohort(NamedTuple):
    """start: first day of the period of the first order; cells: from age 0 on."""

    start: date
    size: int
    amount: float
    cells: list


class Retention(NamedTuple):
    """One period (S-554, S-555).

    before: customers who bought in the period before
    kept: of these, who bought again; new: whose first order is in the period
    back: who bought earlier, but not in the period before
    amount_kept, amount_new, amount_back: their turnover in the period
    """

    before: int
    kept: int
    new: int
    back: int
    amount_kept: float
    amount_new: float
    amount_back: float

    @property
    def rate(self):
        """Customers of the previous period still buying, of all of them."""
        return self.kept / self.before if self.before else 0.0


def period_number(day, kind):
    """Periods counted from year 0, so that their difference is an age.

    >>> period_number(date(2026, 1, 31), "month") - period_number(
    ...     date(2025, 12, 1), "month")
    1
    >>> [period_number(date(2026, m, 1), "quarter") - 8104 for m in (1, 3, 4, 12)]
    [0, 0, 1, 3]
    >>> period_number(date(2026, 6, 15), "year")
    2026
    """
    return (day.year * 12 + day.month - 1) // MONTHS[kind]


def period_start(number, kind):
    """First day of a period.

    >>> period_start(8105, "quarter"), period_start(2026, "year")
    (datetime.date(2026, 4, 1), datetime.date(2026, 1, 1))
    """
    months = number * MONTHS[kind]
    return date(months // 12, months % 12 + 1, 1)


def matrix(found, kind, today):
    """The cohorts, oldest first, each with a cell for every period until today.

    found: {(day in the period of the first order, day in a period): (buyers, amount)};
    whoever is in a cohort bought in its first period, so that is its size. A period
    nobody bought in is a zero, not a hole.

    Ten began in January; four of them bought in February, none in March.

    >>> jan, feb = date(2026, 1, 1), date(2026, 2, 1)
    >>> [row] = matrix({(jan, jan): (10, 500), (jan, feb): (4, 100)}, "month",
    ...     date(2026, 3, 9))
    >>> row.size, [cell.retention for cell in row.cells]
    (10, [1.0, 0.4, 0.0])
    >>> [cell.amount_share for cell in row.cells], row.cells[2].running
    ([1.0, 0.2, 0.0], True)
    """
    numbered = {
        tuple(period_number(day, kind) for day in days): values
        for days, values in found.items()
    }
    last = period_number(today, kind)
    return [
        _cohort(numbered, first, last, kind)
        for first in sorted({first for first, _period in numbered})
        if first <= last
    ]


def averages(cohorts):
    """(retention, share of turnover, cohorts) by age: of all cohorts together.

    Weighted by size, over the cohorts that have lived through the whole period; ages
    that none has lived through are left out.

    >>> start = date(2026, 1, 1)
    >>> def row(size, *buyers):
    ...     cells = [Cell(start, n, n * 10.0, n / size, n / size, False)
    ...              for n in buyers]
    ...     return Cohort(start, size, size * 10.0, cells)
    >>> averages([row(30, 30, 15), row(10, 10, 9), row(60, 60)])
    [(1.0, 1.0, 3), (0.6, 0.6, 2)]
    """
    result = []
    for age in range(max((len(row.cells) for row in cohorts), default=0)):
        lived = [
            row
            for row in cohorts
            if len(row.cells) > age and not row.cells[age].running
        ]
        if not lived:
            continue
        size, amount = sum(row.size for row in lived), sum(row.amount for row in lived)
        buyers = sum(row.cells[age].buyers for row in lived)
        money = sum(row.cells[age].amount for row in lived)
        result.append((_part(buyers, size), _part(money, amount), len(lived)))
    return result


def retention(bought):
    """{period: Retention} from {(customer, period): turnover}; periods are numbers.

    Four bought in 1. In 2 three of them come again, one is new. In 3 nobody buys. In
    4 a customer of 1 is back.

    >>> rows = retention({("a", 1): 5, ("b", 1): 5, ("c", 1): 5, ("d", 1): 5,
    ...     ("a", 2): 1, ("b", 2): 2, ("c", 2): 3, ("e", 2): 4, ("d", 4): 9})
    >>> rows[2].before, rows[2].kept, rows[2].new, rows[2].rate, rows[2].amount_kept
    (4, 3, 1, 0.75, 6)
    >>> rows[3].before, rows[3].kept, rows[4].back, rows[4].amount_back
    (4, 0, 1, 9)
    """
    if not bought:
        return {}
    first, members = {}, {}
    for customer, period in sorted(bought, key=lambda key: key[1]):
        first.setdefault(customer, period)
        members.setdefault(period, set()).add(customer)
    result = {}
    for period in range(min(members), max(members) + 1):
        here, before = members.get(period, set()), members.get(period - 1, set())
        new = {customer for customer in here if first[customer] == period}
        groups = (here & before, new, here - before - new)
        sums = [sum(bought[customer, period] for customer in group) for group in groups]
        result[period] = Retention(len(before), *map(len, groups), *sums)
    return result


def _cohort(numbered, first, last, kind):
    size, amount = numbered.get((first, first), (0, 0))
    cells = []
    for period in range(first, last + 1):
        buyers, money = numbered.get((first, period), (0, 0))
        cells.append(
            Cell(
                period_start(period, kind),
                buyers,
                money,
                _part(buyers, size),
                _part(money, amount),
                period == last,
            )
        )
    return Cohort(period_start(first, kind), size, amount, cells)


def _part(value, whole):
    return float(value / whole) if whole > 0 else 0.0
