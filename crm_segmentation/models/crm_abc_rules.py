# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""ABC classes inside a trade type (S-463, S-464), without the ORM.

The order of the input does not matter. Customers with equal turnover share one class
and one cumulative share, so that no class depends on who was entered first.
"""

from typing import NamedTuple

CLASSES = ("A", "B", "C")


class AbcRow(NamedTuple):
    """What the rule says about one customer of a trade type.

    share: part of the trade type's turnover, 0 to 1
    cumulative: running sum of the shares, from the largest customer down to this one
    klass: "A", "B" or "C"; None without turnover
    """

    share: float
    cumulative: float
    klass: str | None


def class_of(before, total, percent_a, percent_b):
    """Class of a customer when the larger ones sold `before` out of `total`.

    A-10: a customer is A while the cumulative share *before* it is below the cut, so
    the one that crosses the cut still belongs to the higher class.

    >>> class_of(0, 100, 75, 20), class_of(74, 100, 75, 20), class_of(75, 100, 75, 20)
    ('A', 'A', 'B')
    >>> class_of(94, 100, 75, 20), class_of(95, 100, 75, 20)
    ('B', 'C')
    """
    if before * 100 < total * percent_a:
        return "A"
    if before * 100 < total * (percent_a + percent_b):
        return "B"
    return "C"


def classify(turnovers, percent_a=75, percent_b=20):
    """ABC of the customers of one trade type: {key: turnover} to {key: AbcRow}.

    Use integers or decimals, then the cut is exact. The base is the sum of the
    positive turnovers: whoever returned more than it bought has share 0 and class C;
    whoever bought nothing has no class.

    >>> rows = classify({"x": 60, "y": 30, "z": 8, "v": 2, "w": 0})
    >>> [(key, row.klass, row.share, row.cumulative) for key, row in rows.items()]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('x', 'A', 0.6, 0.6), ('y', 'A', 0.3, 0.9), ('z', 'B', 0.08, 0.98),
     ('v', 'C', 0.02, 1.0), ('w', None, 0.0, 0.0)]
    """
    total = sum(turnover for turnover in turnovers.values() if turnover > 0)
    ties = {}
    for key, turnover in sorted(turnovers.items(), key=lambda item: -item[1]):
        ties.setdefault(turnover, []).append(key)
    rows, before = {}, 0
    for turnover, keys in ties.items():
        if turnover > 0:
            after = before + turnover * len(keys)
            klass = class_of(before, total, percent_a, percent_b)
            row = AbcRow(float(turnover / total), float(after / total), klass)
            before = after
        else:
            row = AbcRow(0.0, 1.0, "C") if turnover else AbcRow(0.0, 0.0, None)
        rows.update(dict.fromkeys(keys, row))
    return rows
