# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How far a product task is fulfilled (S-469), without the ORM."""

from typing import NamedTuple

STATES = [
    ("upcoming", "Upcoming"),
    ("running", "On Track"),
    ("behind", "Behind"),
    ("met", "Met"),
    ("missed", "Missed"),
]


class TaskProgress(NamedTuple):
    """completion: actual / target; expected: part of the period gone by, 0 to 1."""

    completion: float
    expected: float
    state: str


def progress(target, actual, date_from, date_to, today):
    """The ``TaskProgress`` of a task from `date_from` to `date_to`, both included.

    A task is met as soon as its target is reached, missed the day after its last, and
    behind while less was bought than the part of the period that has gone by.

    30 days, on the 15th half of them are gone: 40 of 100 is behind, 50 is not.

    >>> from datetime import date
    >>> june = date(2026, 6, 1), date(2026, 6, 30)
    >>> progress(100, 40, *june, date(2026, 6, 15))
    TaskProgress(completion=0.4, expected=0.5, state='behind')
    >>> progress(100, 50, *june, date(2026, 6, 15)).state
    'running'
    >>> progress(100, 99, *june, date(2026, 7, 1)).state
    'missed'
    >>> progress(100, 120, *june, date(2026, 6, 2)).state
    'met'
    >>> progress(100, 0, *june, date(2026, 5, 31))
    TaskProgress(completion=0.0, expected=0.0, state='upcoming')
    """
    days = (date_to - date_from).days + 1
    gone = min(max((today - date_from).days + 1, 0), days)
    if actual >= target:
        state = "met"
    elif today < date_from:
        state = "upcoming"
    elif today > date_to:
        state = "missed"
    elif actual * days < target * gone:
        state = "behind"
    else:
        state = "running"
    return TaskProgress(actual / target, gone / days, state)
