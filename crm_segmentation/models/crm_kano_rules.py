# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Coding of features by the Kano model (S-514 to S-517), without the ORM.

A feature is asked about twice: how is it when it is there, how when it is missing. The
two answers of one customer give its class for that customer; the class most customers
give is that of the feature.
"""

from typing import NamedTuple

# from the best to the worst
ANSWERS = ("like", "expect", "neutral", "bear", "dislike")
CLASSES = (
    "must_be",
    "one_dimensional",
    "attractive",
    "indifferent",
    "reverse",
    "questionable",
)
# Where two classes have as many answers, what hurts most when it is missing counts.
USEFUL = CLASSES[:4]


class Coded(NamedTuple):
    """What the answers of many customers say about one feature.

    klass: one of CLASSES, or None without answers
    better: 0 to 1, how much satisfaction its presence can make
    worse: -1 to 0, how much dissatisfaction its absence can make
    strength: share of the class among the answers, 0 to 1
    """

    klass: str | None
    better: float
    worse: float
    strength: float


def code(present, absent):
    """Class by the answers to presence and absence.

    Must-be: missing it is disliked, having it taken for granted (S-515). Proportional:
    liked when there, disliked when missing (S-516). Attractive: liked when there,
    nothing is missed without it (S-517).

    >>> code("expect", "dislike"), code("like", "dislike"), code("like", "neutral")
    ('must_be', 'one_dimensional', 'attractive')
    >>> code("neutral", "neutral"), code("dislike", "like"), code("like", "like")
    ('indifferent', 'reverse', 'questionable')
    """
    if present == absent and present in ("like", "dislike"):
        return "questionable"
    if present == "dislike" or absent == "like":
        return "reverse"
    if absent == "dislike":
        return "one_dimensional" if present == "like" else "must_be"
    return "attractive" if present == "like" else "indifferent"


def coded(counts):
    """The ``Coded`` of {class: number of customers}.

    5 must-be, 3 proportional, 1 attractive, 1 indifferent: its presence satisfies
    4 of 10, its absence dissatisfies 8 of 10.

    >>> coded({"must_be": 5, "one_dimensional": 3, "attractive": 1, "indifferent": 1})
    Coded(klass='must_be', better=0.4, worse=-0.8, strength=0.5)
    >>> coded({"attractive": 2, "must_be": 2}).klass
    'must_be'
    >>> coded({})
    Coded(klass=None, better=0.0, worse=0.0, strength=0.0)
    """
    total = sum(counts.values())
    if not total:
        return Coded(None, 0.0, 0.0, 0.0)
    klass = max(CLASSES, key=lambda name: (counts.get(name, 0), -CLASSES.index(name)))
    useful = sum(counts.get(name, 0) for name in USEFUL)
    must, line = counts.get("must_be", 0), counts.get("one_dimensional", 0)
    pleased = counts.get("attractive", 0) + line
    return Coded(
        klass,
        pleased / useful if useful else 0.0,
        -(must + line) / useful if useful else 0.0,
        counts.get(klass, 0) / total,
    )


def code_contrast(penalty, reward, bound=0.2, least=5.0):
    """Class of an item by what it takes from and gives to the satisfaction as a whole.

    penalty, reward: see crm_voice_rules.contrast; below zero counts as zero. Together
    less than `least` points: indifferent. bound: from which part of both the one is
    said to outweigh the other.

    >>> code_contrast(40, 10), code_contrast(10, 40), code_contrast(25, 25)
    ('must_be', 'attractive', 'one_dimensional')
    >>> code_contrast(2, 1), code_contrast(None, None)
    ('indifferent', None)
    """
    if penalty is None or reward is None:
        return None
    penalty, reward = max(penalty, 0.0), max(reward, 0.0)
    if penalty + reward < least:
        return "indifferent"
    tilt = (reward - penalty) / (penalty + reward)
    if tilt < -bound:
        return "must_be"
    return "attractive" if tilt > bound else "one_dimensional"
