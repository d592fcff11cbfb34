# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Would the forecast have been right? The company's own last months tell; no ORM."""

from typing import NamedTuple

import numpy as np

from . import crm_buying_rules, crm_spending_rules, crm_value_rules
from .crm_value_rules import Errors

CURVE_DAYS = 30


class History(NamedTuple):
    """Customers as they stood on a day, and what they did after it; arrays.

    Columns of `crm_value_queries.read_history`.
    """

    kinds: np.ndarray
    repeats: np.ndarray
    recency: np.ndarray
    age: np.ndarray
    orders: np.ndarray
    orders_year: np.ndarray
    before: np.ndarray
    orders_after: np.ndarray
    after: np.ndarray

    @classmethod
    def from_rows(cls, rows):
        if not rows:
            return cls(*(np.zeros(0) for _name in cls._fields))
        return cls(*np.array(rows, dtype=float).T)

    def of_kind(self, kind):
        """Customers of one trade type, of all without one."""
        if not kind:
            return self
        return History(*(column[self.kinds == kind] for column in self))


class Backtest(NamedTuple):
    """How the forecast and the baseline did in the same days.

    model, plain: Errors of orders per customer
    ranks, totals: (forecast, baseline) quality of ranking, error of the turnover
    curve: (forecast, baseline) orders per step of 30 days
    """

    model: Errors
    plain: Errors
    ranks: tuple
    totals: tuple
    curve: tuple


def fit(orders, amounts, repeats, recency, age):
    """(Buying, Spending) of customers; raises FitError."""
    buying = crm_buying_rules.fit(repeats, recency, age)
    with np.errstate(divide="ignore", invalid="ignore"):
        averages = np.where(orders > 0, amounts / orders, 0.0)
    return buying, crm_spending_rules.fit(orders, averages)


def step_ends(days):
    """Ends of the steps of a test of so many days, the last one may be shorter.

    >>> step_ends(70)
    [30, 60, 70]
    """
    return [*range(CURVE_DAYS, days, CURVE_DAYS), days]


def backtest(history, days):
    """Fits on what was known, foretells the `days` after it; raises FitError.

    The baseline expects as many orders a day as in the year before, each of the
    customer's own average amount.
    """
    models = fit(
        history.orders,
        history.before,
        history.repeats,
        history.recency,
        history.age,
    )
    buying, spending = models
    alive = crm_buying_rules.p_active(
        buying, history.repeats, history.recency, history.age
    )
    ends = step_ends(days)
    sums = alive * crm_buying_rules.orders_if_active(
        buying, history.repeats, history.age, ends
    )
    average = np.maximum(history.before, 0.0) / history.orders
    plain = crm_value_rules.baseline(history.orders_year, history.age, days)
    money = crm_spending_rules.expected_amount(spending, history.orders, average)
    model_errors = crm_value_rules.errors(sums[-1], history.orders_after)
    shares = np.diff(ends, prepend=0) / days
    return Backtest(
        model=model_errors,
        plain=crm_value_rules.errors(plain, history.orders_after),
        ranks=tuple(
            crm_value_rules.rank_quality(expected, history.orders_after)
            for expected in (sums[-1], plain)
        ),
        totals=tuple(
            crm_value_rules.errors(expected, history.after).total
            for expected in (sums[-1] * money, plain * average)
        ),
        curve=(
            np.diff(sums.sum(axis=1), prepend=0.0).tolist(),
            (plain.sum() * shares).tolist(),
        ),
    )
