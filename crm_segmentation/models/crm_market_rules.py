# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arithmetic of market records, without the ORM."""


def stock_days(stock, demand, first, last):
    """For how many whole days a stock lasts at the use of the period.

    >>> from datetime import date
    >>> stock_days(150, 300, date(2026, 6, 1), date(2026, 6, 30))
    15
    >>> stock_days(150, 0, date(2026, 6, 1), date(2026, 6, 30))
    0
    """
    if not (first and last) or demand <= 0 or last < first:
        return 0
    return int(stock * ((last - first).days + 1) / demand)
