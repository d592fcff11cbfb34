# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""XYZ: how evenly a customer buys, from its monthly turnover, without the ORM."""

from math import sqrt

LEAST_MONTHS = 3
CLASSES = ("X", "Y", "Z")


def variation(months):
    """Coefficient of variation of monthly turnovers: their spread by their average.

    Months without an order count with 0. None with fewer than three months, or when
    nothing is left after returns: then there is no average to compare with.

    >>> variation([100, 100, 100]), variation([0, 200, 0, 200])
    (0.0, 1.0)
    >>> round(variation([0, 0, 300]), 6)
    1.414214
    >>> variation([100, 100]) is variation([50, -30, -20]) is None
    True
    """
    if len(months) < LEAST_MONTHS or sum(months) <= 0:
        return None
    mean = sum(months) / len(months)
    spread = sum((month - mean) ** 2 for month in months) / len(months)
    return sqrt(spread) / mean


def demand_class(spread, percent_x=50, percent_y=100):
    """X buys evenly, Y with swings, Z now and then; None when it cannot be told.

    >>> [demand_class(spread) for spread in (0.0, 0.5, 0.51, 1.0, 1.01, None)]
    ['X', 'X', 'Y', 'Y', 'Z', None]
    """
    if spread is None:
        return None
    if spread * 100 <= percent_x:
        return "X"
    return "Y" if spread * 100 <= percent_y else "Z"


def both_classes(abc, xyz):
    """The field of the nine-field table, such as "AX"; None unless both are known.

    >>> both_classes("A", "X"), both_classes(None, "X"), both_classes("B", None)
    ('AX', None, None)
    """
    return abc + xyz if abc and xyz else None
