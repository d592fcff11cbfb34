# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Periods of reports and what they are compared with, without the ORM (S-541)."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12}
WEEK = 7
# 52 weeks: the same days of the week of last year
YEAR_OF_WEEKS = 364


class Window(NamedTuple):
    """Days that a report reads, and how far they lie before the period.

    kind: "now", "prev" (previous period) or "year" (last year)
    months, days: added to a day of the window they give its day of the period
    """

    kind: str
    date_from: date
    date_to: date
    months: int = 0
    days: int = 0


def add_months(day, months):
    """The same day of another month, or its last day; the last day stays the last.

    >>> add_months(date(2026, 3, 31), -1), add_months(date(2026, 2, 28), 1)
    (datetime.date(2026, 2, 28), datetime.date(2026, 3, 31))
    """
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    last = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))


def start_of(unit, day):
    """First day of the week, month, quarter or year of a day.

    >>> start_of("week", date(2026, 6, 18)), start_of("quarter", date(2026, 6, 18))
    (datetime.date(2026, 6, 15), datetime.date(2026, 4, 1))
    """
    if unit == "week":
        return day - timedelta(days=day.weekday())
    months = UNIT_MONTHS[unit]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def named_period(name, today):
    """(first day, last day) of a named period, seen from today.

    "this_x" ends today, "last_x" is whole; last_12_months ends with the last month.

    >>> named_period("this_month", date(2026, 6, 15))
    (datetime.date(2026, 6, 1), datetime.date(2026, 6, 15))
    >>> named_period("last_week", date(2026, 6, 15))
    (datetime.date(2026, 6, 8), datetime.date(2026, 6, 14))
    >>> named_period("last_12_months", date(2026, 6, 15))
    (datetime.date(2025, 6, 1), datetime.date(2026, 5, 31))
    """
    which, unit = name.split("_", 1)
    if unit == "12_months":
        end = start_of("month", today)
        return add_months(end, -12), end - timedelta(days=1)
    first = start_of(unit, today)
    if which == "this":
        return first, today
    before = first - timedelta(days=1)
    return start_of(unit, before), before


def windows(date_from, date_to, compare=("prev", "year")):
    """The period and the periods it is compared with.

    Seven days from a Monday are a week: the week before, and the same week 52 weeks
    ago. A period from the first of a month spans whole months, also one that is not
    over: as many months before, up to the same day. Any other period is compared with
    as many days before, and with the same days of last year.

    >>> june = windows(date(2026, 6, 1), date(2026, 6, 15))
    >>> [(w.kind, str(w.date_from), str(w.date_to)) for w in june[1:]]
    [('prev', '2026-05-01', '2026-05-15'), ('year', '2025-06-01', '2025-06-15')]
    >>> week = windows(date(2026, 6, 15), date(2026, 6, 21))
    >>> [(w.kind, str(w.date_from), str(w.date_to), w.days) for w in week[1:]]
    [('prev', '2026-06-08', '2026-06-14', 7), ('year', '2025-06-16', '2025-06-22', 364)]
    """
    steps = _steps(date_from, date_to)
    found = [Window("now", date_from, date_to)]
    for kind in compare:
        months, days = steps[kind]
        first, last = (
            add_months(day, -months) - timedelta(days=days)
            for day in (date_from, date_to)
        )
        found.append(Window(kind, first, last, months, days))
    return found


def _steps(date_from, date_to):
    """{kind: (months, days)} between a period and what it is compared with."""
    length = (date_to - date_from).days + 1
    if length == WEEK and date_from.weekday() == 0:
        return {"prev": (0, WEEK), "year": (0, YEAR_OF_WEEKS)}
    if date_from.day == 1:
        months = (
            (date_to.year - date_from.year) * 12 + date_to.month - date_from.month + 1
        )
        return {"prev": (months, 0), "year": (12, 0)}
    return {"prev": (0, length), "year": (12, 0)}


def growth(now, before):
    """Change against a period before, or None when there is nothing to compare.

    >>> growth(120, 100), growth(5, 0)
    (0.2, None)
    """
    return round(now / before - 1, 6) if before > 0 else None


def next_run(day, interval, month_day=0):
    """The day a schedule is due next: every day, week, month or quarter.

    month_day: the day of the month that was asked for, or the last one of a shorter
        month; 0: that of `day`

    >>> next_run(date(2026, 6, 15), "weekly")
    datetime.date(2026, 6, 22)
    >>> next_run(date(2026, 1, 29), "monthly", 29)
    datetime.date(2026, 2, 28)
    >>> next_run(date(2026, 2, 28), "monthly", 29)
    datetime.date(2026, 3, 29)
    """
    if interval in ("daily", "weekly"):
        return day + timedelta(days=1 if interval == "daily" else WEEK)
    first = add_months(day.replace(day=1), 1 if interval == "monthly" else 3)
    last = monthrange(first.year, first.month)[1]
    return first.replace(day=min(month_day or day.day, last))
