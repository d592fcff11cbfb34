# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Scorecards: points from 0 to 100 for each criterion, weighted in nested groups.

No ORM here. What is not known (no judgement, no date) has no points, and its weight is
shared by the criteria beside it; a group of which nothing is known has no points.
"""

from typing import NamedTuple

from .crm_rfm_rules import quantile_scores

LEVELS = ("poor", "fair", "good")


class Part(NamedTuple):
    """A criterion, or a group of them.

    key: who it is; weight: against the parts beside it
    points: of a criterion, 0 to 100, None when not known; not read of a group
    parts: of a group
    any_poor: whether one poor part makes the group as poor as that part
    """

    key: object
    weight: float
    points: float | None = None
    parts: tuple = ()
    any_poor: bool = False


class Row(NamedTuple):
    """What one part does to the whole.

    points: 0 to 100, None when not known
    weight: its part of the whole, 0 to 1
    contribution: points it brings to the total; of a group what the any-poor rule
        takes away, so that all contributions sum to the total
    """

    points: float | None
    weight: float
    contribution: float


def banded(value, bands):
    """Points of the highest band reached; 0 below all of them.

    bands: (from, points) pairs in any order; falling points say that less is better.

    >>> bands = ((0, 100), (1, 60), (2, 0))
    >>> [banded(value, bands) for value in (0.4, 1, 1.9, 2, -1, None)]
    [100, 60, 60, 0, 0, None]
    """
    if value is None:
        return None
    reached = [band for band in bands if band[0] <= value]
    return max(reached)[1] if reached else 0


def quantile_points(values, bins=5, is_less_better=False):
    """Points by quantile of {key: value}; who has no value is not compared.

    Ties as in RFM: a score counts only those who are strictly worse.

    >>> quantile_points({"a": 1, "b": 2, "c": 3, "d": None}, 3)
    {'a': 0.0, 'b': 50.0, 'c': 100.0, 'd': None}
    >>> quantile_points({"a": 1, "b": 2, "c": 3}, 3, is_less_better=True)
    {'a': 100.0, 'b': 50.0, 'c': 0.0}
    """
    known = {
        key: -value if is_less_better else value
        for key, value in values.items()
        if value is not None
    }
    scores = quantile_scores(known, bins)
    return {
        key: 100.0 * (scores[key] - 1) / (bins - 1) if key in scores else None
        for key in values
    }


def evaluate(card, poor=40):
    """Rows of all parts of a card (a Part with parts): {key: Row}.

    poor: points below which a part is poor

    >>> card = Part("all", 1, parts=(Part("a", 3, 80), Part("b", 1, 20)))
    >>> evaluate(card)["all"].points, evaluate(card)["a"].contribution
    (65.0, 60.0)
    >>> strict = card._replace(any_poor=True)
    >>> evaluate(strict)["all"]
    Row(points=20, weight=1.0, contribution=-45.0)
    """
    rows = {}
    _spread(card, 1.0, poor, rows)
    return rows


def level(points, fair=40, good=70):
    """The words for a total; None when nothing is known.

    >>> [level(points) for points in (0, 39.9, 40, 70, None)]
    ['poor', 'poor', 'fair', 'good', None]
    """
    if points is None:
        return None
    return LEVELS[(points >= fair) + (points >= good)]


def movements(before, after):
    """What moved a total: {key: (points then, points now)} to {key: difference}.

    before, after: {key: contribution}; a part that is only in one of them counts 0 in
    the other. The differences sum to the difference of the totals.

    >>> movements({"a": 40, "b": 10}, {"a": 30, "c": 5})
    {'a': -10, 'b': -10, 'c': 5}
    """
    keys = {**before, **after}
    return {key: after.get(key, 0) - before.get(key, 0) for key in keys}


def _points(part, poor):
    """(points, mean of the known parts, sum of their weights) of a part."""
    if not part.parts:
        return part.points, part.points, 0
    known = [(child.weight, _points(child, poor)[0]) for child in part.parts]
    known = [pair for pair in known if pair[1] is not None]
    total = sum(weight for weight, _known in known)
    if not total:
        return None, None, 0
    mean = sum(weight * points for weight, points in known) / total
    worst = min(points for _weight, points in known)
    is_capped = part.any_poor and worst < poor
    return worst if is_capped else mean, mean, total


def _spread(part, share, poor, rows):
    """Writes the rows of a part that stands for `share` of the whole."""
    points, mean, total = _points(part, poor)
    if not part.parts:
        contribution = 0.0 if points is None else share * points
        rows[part.key] = Row(points, share, contribution)
        return
    lost = 0.0 if points is None else share * (points - mean)
    rows[part.key] = Row(points, share, lost)
    for child in part.parts:
        known = total and _points(child, poor)[0] is not None
        below = share * child.weight / total if known else 0.0
        _spread(child, below, poor, rows)
