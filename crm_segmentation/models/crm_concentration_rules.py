# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How much of a sum depends on how few customers, without the ORM (S-483 to S-485).

Every function takes the amounts of the customers in any order. Turnover of zero or less
is no part of the sum: whoever returned more than it bought holds no share. A profit may
be a loss, and then it lowers the sum: the others hold more than all of it.
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
    total: the sum, in the unit of the amounts; of a sum of zero or less nobody holds a
        part, so the shares are None
    largest_share: part of the largest customer; over 1 when losses lower the sum
    top_share: part of the `top_count` largest customers
    few_share: part of the largest `few_percent` % of the customers, rounded up
    many: how few customers make `most_percent` % of the sum
    hhi: Herfindahl-Hirschman index, sum of the squared shares, 1/n to 1; of the gains
        alone, as losses have no share
    losses: how many make a loss
    loss_share: what they take from the sum, zero or negative
    """

    customers: int
    total: float
    largest_share: float | None
    top_share: float | None
    few_share: float | None
    many: int
    hhi: float | None
    losses: int = 0
    loss_share: float | None = 0.0


def concentration(
    amounts, top_count=10, few_percent=20, most_percent=80, with_losses=False
):
    """The ``Concentration`` of amounts; None when nobody holds a part.

    By hand: 60 + 20 + 10 + 5 + 5 = 100. A fifth of five customers is one: 60 %. The
    first two make exactly 80 %. HHI = 0.36 + 0.04 + 0.01 + 0.0025 + 0.0025.

    >>> concentration([5, 60, 10, 20, 5], top_count=3)
    ... # doctest: +NORMALIZE_WHITESPACE
    Concentration(customers=5, total=100, largest_share=0.6, top_share=0.9,
                  few_share=0.6, many=2, hhi=0.415, losses=0, loss_share=0.0)
    >>> concentration([0, -3]) is None
    True

    With a loss: 90 + 40 - 30 = 100. The first two make 130 % of what is left.

    >>> concentration([90, -30, 40], top_count=2, with_losses=True)
    ... # doctest: +NORMALIZE_WHITESPACE
    Concentration(customers=3, total=100, largest_share=0.9, top_share=1.3,
                  few_share=0.9, many=1, hhi=0.573964, losses=1, loss_share=-0.3)
    """
    ranked = sorted((a for a in amounts if with_losses or a > 0), reverse=True)
    if not ranked:
        return None
    total = sum(ranked)
    few = ceil(len(ranked) * few_percent / 100)
    losses = [amount for amount in ranked if amount < 0]
    return Concentration(
        customers=len(ranked),
        total=total,
        largest_share=_part(ranked[:1], total),
        top_share=_part(ranked[:top_count], total),
        few_share=_part(ranked[:few], total),
        many=_how_few(ranked, total * most_percent / 100),
        hhi=_index([amount for amount in ranked if amount > 0]),
        losses=len(losses),
        loss_share=_part(losses, total),
    )


def _part(amounts, total):
    return sum(amounts) / total if total > 0 else None


def _how_few(ranked, wanted):
    """How many of the largest reach a sum; none does when it is zero or less."""
    before, many = 0, 0
    for amount in ranked:
        many += before < wanted
        before += amount
    return many if wanted > 0 else 0


def _index(gains):
    total = sum(gains)
    if not total:
        return None
    return round(sum((amount / total) ** 2 for amount in gains), 6)
