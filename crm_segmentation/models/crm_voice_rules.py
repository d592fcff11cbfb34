# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Satisfaction as an index of many items (S-518 to S-532), without the ORM.

Every score lies between 0 and 100: the lowest answer of a scale is 0, the highest 100,
so that scales of 5 and 10 add up. An index is a tree: the weights of the nodes below a
node say how much each counts there, in whatever unit; only the leaves are asked. The
share of a leaf is the product of its part on each level, so the shares of all leaves
sum to one. Each answer counts with the share of its leaf: the score of a node, a month,
a customer or a segment is the weighted average of its answers. A question that was not
asked takes no part in it.
"""

from math import sqrt
from typing import NamedTuple

QUADRANTS = ("concentrate", "keep", "low", "overkill")
# equal averages, summed in another order, differ behind this digit only
DIGITS = 6


class Leaf(NamedTuple):
    """One thing that is asked.

    node_id, index_id: where it stands; item: key of what is asked; share: 0 to 1
    """

    node_id: int
    index_id: int
    item: str
    share: float


class Contrast(NamedTuple):
    """What a leaf does to the satisfaction with the whole, in points of it.

    penalty: what is lost where the leaf is poor, against where it is middling
    reward: what is won where it is good, against where it is middling
    """

    penalty: float
    reward: float


def score(answer, scale, lowest=1):
    """0 to 100 of an answer on a scale from `lowest` to `scale`.

    >>> [score(answer, 5) for answer in (1, 3, 4, 5)]
    [0.0, 50.0, 75.0, 100.0]
    >>> score(10, 10), score(7, 10, lowest=0)
    (100.0, 70.0)
    """
    return 100.0 * (answer - lowest) / (scale - lowest)


def shares(tree):
    """{key: share of the whole} of {key: (parent or None, weight)}.

    A node without weight, and all below it, counts nothing. Nodes side by side of which
    none has a weight count alike.

    Product 60, service 40; below product two of 1 and 3: 15 % and 45 %.

    >>> shares({"p": (None, 60), "s": (None, 40), "a": ("p", 1), "b": ("p", 3)})
    {'p': 0.6, 's': 0.4, 'a': 0.15, 'b': 0.45}
    >>> shares({"a": (None, 0), "b": (None, 0)})
    {'a': 0.5, 'b': 0.5}
    """
    beside = {}
    for key, (parent, weight) in tree.items():
        beside.setdefault(parent, []).append((key, max(weight, 0)))
    parts = {}
    for rows in beside.values():
        total = sum(weight for _key, weight in rows)
        for key, weight in rows:
            parts[key] = weight / total if total else 1 / len(rows)
    found = {}
    return {key: _share(key, tree, parts, found) for key in tree}


def _share(key, tree, parts, found):
    if key not in found:
        # a circle, which is refused later, has no share
        found[key] = 0.0
        parent = tree[key][0]
        above = _share(parent, tree, parts, found) if parent in tree else 1.0
        found[key] = round(above * parts[key], 12)
    return found[key]


def weighted(rows):
    """Average of (share, value), or None: without answers nothing is known.

    >>> weighted([(0.15, 100), (0.45, 50), (0.4, 0)])
    37.5
    >>> weighted([(0.15, 100), (0.45, 50)])
    62.5
    >>> weighted([]) is None
    True
    """
    whole = sum(share for share, _value in rows)
    if not whole:
        return None
    return sum(share * value for share, value in rows) / whole


def roll_up(tree, sums):
    """{key: (weight, sum)} of every node, from those of the leaves.

    tree: {key: (parent, weight)}; sums: {leaf: (sum of shares, sum of share x score)}.
    The score of a node is its sum divided by its weight.

    >>> tree = {"p": (None, 60), "s": (None, 40), "a": ("p", 1), "b": ("p", 3)}
    >>> roll_up(tree, {"a": (0.5, 50.0), "b": (1.5, 75.0), "s": (0.0, 0.0)})["p"]
    (2.0, 125.0)
    """
    found = {key: [0.0, 0.0] for key in tree}
    for leaf, (weight, total) in sums.items():
        key = leaf
        while key in found:
            found[key][0] += weight
            found[key][1] += total
            key = tree[key][0]
    return {key: tuple(pair) for key, pair in found.items()}


def correlation(pairs):
    """How far two answers go together, -1 to 1; None where one of them never changes.

    >>> correlation([(0, 25), (50, 50), (100, 75)])
    1.0
    >>> correlation([(50, 25), (50, 75)]) is None
    True
    """
    if not pairs:
        return None
    count = len(pairs)
    mean_x = sum(x for x, _y in pairs) / count
    mean_y = sum(y for _x, y in pairs) / count
    both = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    of_x = sum((x - mean_x) ** 2 for x, _y in pairs)
    of_y = sum((y - mean_y) ** 2 for _x, y in pairs)
    if not of_x or not of_y:
        return None
    return both / (sqrt(of_x) * sqrt(of_y))


def quadrant(importance, performance, lines):
    """Where a leaf stands in the map of importance and performance (S-524).

    lines: (average importance, average performance) of the leaves of the index. What
    stands on a line counts as high. None without importance.

    >>> [quadrant(*point, (0.5, 60)) for point in ((0.7, 40), (0.7, 60), (0.2, 40))]
    ['concentrate', 'keep', 'low']
    >>> quadrant(0.2, 80, (0.5, 60))
    'overkill'
    """
    if importance is None or lines[0] is None:
        return None
    important = round(importance, DIGITS) >= round(lines[0], DIGITS)
    good = round(performance, DIGITS) >= round(lines[1], DIGITS)
    if important:
        return "keep" if good else "concentrate"
    return "overkill" if good else "low"


def contrast(pairs, poor_below, good_from):
    """The ``Contrast`` of (score of a leaf, score of the whole), or None.

    None while one of poor, middling and good was never answered: nothing to compare.

    Poor: the whole is at 20 on average, middling at 60, good at 70.

    >>> contrast([(0, 10), (25, 30), (50, 60), (75, 60), (100, 80)], 40, 60)
    Contrast(penalty=40.0, reward=10.0)
    >>> contrast([(0, 10), (100, 80)], 40, 60) is None
    True
    """
    poor = [whole for leaf, whole in pairs if leaf < poor_below]
    good = [whole for leaf, whole in pairs if leaf >= good_from]
    fair = [whole for leaf, whole in pairs if poor_below <= leaf < good_from]
    if not (poor and fair and good):
        return None
    middle = sum(fair) / len(fair)
    return Contrast(middle - sum(poor) / len(poor), sum(good) / len(good) - middle)


def band(value):
    """0 (below 20) to 4 (from 80): a fifth of the way from 0 to 100.

    >>> [band(value) for value in (0, 19.9, 20, 79.9, 80, 100)]
    [0, 0, 1, 3, 4, 4]
    """
    return min(int(value // 20), 4)
