# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Splitting an amount by percentages, without the ORM."""


def split(amount, shares, rounding):
    """Amounts per share of 100 that together are exactly the shared amount.

    amount: what is shared; shares: percentages; rounding: function that rounds to the
    currency. What rounding takes from one part goes to the next: 100.00 by thirds is
    33.33, 33.34 and 33.33.
    """
    parts, before, passed = [], 0.0, 0.0
    for share in shares:
        passed += share
        after = rounding(amount * passed / 100.0)
        parts.append(rounding(after - before))
        before = after
    return parts
