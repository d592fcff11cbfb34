# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How much a customer spends on an order day: Gamma-Gamma without the ORM.

Amounts of a customer vary around an average of its own; averages differ between
customers (Fader and Hardie 2013). A customer with few orders is drawn towards the
average of all, one with many keeps its own.
"""

from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln

from .crm_buying_rules import FitError, search

PRIOR_DEVIATION = 3.0
# of p, q - 1 and v
STARTS = ((2.0, 2.0, 2.0), (6.0, 3.0, 15.0), (1.0, 0.5, 1.0))


class Spending(NamedTuple):
    """Parameters of a group of customers; q is above 1, so that averages exist."""

    p: float
    q: float
    v: float


def log_likelihood(spending, orders, averages):
    """Logarithm of the likelihood of each customer's average amount."""
    p, q, v = spending
    shape = p * orders
    return (
        gammaln(shape + q)
        - gammaln(shape)
        - gammaln(q)
        + q * np.log(v)
        + (shape - 1) * np.log(averages)
        + shape * np.log(orders)
        - (shape + q) * np.log(v + orders * averages)
    )


def expected_amount(spending, orders, averages):
    """Amount to expect of the next order day.

    >>> expected_amount(Spending(2, 3, 10), np.array([0, 1, 4]), np.array([0, 8, 8]))
    array([10. ,  9. ,  8.4])
    """
    p, q, v = spending
    return p * (v + orders * averages) / (p * orders + q - 1)


def fit(orders, averages):
    """Parameters that explain the averages best; raises FitError.

    Only positive averages count. Amounts are scaled by their mean inside, so that the
    currency does not matter.
    """
    orders = np.asarray(orders, dtype=float)
    averages = np.asarray(averages, dtype=float)
    usable = (orders > 0) & (averages > 0)
    orders, averages = orders[usable], averages[usable]
    if not len(orders) or not (orders > 1).any():
        raise FitError("no customer paid twice")
    scale = averages.mean()
    best = search(_minimize, STARTS, (orders, averages / scale))
    p, q, v = np.exp(best.x)
    return Spending(float(p), float(1 + q), float(v * scale))


def _minimize(logs, sample):
    return minimize(
        _loss,
        logs,
        args=sample,
        method="L-BFGS-B",
        bounds=[(-7.0, 7.0)] * 3,
        options={"maxiter": 500},
    )


def _loss(logs, orders, averages):
    p, q, v = np.exp(logs)
    value = log_likelihood(Spending(p, 1 + q, v), orders, averages).sum()
    return (0.5 * np.sum((logs / PRIOR_DEVIATION) ** 2) - value) / len(orders)
