# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How far a goal is, without the ORM."""

from datetime import timedelta

from .crm_period_rules import add_months

MONTHS = 12


def year_until(day):
    """First day of the twelve months that end on a day.

    >>> from datetime import date
    >>> year_until(date(2026, 6, 30)), year_until(date(2026, 6, 14))
    (datetime.date(2025, 7, 1), datetime.date(2025, 6, 15))
    """
    return add_months(day, -MONTHS) + timedelta(days=1)


def progress(before, now, target):
    """Part of the way from the figure before to the target; 1 and more: reached.

    A target below the figure before is reached by falling.

    >>> progress(100, 130, 150), progress(20, 15, 10), progress(100, 80, 150)
    (0.6, 0.5, -0.4)
    >>> progress(100, 100, 100), progress(100, 99, 100)
    (1.0, 0.0)
    """
    if target == before:
        return 1.0 if now >= target else 0.0
    return (now - before) / (target - before)


def progress_above(before, now, target):
    """The same of a target that is to be held or passed, never undercut.

    >>> progress_above(40, 45, 50), progress_above(80, 60, 50)
    (0.5, 1.0)
    >>> progress_above(80, 40, 50)
    0.8
    """
    if now >= target:
        return 1.0
    return now / target if before >= target else progress(before, now, target)


def is_behind(part, days_gone, days_all):
    """Whether less of the way is done than of the time.

    >>> is_behind(0.5, 30, 100), is_behind(0.2, 30, 100), is_behind(0.2, 5, 0)
    (False, True, True)
    """
    if part >= 1:
        return False
    return days_all <= 0 or part < min(days_gone / days_all, 1)
