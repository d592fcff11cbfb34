# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arithmetic of a customer's stock, without the ORM."""

from datetime import timedelta

DAYS_OF_MONTH = 30


def days_of_stock(quantity, monthly_use):
    """Full days the stock lasts at this use; None when nothing is used.

    >>> days_of_stock(100, 60)
    50
    >>> days_of_stock(10, 90)
    3
    """
    if monthly_use <= 0:
        return None
    return int(max(quantity, 0) * DAYS_OF_MONTH / monthly_use)


def day_stock_ends(counted_on, quantity, monthly_use):
    """First day on which the stock no longer lasts, or None."""
    days = days_of_stock(quantity, monthly_use)
    return None if days is None else counted_on + timedelta(days=days)


def reorder_quantity(quantity, monthly_use, days_to_cover):
    """What to offer so that stock and order together last that many days.

    >>> reorder_quantity(20, 60, 30)
    40.0
    """
    return max(monthly_use * days_to_cover / DAYS_OF_MONTH - max(quantity, 0), 0.0)
