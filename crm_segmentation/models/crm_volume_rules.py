# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a customer trades in all, from what was found out (S-465, S-466)."""


def from_share(our_amount, our_percent):
    """Own volume when our sales are `our_percent` % of it.

    >>> from_share(30000, 25)
    120000.0
    """
    return our_amount * 100 / our_percent


def from_stock(stock_value, days_on_hand, days):
    """Volume of a period of `days` when a stock lasts `days_on_hand` days.

    The stock turns over days / days_on_hand times: 20,000 on the shelf that last 30
    days make 12 turns and 240,000 in 360 days.

    >>> from_stock(20000, 30, 360)
    240000.0
    """
    return stock_value * days / days_on_hand
