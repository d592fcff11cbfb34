# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arithmetic of credit, without the ORM."""

import math
from typing import NamedTuple

from odoo.tools import float_compare

DAYS_OF_MONTH = 30


class Standing(NamedTuple):
    """What is known of a customer when credit is asked for, in company currency.

    One row per customer and limit: its own (scope customer) and those of the groups
    of companies it belongs to (scope group or companies).
    """

    partner_id: int
    head_id: int
    scope: str
    customer_id: int | None
    grade_id: int | None
    grade_name: str | None
    is_blocking: bool
    is_prepaid: bool
    overdue_days_allowed: int | None
    factor: float
    credit_days: int
    monthly_average: float
    broken_count: int
    certificate_missing: bool
    decided_amount: float | None
    is_expired: bool
    typed_amount: float
    open_amount: float
    overdue_amount: float
    overdue_days: int
    uninvoiced_amount: float
    draft_amount: float
    uncovered_amount: float
    items: list

    @property
    def exposure(self):
        return self.open_amount + self.uninvoiced_amount + self.draft_amount


class Policy(NamedTuple):
    """Settings of a company that decide when credit is held."""

    use_formula: bool
    rounding: float
    overdue_days: int
    broken_promises: int
    decimals: int


def formula_limit(monthly_average, credit_days, factor, rounding=0.0):
    """Limit = monthly average x credit days / 30 x factor, rounded down.

    factor: factor of the grade times the factor of the VIP tier times the one of the
    market. A customer who buys for 30,000 a month and has 45 days may owe 45,000:

    >>> formula_limit(30000.0, 45, 1.0)
    45000.0
    >>> formula_limit(30000.0, 45, 0.8 * 1.25, rounding=1000.0)
    45000.0
    >>> formula_limit(12345.0, 30, 0.6, rounding=100.0)
    7400.0
    >>> formula_limit(12345.0, 30, 0.0)
    0.0
    >>> formula_limit(-500.0, 30, 1.0)
    0.0
    """
    limit = max(monthly_average, 0.0) * credit_days / DAYS_OF_MONTH * factor
    if rounding:
        limit = math.floor(round(limit / rounding, 6)) * rounding
    return round(max(limit, 0.0), 6)


def limit_in_force(standing, policy):
    """(limit, where it comes from); a limit of None is no limit at all.

    A decision of today comes first, then an expired one (no credit until it is decided
    again), a grade that pays in advance, the formula, and what was typed in Accounting.

    >>> typed = sample(typed_amount=500.0)
    >>> limit_in_force(typed, Policy(False, 0.0, 0, 0, 2))
    (500.0, 'typed')
    >>> limit_in_force(typed._replace(monthly_average=900.0), sample_policy())
    (900.0, 'formula')
    >>> limit_in_force(typed._replace(decided_amount=70.0), sample_policy())
    (70.0, 'decision')
    >>> limit_in_force(
    ...     typed._replace(decided_amount=70.0, is_expired=True), sample_policy())
    (0.0, 'expired')
    >>> limit_in_force(typed._replace(is_prepaid=True), sample_policy())
    (0.0, 'grade')
    >>> limit_in_force(sample(), Policy(False, 0.0, 0, 0, 2))
    (None, 'none')
    """
    if standing.is_expired:
        return 0.0, "expired"
    if standing.decided_amount is not None:
        return standing.decided_amount, "decision"
    if standing.scope != "customer":
        return None, "none"
    if standing.is_blocking or standing.is_prepaid:
        return 0.0, "grade"
    if policy.use_formula:
        amount = formula_limit(
            standing.monthly_average,
            standing.credit_days,
            standing.factor,
            policy.rounding,
        )
        return amount, "formula"
    if standing.typed_amount > 0:
        return standing.typed_amount, "typed"
    return None, "none"


def hold_reasons(standing, policy, money_first=False):
    """Names of the reasons that hold, for one limit.

    money_first: what was delivered must be covered by money received

    Whoever takes no credit is never held: what is paid in advance is no risk.

    >>> rich = sample(decided_amount=100.0, open_amount=90.0)
    >>> hold_reasons(rich, sample_policy())
    []
    >>> hold_reasons(rich._replace(uninvoiced_amount=10.0), sample_policy())
    []
    >>> hold_reasons(rich._replace(uninvoiced_amount=10.01), sample_policy())
    ['amount']
    >>> late = rich._replace(overdue_amount=90.0, overdue_days=8)
    >>> hold_reasons(late, sample_policy())
    ['overdue']
    >>> hold_reasons(late._replace(overdue_days_allowed=8), sample_policy())
    []
    >>> hold_reasons(late._replace(open_amount=0.0), sample_policy())
    []
    """
    digits = policy.decimals
    reasons = []
    if money_first and float_compare(standing.uncovered_amount, 0.0, digits) > 0:
        reasons.append("money")
    if float_compare(standing.exposure, 0.0, digits) <= 0:
        return reasons
    limit, source = limit_in_force(standing, policy)
    if source == "expired":
        reasons.append("expired")
    elif limit is not None and float_compare(standing.exposure, limit, digits) > 0:
        reasons.append("prepaid" if source == "grade" else "amount")
    if standing.scope == "customer":
        reasons += _behaviour_reasons(standing, policy)
    return reasons


def _behaviour_reasons(standing, policy):
    allowed = standing.overdue_days_allowed
    if allowed is None:
        allowed = policy.overdue_days
    tests = {
        "grade": standing.is_blocking,
        "overdue": standing.overdue_amount > 0 and standing.overdue_days > allowed,
        "promise": 0 < policy.broken_promises <= standing.broken_count,
        "certificate": standing.certificate_missing,
    }
    return [name for name, holds in tests.items() if holds]


def share_that_fits(limit, used, wanted):
    """Percent of an amount that still fits into a limit, rounded down.

    >>> share_that_fits(100.0, 70.0, 50.0)
    60
    >>> share_that_fits(100.0, 120.0, 50.0)
    0
    >>> share_that_fits(100.0, 0.0, 50.0)
    100
    """
    if wanted <= 0:
        return 0
    share = math.floor(round((limit - used) / wanted * 100, 6))
    return max(0, min(100, share))


def items_to_collect(items, excess, allowed_days, digits=2):
    """Overdue items whose payment frees a document, and what is missing after them.

    items: [(id, name, amount, days overdue)], oldest first
    excess: by how much the limit is exceeded, 0 if it is not
    allowed_days: of being overdue, None where this does not hold

    >>> old, new = (1, "INV-7", 400.0, 37), (2, "INV-9", 300.0, 5)
    >>> items_to_collect([old, new], 350.0, None)
    ([(1, 'INV-7', 400.0, 37)], 0.0)
    >>> items_to_collect([old, new], 0.0, 7)
    ([(1, 'INV-7', 400.0, 37)], 0.0)
    >>> items_to_collect([old, new], 1000.0, 7)[1]
    300.0

    Promises that were broken are made good by the oldest item:

    >>> items_to_collect([old, new], 0.0, None)
    ([(1, 'INV-7', 400.0, 37)], 0.0)
    """
    chosen, missing = [], max(excess, 0.0)
    for item in items:
        late = allowed_days is not None and item[3] > allowed_days
        if late or missing > 0 or not chosen:
            chosen.append(item)
            missing = round(max(missing - item[2], 0.0), digits)
    return chosen, missing


def score(lines):
    """Points of a scorecard in percent: (weight, share in percent or None) per item.

    Items nobody answered are left out of both sums.

    >>> score([(20, 100), (10, 40), (10, None)])
    80.0
    >>> score([(10, None)])
    0.0
    """
    answered = [(weight, share) for weight, share in lines if share is not None]
    total = sum(weight for weight, _share in answered)
    if not total:
        return 0.0
    return round(sum(weight * share for weight, share in answered) / total, 1)


def sample(**values):
    """A customer without documents, for doctests and tests."""
    neutral = Standing(
        1, 1, "customer", 1, None, None, False, False, None, 1.0, 30, 0.0, 0, False,
        None, False, 0.0, 0.0, 0.0, 0, 0.0, 0.0, 0.0, [],
    )  # fmt: skip
    return neutral._replace(**values)


def sample_policy():
    return Policy(True, 0.0, 7, 0, 2)
