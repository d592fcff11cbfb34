# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The spring festival moves between January and February; sales move with it. No ORM.

The days around the festival of a past year are moved to where they lie around that of
the year that is planned. Days that are in the way change places with them, so that
every day keeps its sales exactly once and no sum changes.
"""

from datetime import timedelta
from typing import NamedTuple

from odoo.addons.crm_lifecycle.models.crm_lunar_calendar import lunar_to_solar


class Move(NamedTuple):
    """Days `first` to `last` move by `days`."""

    first: object
    last: object
    days: int


def moves_of(year, target_year, reach):
    """What moves when `year` is read as if its festival were that of `target_year`.

    reach: days before and after the festival that belong to it

    New year was on 29 January 2025 and is on 17 February 2026, 19 days later. The 21
    days around it move; the 19 days behind them take their place.

    >>> around, behind = moves_of(2025, 2026, 10)
    >>> str(around.first), str(around.last), around.days
    ('2025-01-19', '2025-02-08', 19)
    >>> str(behind.first), str(behind.last), behind.days
    ('2025-02-09', '2025-02-27', -21)
    >>> moves_of(2026, 2026, 10), moves_of(1990, 2026, 10)
    ([], [])
    """
    festival, wanted = (lunar_to_solar(number, 1, 1) for number in (year, target_year))
    if not festival or not wanted:
        return []
    shift = wanted.timetuple().tm_yday - festival.timetuple().tm_yday
    if not shift:
        return []
    first, last = festival - timedelta(days=reach), festival + timedelta(days=reach)
    around = Move(first, last, shift)
    back = -(2 * reach + 1) if shift > 0 else 2 * reach + 1
    if shift > 0:
        edge = last + timedelta(days=1)
        return [around, Move(edge, last + timedelta(days=shift), back)]
    edge = first - timedelta(days=1)
    return [around, Move(first + timedelta(days=shift), edge, back)]


def all_moves(years, target_year, reach):
    """Moves of several years, in one list."""
    return [move for year in years for move in moves_of(year, target_year, reach)]


def moved(day, moves):
    """The day on which a sale of `day` counts.

    >>> from datetime import date
    >>> moves = moves_of(2025, 2026, 10)
    >>> [str(moved(date(2025, *day), moves)) for day in ((1, 29), (2, 9), (3, 1))]
    ['2025-02-17', '2025-01-19', '2025-03-01']
    """
    for move in moves:
        if move.first <= day <= move.last:
            return day + timedelta(days=move.days)
    return day
