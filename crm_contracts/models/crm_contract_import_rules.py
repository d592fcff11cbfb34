# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Days and amounts of recurring contracts of another add-on, without the ORM."""

from collections import defaultdict
from datetime import timedelta

from dateutil.relativedelta import relativedelta

# {rule of recurrence: length of a period}
PERIODS = {
    "daily": {"days": 1},
    "weekly": {"weeks": 1},
    "monthly": {"months": 1},
    "monthlylastday": {"months": 1},
    "quarterly": {"months": 3},
    "semesterly": {"months": 6},
    "yearly": {"years": 1},
}
# a line with more invoices than this (a year of days) was forgotten, not running
MOST_INVOICES = 400


def invoice_days(first, recurrence, until, end=None):
    """Days of the invoices from the next one on, before `until`.

    recurrence: (rule, every so many periods, whether invoiced after the period)
    end: last day of the contract; the last invoice in arrears is made a day after it,
        with the rule "last day of the month" on it
    At most one day more than MOST_INVOICES.

    >>> from datetime import date
    >>> days = invoice_days(
    ...     date(2026, 1, 31), ("monthly", 1, False), date(2026, 5, 1)
    ... )
    >>> [str(day) for day in days]
    ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']
    >>> arrears = ("quarterly", 1, True)
    >>> days = invoice_days(
    ...     date(2026, 4, 1), arrears, date(2027, 1, 1), date(2026, 8, 31)
    ... )
    >>> [str(day) for day in days]
    ['2026-04-01', '2026-07-01', '2026-09-01']
    """
    rule, every, arrears = recurrence
    if end and arrears and rule != "monthlylastday":
        end += timedelta(days=1)
    days = []
    for number in range(MOST_INVOICES + 1):
        day = _day_of(first, rule, every * number, arrears)
        if end and arrears:
            day = min(day, end)
        if day >= until or (end and day > end) or (days and day == days[-1]):
            break
        days.append(day)
    return days


def _day_of(first, rule, number, arrears):
    step = {unit: size * number for unit, size in PERIODS[rule].items()}
    if rule == "monthlylastday" and number:
        step["day"] = 31 if arrears else 1
    return first + relativedelta(**step)


def plan_amounts(total, lines, digits):
    """[(day, amount)] of a plan that adds up to the contract to the cent.

    total: of the contract, with taxes; lines: [(total of the line, its days)]

    >>> plan_amounts(100.0, [(100.0, [1, 2, 3])], 2)
    [(1, 33.33), (2, 33.33), (3, 33.34)]
    >>> plan_amounts(150.0, [(100.0, [1, 2]), (50.0, [2])], 2)
    [(1, 50.0), (2, 100.0)]
    """
    weights = defaultdict(float)
    for amount, days in lines:
        for day in days:
            weights[day] += amount / len(days)
    amounts = {day: round(weights[day], digits) for day in sorted(weights)}
    if amounts:
        last = max(amounts)
        amounts[last] = round(total - sum(amounts.values()) + amounts[last], digits)
    return [(day, amount) for day, amount in amounts.items() if amount]
