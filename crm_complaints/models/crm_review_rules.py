# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arithmetic of the management review, without the ORM."""

from datetime import timedelta


def pareto(counts):
    """Rows (name, count, share, cumulative share) in percent, the largest first.

    counts: list of (name, count)

    >>> pareto([("late", 1), ("broken", 3)])
    [('broken', 3, 75.0, 75.0), ('late', 1, 25.0, 100.0)]
    >>> pareto([])
    []
    """
    total = sum(count for _name, count in counts)
    rows, running = [], 0
    for name, count in sorted(counts, key=lambda row: (-row[1], row[0])):
        running += count
        share, cumulative = 100 * count / total, 100 * running / total
        rows.append((name, count, round(share, 1), round(cumulative, 1)))
    return rows


def period_before(first, last):
    """The period of the same length that ends the day before `first`.

    >>> from datetime import date
    >>> period_before(date(2026, 3, 1), date(2026, 3, 31))
    (datetime.date(2026, 1, 29), datetime.date(2026, 2, 28))
    """
    end = first - timedelta(days=1)
    return end - (last - first), end


def change(now, before):
    """Difference in percent of the earlier value; None when there was none.

    >>> change(3, 2)
    50.0
    >>> change(3, 0) is None
    True
    """
    return round(100 * (now - before) / before, 1) if before else None
