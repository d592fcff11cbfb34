# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How many orders a customer will give: MBG/NBD without the ORM (decision 0070).

A customer buys at a rate of its own until it stops for good, which may happen after
any purchase, the first one included (Batislam, Denizel and Filiztekin 2007). Rates
follow a gamma distribution (r, alpha), the chance to stop a beta distribution (a, b).
Each customer is told by three numbers, in the same unit of time:

repeats: order days after the first one
recency: time from the first to the last order day, 0 without repeats
age: time from the first order day to today

Arguments are arrays of equal length; weights say how many customers a row stands for.
"""

from typing import NamedTuple

import numpy as np
from scipy.linalg import eigh_tridiagonal
from scipy.optimize import minimize
from scipy.special import digamma, expit, gammaln

NODES = 24
# The prior that keeps parameters finite where the data cannot tell: the logarithm of
# each is normal with this deviation. It weighs less than one customer.
PRIOR_DEVIATION = 3.0
# Rows that are enough to find the neighbourhood of the best parameters.
PART = 5000
STARTS = ((0.5, 1.0, 0.5, 2.0), (2.0, 1.0, 1.0, 9.0), (0.2, 0.2, 0.9, 0.9))


class FitError(ValueError):
    """The parameters could not be found; the text is for the log, not for people."""


class Buying(NamedTuple):
    """Parameters of a group of customers; alpha is in the unit of time of the data."""

    r: float
    alpha: float
    a: float
    b: float


def log_likelihood(buying, repeats, recency, age):
    """Logarithm of the likelihood of each customer.

    >>> rows = (np.array([0.0, 1.0]), np.array([0.0, 1.0]), np.array([1.0, 2.0]))
    >>> np.round(np.exp(log_likelihood(Buying(1, 1, 1, 1), *rows)), 6).tolist()
    [0.75, 0.078704]
    """
    r, alpha, a, b = buying
    common = (
        gammaln(r + repeats)
        - gammaln(r)
        + r * np.log(alpha)
        + gammaln(a + b)
        + gammaln(b + repeats + 1)
        - gammaln(b)
        - gammaln(a + b + repeats + 1)
        - (r + repeats) * np.log(alpha + age)
    )
    return common + np.logaddexp(0.0, _odds(buying, repeats, recency, age))


def _odds(buying, repeats, recency, age):
    """Logarithm of the odds that the customer has stopped."""
    r, alpha, a, b = buying
    gap = np.log(alpha + age) - np.log(alpha + recency)
    return np.log(a) - np.log(b + repeats) + (r + repeats) * gap


def p_active(buying, repeats, recency, age):
    """Probability that a customer still buys, 0 to 1.

    A customer with a single order may have stopped at once, so this is not 1 as in
    the BG/NBD model.

    >>> p_active(Buying(1, 1, 1, 1), np.zeros(1), np.zeros(1), np.ones(1)).round(6)
    array([0.333333])
    """
    return expit(-_odds(buying, repeats, recency, age))


def beta_nodes(a, b, count=NODES):
    """Nodes and weights of Gauss quadrature for a beta distribution (a, b).

    The expectation of f is the sum of weight times f(node): exact for polynomials of
    degree up to 2 * count - 1, for any a and b above zero (Golub and Welsch 1969).
    """
    left, right = b - 1.0, a - 1.0
    n = np.arange(1, count, dtype=float)
    total = 2 * n + left + right
    diagonal = np.empty(count)
    diagonal[0] = (right - left) / (left + right + 2)
    diagonal[1:] = (right**2 - left**2) / (total * (total + 2))
    square = 4 * n * (n + left) * (n + right) * (n + left + right)
    square[1:] /= ((total**2) * (total + 1) * (total - 1))[1:]
    # the first one is 0 / 0 when a + b is 1
    square[0] = 4 * (1 + left) * (1 + right) / (total[0] ** 2 * (total[0] + 1))
    values, vectors = eigh_tridiagonal(diagonal, np.sqrt(square))
    return np.clip((values + 1) / 2, 0.0, 1.0), vectors[0] ** 2


def orders_if_active(buying, repeats, age, horizons):
    """Orders expected within each horizon of customers who still buy.

    Returns one row per horizon. Given the chance p to stop after an order, a customer
    of rate m gives (1 - exp(-m p t)) / p orders in the time t; this is averaged over
    what its history says about m and p.
    """
    result = np.empty((len(horizons), len(repeats)))
    for count in np.unique(repeats):
        rows = np.flatnonzero(repeats == count)
        chances, weights = beta_nodes(buying.a, buying.b + count + 1)
        chances = np.maximum(chances, 1e-12)
        shape, times = buying.r + count, (buying.alpha + age[rows])[:, None]
        for place, horizon in enumerate(horizons):
            left = -np.expm1(-shape * np.log1p(chances * horizon / times))
            result[place, rows] = (left / chances) @ weights
    return result


def median_wait(buying, repeats, age):
    """Time until the next order that half of the customers alike need, if active."""
    return (buying.alpha + age) * np.expm1(np.log(2.0) / (buying.r + repeats))


def fit(repeats, recency, age, weights=None):
    """Parameters that explain the customers best; raises FitError.

    The order of the rows does not matter, nor does the unit of time: it is scaled by
    the average age inside.
    """
    rows = (np.asarray(values, dtype=float) for values in (repeats, recency, age))
    repeats, recency, age = rows
    weights = np.ones(len(age)) if weights is None else np.asarray(weights, dtype=float)
    if not len(age) or not repeats.any():
        raise FitError("no customer bought twice")
    scale = np.average(age, weights=weights)
    if not scale > 0:
        raise FitError("all customers are new today")
    sample = (repeats, recency / scale, age / scale, weights)
    best = search(_minimize, STARTS, sample)
    r, alpha, a, b = (float(value) for value in np.exp(best.x))
    return Buying(r, float(alpha * scale), a, b)


def search(minimizer, starts, sample):
    """Best result of several starts; raises FitError when none settles.

    Many rows are searched from where an even part of them, sorted, led to.
    """
    if len(sample[0]) > 2 * PART:
        ordered = np.lexsort(sample)
        part = ordered[:: len(ordered) // PART]
        first = search(minimizer, starts, tuple(rows[part] for rows in sample))
        starts = (np.exp(first.x),)
    best = None
    for start in starts:
        found = minimizer(np.log(start), sample)
        if not found.success or not np.isfinite(found.fun):
            continue
        if best is None or found.fun < best.fun - 1e-9:
            best = found
    if best is None:
        raise FitError("the search for parameters did not settle")
    return best


def _minimize(logs, sample):
    return minimize(
        _loss,
        logs,
        args=sample,
        jac=True,
        method="L-BFGS-B",
        bounds=[(-12.0, 12.0)] * 4,
        options={"maxiter": 500, "ftol": 1e-12, "gtol": 1e-7},
    )


def _loss(logs, repeats, recency, age, weights):
    """Mean of the negative logarithm with the prior, and its gradient."""
    buying = Buying(*np.exp(logs))
    r, alpha, a, b = buying
    size = weights.sum()
    stopped = expit(_odds(buying, repeats, recency, age))
    gap = np.log(alpha + age) - np.log(alpha + recency)
    older, known = r + repeats, alpha + age
    by_r = digamma(older) - digamma(r) + np.log(alpha) - np.log(known) + stopped * gap
    by_alpha = (
        r / alpha
        - older / known
        + stopped * older * (1 / known - 1 / (alpha + recency))
    )
    both = digamma(a + b) - digamma(a + b + repeats + 1)
    by_a = both + stopped / a
    by_b = both + digamma(b + repeats + 1) - digamma(b) - stopped / (b + repeats)
    slopes = np.array([weights @ part for part in (by_r, by_alpha, by_a, by_b)])
    value = weights @ log_likelihood(buying, repeats, recency, age)
    prior = 0.5 * np.sum((logs / PRIOR_DEVIATION) ** 2)
    return (
        (prior - value) / size,
        (logs / PRIOR_DEVIATION**2 - slopes * np.exp(logs)) / size,
    )
