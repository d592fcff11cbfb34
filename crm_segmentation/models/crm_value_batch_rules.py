# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The customers of a company as arrays, and what is computed of them; no ORM."""

from typing import NamedTuple

import numpy as np

from . import crm_value_rules


class Batch(NamedTuple):
    """Columns of `crm_value_queries.read_basis`, one array each.

    costs: goods, returns, compensation and credit; visits: done in a year
    p_active, active: of the forecast that is stored, NaN without one
    """

    ids: np.ndarray
    kinds: np.ndarray
    repeats: np.ndarray
    recency: np.ndarray
    age: np.ndarray
    orders: np.ndarray
    orders_year: np.ndarray
    ordered: np.ndarray
    costs: np.ndarray
    visits: np.ndarray
    silence: np.ndarray
    p_active: np.ndarray
    active: np.ndarray

    @classmethod
    def from_rows(cls, rows):
        if not rows:
            return cls(*(np.zeros(0) for _name in cls._fields))
        return cls(*np.array(rows, dtype=float).T)

    def where(self, chosen):
        return Batch(*(column[chosen] for column in self))

    def of_kind(self, kind):
        """Customers of one trade type; of all types for 0."""
        return self.where(self.kinds == kind) if kind else self

    def sample(self, rates, visit_cost):
        """What `crm_value_rules.forecast` needs of these customers."""
        return {
            "repeats": self.repeats,
            "recency": self.recency,
            "age": self.age,
            "orders": self.orders,
            "average": self.ordered / self.orders,
            "rate": rates,
            "yearly": self.visits * visit_cost,
        }

    def plain(self, rates, visit_cost, horizon_days):
        """(orders, contribution) of the baseline over the horizon."""
        orders = crm_value_rules.baseline(self.orders_year, self.age, horizon_days)
        years = horizon_days / crm_value_rules.DAYS_OF_YEAR
        average = np.maximum(self.ordered, 0.0) / self.orders
        return orders, orders * average * rates - self.visits * visit_cost * years

    def own_rates(self):
        return crm_value_rules.rates(self.ordered, self.costs, self.orders)


def merge_forecast(batch, chosen, forecast):
    """The batch with the forecast of the chosen rows put in, for the risk of all."""
    p_active, active = batch.p_active.copy(), batch.active.copy()
    p_active[chosen] = forecast.p_active
    active[chosen] = forecast.contribution_active
    return batch._replace(p_active=p_active, active=active)
