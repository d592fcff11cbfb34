# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arithmetic of the execution of contracts, without the ORM."""


def price_deviation(price, agreed, digits):
    """Percent by which a price differs from the agreed one; rounding does not count.

    >>> price_deviation(95.0, 100.0, 2)
    5.0
    >>> price_deviation(33.33, 33.3333, 2)
    0.0
    >>> price_deviation(1.0, 0.0, 2)
    inf
    """
    difference = abs(price - agreed)
    if difference <= 0.5 * 10**-digits + 1e-9:
        return 0.0
    if not agreed:
        return float("inf")
    return round(difference / abs(agreed) * 100, 6)


def exceeds(quantity, largest, digits):
    """Whether a quantity is above the largest allowed; None allows every quantity.

    >>> exceeds(105.0, 100 * 1.05, 2)
    False
    >>> exceeds(105.01, 100 * 1.05, 2)
    True
    >>> exceeds(1e9, None, 2)
    False
    """
    if largest is None:
        return False
    return round(quantity - largest, digits) > 0
