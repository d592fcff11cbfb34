# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""RFM scores by quantiles or by fixed bounds, without the ORM (S-508).

Score 1 is the worst, the number of bins the best; 0 means "no order in the window".
"""


def quantile_scores(values, bins=5):
    """Scores by quantile: {key: value, higher is better} to {key: score}.

    The tie rule: a score counts only those who are strictly worse, so equal values
    always get the same score, the lowest of their places, and the order of the input
    does not matter. With few customers or many ties the high scores may stay empty.

    >>> quantile_scores({"a": 10, "b": 20, "c": 30, "d": 40, "e": 50})
    {'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5}
    >>> quantile_scores({"a": 1, "b": 1, "c": 1, "d": 1, "e": 2})
    {'a': 1, 'b': 1, 'c': 1, 'd': 1, 'e': 5}
    """
    ordered = sorted(values.values())
    worse = {}
    for place, value in enumerate(ordered):
        worse.setdefault(value, place)
    return {
        key: worse[value] * bins // len(ordered) + 1 for key, value in values.items()
    }


def score_by_bounds(value, bounds):
    """Score by fixed ascending bounds, higher is better: one more per bound reached.

    >>> [score_by_bounds(value, (2, 4, 8, 12)) for value in (1, 2, 7, 8, 40)]
    [1, 2, 3, 4, 5]
    """
    return 1 + sum(value >= bound for bound in bounds)


def recency_by_bounds(days, bounds):
    """Score of the days since the last order: one less per bound passed.

    >>> [recency_by_bounds(days, (30, 60, 120, 240)) for days in (0, 30, 31, 240, 241)]
    [5, 5, 4, 2, 1]
    """
    return 1 + sum(days <= bound for bound in bounds)


def parse_bounds(text, count):
    """Bounds as a tuple of numbers; ValueError unless `count` of them ascend.

    >>> parse_bounds("30, 60; 120 240", 4)
    (30.0, 60.0, 120.0, 240.0)
    """
    numbers = tuple(
        float(word) for word in (text or "").replace(",", " ").replace(";", " ").split()
    )
    if len(numbers) != count or list(numbers) != sorted(set(numbers)):
        raise ValueError(text)
    return numbers
