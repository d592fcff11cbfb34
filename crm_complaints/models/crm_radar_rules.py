# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How many cases of a product are still chance; arithmetic without the ORM.

The usual rate is that of the product itself: cases per order line in the days of
history before the days watched. Expected are as many cases as this rate gives for the
order lines that can complain now: those of the days watched, but not fewer than an
average period of the same length (a product that was sold out last month is still in
use). Cases that come independently of each other follow a Poisson law, so the bound is
the smallest number that chance does not exceed with the wanted confidence.
"""

import math


def expected_cases(cases_before, lines_before, lines_now, periods):
    """Cases that are usual in the days watched.

    cases_before, lines_before: in the history; lines_now: order lines of the days
    watched; periods: length of the history in units of the days watched.
    """
    if not lines_before:
        return 0.0
    exposed = max(lines_now, lines_before / periods if periods else 0)
    return cases_before / lines_before * exposed


def poisson_bound(expected, confidence):
    """The smallest k with P(X <= k) >= confidence for a Poisson number X.

    Large numbers use the normal approximation, where the terms would be too many.
    """
    if expected <= 0:
        return 0
    if expected > 500:
        return math.ceil(expected + _normal_quantile(confidence) * math.sqrt(expected))
    k, term = 0, math.exp(-expected)
    total = term
    while total < confidence:
        k += 1
        term *= expected / k
        total += term
        if term == 0.0:
            break
    return k


def is_outbreak(cases, bound, minimum):
    """More cases than chance explains, and not fewer than the minimum (0: off)."""
    return bool(minimum) and cases >= minimum and cases > bound


def _normal_quantile(confidence):
    """Upper quantile of the normal law by halving; six digits are enough."""
    low, high = -9.0, 9.0
    for _step in range(60):
        middle = (low + high) / 2
        if 0.5 * (1 + math.erf(middle / math.sqrt(2))) < confidence:
            low = middle
        else:
            high = middle
    return high
