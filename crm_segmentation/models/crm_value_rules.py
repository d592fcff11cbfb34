# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What customers are worth, how good the forecast is, who is at risk; no ORM.

The forecast is always told beside a baseline that everybody understands: the customer
does in the coming months what it did in as many months before.
"""

from typing import NamedTuple

import numpy as np

from . import crm_buying_rules, crm_spending_rules

GRADES = ("A", "B", "C")
DAYS_OF_YEAR = 365.0
STEP_DAYS = 91.25
# Order days from which a customer has a rhythm and a rate of contribution of its own.
OWN_RATE_FROM = 3


class GradeRules(NamedTuple):
    """What a forecast must reach against the baseline, in percent.

    gain: smaller error than the baseline by this much earns an A
    total_a, total_b: how far the sum of all customers may be off for A and B
    """

    gain: float = 5.0
    total_a: float = 15.0
    total_b: float = 30.0


class Errors(NamedTuple):
    """How far expected orders were from those that came.

    typical: root of the mean square per customer
    absolute: mean absolute error per customer
    total: error of the sum over all customers, relative to what came, with its sign
    """

    typical: float
    absolute: float
    total: float


class Forecast(NamedTuple):
    """Expectations per customer over a horizon; arrays of equal length.

    orders_active, contribution_active: as if it were certain that they still buy
    """

    p_active: np.ndarray
    orders: np.ndarray
    amount: np.ndarray
    contribution: np.ndarray
    contribution_active: np.ndarray
    wait: np.ndarray


def errors(expected, actual):
    """Measures of a forecast against what happened.

    >>> errors(np.array([1.0, 3.0]), np.array([2.0, 2.0]))
    Errors(typical=1.0, absolute=1.0, total=0.0)
    >>> errors(np.array([3.0, 3.0]), np.array([2.0, 2.0])).total
    0.5
    """
    expected, actual = np.asarray(expected, float), np.asarray(actual, float)
    off = expected - actual
    came = actual.sum()
    total = float(off.sum() / came) if came else float(np.sign(off.sum()))
    return Errors(float(np.sqrt((off**2).mean())), float(np.abs(off).mean()), total)


def grade(model, baseline, rules=None):
    """A, B or C: C means worse than the baseline, or the sum is far off.

    >>> grade(Errors(0.8, 0.5, 0.05), Errors(1.0, 0.5, 0.2))
    'A'
    >>> grade(Errors(0.99, 0.5, 0.05), Errors(1.0, 0.5, 0.2))
    'B'
    >>> grade(Errors(0.8, 0.5, 0.2), Errors(1.0, 0.5, 0.2))
    'B'
    >>> grade(Errors(1.1, 0.5, 0.0), Errors(1.0, 0.5, 0.2))
    'C'
    """
    rules = rules or GradeRules()
    off = abs(model.total) * 100
    if model.typical > baseline.typical or off > rules.total_b:
        return "C"
    wanted = baseline.typical * (1 - rules.gain / 100)
    return "A" if model.typical <= wanted and off <= rules.total_a else "B"


def rank_quality(expected, actual):
    """Probability that of a buyer and a non-buyer the buyer was expected to buy more.

    0.5 is chance, 1 perfect, None when all or none bought. Ties count half.

    >>> rank_quality([3, 2, 1, 0], [1, 1, 0, 0]), rank_quality([1, 1], [1, 0])
    (1.0, 0.5)
    """
    expected, bought = np.asarray(expected, float), np.asarray(actual) > 0
    buyers, others = bought.sum(), (~bought).sum()
    if not buyers or not others:
        return None
    _values, places, counts = np.unique(
        expected, return_inverse=True, return_counts=True
    )
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return float((ranks[bought].sum() - buyers * (buyers + 1) / 2) / (buyers * others))


def baseline(count, age_days, horizon_days):
    """Orders of the year up to today, as many again; the young by their own age.

    count: order days of the last 365 days, the first one included

    >>> baseline(np.array([4.0, 4.0]), np.array([900.0, 182.5]), 365.0)
    array([4., 8.])
    >>> baseline(np.array([1.0]), np.array([3.0]), 365.0).round(2)
    array([4.06])
    """
    # whoever came a week ago is not expected every week
    known = np.clip(np.asarray(age_days, float), 90.0, DAYS_OF_YEAR)
    return np.asarray(count, float) * horizon_days / known


def discount(rate, horizon_days, step_days=STEP_DAYS):
    """Ends of the steps of a horizon and what an amount of each is worth today.

    >>> [part.round(4).tolist() for part in discount(0.1, 182.5)]
    [[91.25, 182.5], [0.9882, 0.9649]]
    """
    count = max(1, int(np.ceil(horizon_days / step_days - 1e-9)))
    ends = np.minimum(np.arange(1, count + 1) * step_days, horizon_days)
    middles = (np.concatenate(([0.0], ends[:-1])) + ends) / 2
    return ends, (1 + rate) ** (-middles / DAYS_OF_YEAR)


def forecast(models, sample, terms):
    """Forecast of customers.

    models: (Buying, Spending)
    sample: dict of arrays repeats, recency, age (days), orders, average, rate (part
        of the turnover that is left as contribution), yearly (cost of a year that
        does not depend on orders, like visits)
    terms: (horizon in days, yearly discount rate)
    """
    buying, spending = models
    horizon_days, rate = terms
    repeats, age = sample["repeats"], sample["age"]
    alive = crm_buying_rules.p_active(buying, repeats, sample["recency"], age)
    ends, factors = discount(rate, horizon_days)
    sums = crm_buying_rules.orders_if_active(buying, repeats, age, ends)
    steps = np.diff(sums, axis=0, prepend=0.0)
    amount = crm_spending_rules.expected_amount(
        spending, sample["orders"], np.maximum(sample["average"], 0.0)
    )
    earned = amount * sample["rate"] * (factors @ steps)
    lengths = np.diff(ends, prepend=0.0) / DAYS_OF_YEAR
    active = earned - sample["yearly"] * float(factors @ lengths)
    return Forecast(
        p_active=alive,
        orders=alive * sums[-1],
        amount=alive * sums[-1] * amount,
        contribution=alive * active,
        contribution_active=active,
        wait=crm_buying_rules.median_wait(buying, repeats, age),
    )


def rates(ordered, costs, orders):
    """Part of the turnover that is left as contribution, per customer.

    costs: goods, returns, compensation and credit, in the same window as `ordered`.
    Customers with fewer than three order days get the rate of the company.

    >>> rates([1000.0, 100.0, 0.0], [600.0, 90.0, 0.0], [4, 1, 3]).round(4).tolist()
    [0.4, 0.3727, 0.3727]
    """
    ordered, costs = np.asarray(ordered, float), np.asarray(costs, float)
    total = ordered.sum()
    common = 1 - costs.sum() / total if total > 0 else 0.0
    known = (np.asarray(orders) >= OWN_RATE_FROM) & (ordered > 0)
    own = 1 - np.divide(costs, ordered, out=np.zeros_like(costs), where=known)
    return np.where(known, own, common)


class RiskRules(NamedTuple):
    """When a company is alarmed.

    below: probability under which a customer is at risk
    high_percent: the best so many percent by contribution are of high value
    overdue_from: silence in own rhythms from which an order is overdue
    """

    below: float = 0.5
    high_percent: float = 20.0
    overdue_from: float = 1.5


def risk(rows, rules=None):
    """Names the risk of each customer: "high", "risk", "overdue" or "kept".

    rows: dict of arrays p_active and active (contribution if still active), NaN without
        a forecast; silence (days since the last order by own rhythm); orders (days)
    A rhythm of its own has who ordered on three days; a customer of one order never
    came back and is no loss.

    >>> rows = {"p_active": np.array([0.2, 0.2, 0.2, 0.9, 0.9, np.nan]),
    ...         "silence": np.array([3, 3, 9, 1.6, 0.2, 2.5]),
    ...         "active": np.array([900, 10, 5, 5, 5, np.nan]),
    ...         "orders": np.array([3, 2, 1, 3, 3, 4])}
    >>> risk(rows).tolist()
    ['high', 'risk', 'kept', 'overdue', 'kept', 'overdue']
    """
    rules = rules or RiskRules()
    orders, active = rows["orders"], rows["active"]
    overdue = (rows["silence"] >= rules.overdue_from) & (orders >= OWN_RATE_FROM)
    names = np.where(overdue, "overdue", "kept").astype(object)
    at_risk = (np.nan_to_num(rows["p_active"], nan=1.0) < rules.below) & (orders > 1)
    names[at_risk] = "risk"
    known = active[np.isfinite(active)]
    if len(known):
        bar = max(0.0, np.percentile(known, 100 - rules.high_percent))
        names[at_risk & (np.nan_to_num(active, nan=-1.0) >= bar)] = "high"
    return names
