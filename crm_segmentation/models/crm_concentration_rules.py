# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How much of a sum depends on how few customers, without the ORM (S-483 to S-485).

Every function takes the amounts of the customers in any order. Amounts of zero or less
are no part of the sum: whoever returned more than it bought holds no share.
"""

from math import ceil
from typing import NamedTuple


class ConcentrationRules(NamedTuple):
    """Bounds of one company: three of ``concentration``, and above which share of one
    customer or group it depends on few."""

    top_count: int
    few_percent: int
    most_percent: int
    limit_percent: int


class Concentration(NamedTuple):
    """What one group of customers looks like.

    customers: how many hold a part of the sum
    total: the sum, in the unit of the amounts
    largest_share: part of the largest customer, 0 to 1
    top_share: part of the `top_count` largest customers
    few_share: part of the largest `few_percent` % of the customers, rounded up
    many: how few customers make `most_percent` % of the sum
    hhi: Herfindahl-Hirschman index, sum of the squared shares, 1/n to 1
    """

    customers: int
    total: float
    largest_share: float
    top_share: float
    few_share: float
    many: int
    hhi: float


def concentration(amounts, top_count=10, few_percent=20, most_percent=80):
    """The ``Concentration`` of amounts; None when nothing is positive.

    By hand: 60 + 20 + 10 + 5 + 5 = 100. A fifth of five customers is one: 60 %. The
    first two make exactly 80 %. HHI = 0.36 + 0.04 + 0.01 + 0.0025 + 0.0025.

    >>> concentration([5, 60, 10, 20, 5], top_count=3)
    ... # doctest: +NORMALIZE_WHITESPACE
    Concentration(customers=5, total=100, largest_share=0.6, top_share=0.9,
                  few_share=0.6, many=2, hhi=0.415)
    >>> concentration([0, -3]) is None
    True
    """
    ranked = sorted((amount for amount in amounts if amount > 0), reverse=True)
    if not ranked:
        return None
    total = sum(ranked)
    few = ceil(len(ranked) * few_percent / 100)
    before, many = 0, 0
    for amount in ranked:
        many += before * 100 < total * most_percent
        before += amount
    return Concentration(
        customers=len(ranked),
        total=total,
        largest_share=ranked[0] / total,
        top_share=sum(ranked[:top_count]) / total,
        few_share=sum(ranked[:few]) / total,
        many=many,
        hhi=round(sum((amount / total) ** 2 for amount in ranked), 6),
    )
