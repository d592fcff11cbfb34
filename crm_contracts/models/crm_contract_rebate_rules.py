# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arithmetic of rebates and penalties, without the ORM."""

from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "year": 12}


def period_start(day, period):
    """First day of the calendar month, quarter or year of a day.

    >>> period_start(date(2026, 5, 20), "quarter")
    datetime.date(2026, 4, 1)
    """
    months = MONTHS[period]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def next_period(start, period):
    """First day of the period after the one that starts on `start`.

    >>> next_period(date(2026, 10, 1), "quarter")
    datetime.date(2027, 1, 1)
    """
    month = start.month - 1 + MONTHS[period]
    return date(start.year + month // 12, month % 12 + 1, 1)


def periods(first, today, period):
    """(first day, last day) of every period that ended before today.

    >>> periods(date(2026, 2, 10), date(2026, 4, 1), "month")[-1]
    (datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))
    """
    start, found = period_start(first, period), []
    while (after := next_period(start, period)) <= today:
        found.append((start, after - timedelta(days=1)))
        start = after
    return found


def rebate(base, tiers, by_slice):
    """Rebate on a base; tiers are (from, percent), each percent of the base's amount.

    By slice each percent counts for what lies above its threshold, otherwise the
    highest tier that was reached counts for everything.

    >>> rebate(1500, [(0, 1), (1000, 3)], False)
    45.0
    >>> rebate(1500, [(0, 1), (1000, 3)], True)
    25.0
    """
    reached = sorted(tier for tier in tiers if tier[0] <= base)
    if base <= 0 or not reached:
        return 0.0
    if not by_slice:
        return base * reached[-1][1] / 100
    total, upper = 0.0, base
    for threshold, percent in reversed(reached):
        total += (upper - threshold) * percent / 100
        upper = threshold
    return total


def late_base(parts):
    """(base, days) of a penalty on amounts that were late by days of their own.

    parts: (amount, days late), negative for money that went back. The days are the
    most; on the base they make what the parts make one by one.

    >>> late_base([(1500, 0), (500, 42)])
    (500.0, 42)
    >>> late_base([(1000, 10), (1000, 20)])
    (1500.0, 20)
    >>> late_base([(2000, 10), (0, 42)])
    (2000.0, 10)
    >>> late_base([(2000, 0)])
    (0.0, 0)
    """
    days = max((late for amount, late in parts if amount), default=0)
    if days <= 0:
        return 0.0, 0
    return sum(amount * max(late, 0) for amount, late in parts) / days, days


def penalty(base, percent_per_day, days, cap_percent):
    """Penalty of so many percent per day, at most a share of the base.

    >>> penalty(58000, 0.05, 10, 5)
    290.0
    >>> penalty(58000, 0.05, 400, 5)
    2900.0
    """
    amount = base * percent_per_day / 100 * max(days, 0)
    return min(amount, base * cap_percent / 100) if cap_percent else amount
