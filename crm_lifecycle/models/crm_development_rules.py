# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arithmetic of new-customer plans, without the ORM."""


def reached(actuals, targets):
    """Mean of what is reached of each target that was set, in percent, 100 at most.

    Nothing wanted is nothing reached.
    """
    shares = [
        min(1.0, actual / target)
        for actual, target in zip(actuals, targets, strict=True)
        if target
    ]
    return round(100 * sum(shares) / len(shares), 1) if shares else 0.0


def passed(today, first, last):
    """Days passed, today not counted, in percent of the plan's days."""
    days = (last - first).days + 1
    return round(100 * min(max((today - first).days, 0), days) / days, 1)
