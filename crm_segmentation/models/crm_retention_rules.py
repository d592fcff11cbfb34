# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who stayed, came and came back from one period to the next, without the ORM."""

from typing import NamedTuple


class Retention(NamedTuple):
    """One period (S-554, S-555).

    before: customers who bought in the period before
    kept: of these, who bought again; new: whose first order is in the period
    back: who bought earlier, but not in the period before
    amount_kept, amount_new, amount_back: their turnover in the period
    """

    before: int
    kept: int
    new: int
    back: int
    amount_kept: float
    amount_new: float
    amount_back: float

    @property
    def rate(self):
        """Customers of the previous period still buying, of all of them."""
        return self.kept / self.before if self.before else 0.0


def retention(bought):
    """{period: Retention} from {(customer, period): turnover}; periods are numbers.

    Four bought in 1. In 2 three of them come again, one is new. In 3 nobody buys. In
    4 a customer of 1 is back.

    >>> rows = retention({("a", 1): 5, ("b", 1): 5, ("c", 1): 5, ("d", 1): 5,
    ...     ("a", 2): 1, ("b", 2): 2, ("c", 2): 3, ("e", 2): 4, ("d", 4): 9})
    >>> rows[2].before, rows[2].kept, rows[2].new, rows[2].rate, rows[2].amount_kept
    (4, 3, 1, 0.75, 6)
    >>> rows[3].before, rows[3].kept, rows[4].back, rows[4].amount_back
    (4, 0, 1, 9)
    """
    if not bought:
        return {}
    first, members = {}, {}
    for customer, period in sorted(bought, key=lambda key: key[1]):
        first.setdefault(customer, period)
        members.setdefault(period, set()).add(customer)
    result = {}
    for period in range(min(members), max(members) + 1):
        here, before = members.get(period, set()), members.get(period - 1, set())
        new = {customer for customer in here if first[customer] == period}
        groups = (here & before, new, here - before - new)
        sums = [sum(bought[customer, period] for customer in group) for group in groups]
        result[period] = Retention(len(before), *map(len, groups), *sums)
    return result
