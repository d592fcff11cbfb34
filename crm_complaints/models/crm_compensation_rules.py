# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arithmetic of compensations, without the ORM."""

# A proposal binds nobody; these bind money, open alternatives only the dearest of them
GRANTED_STATES = ("waiting", "offered", "accepted", "done")
OPEN_STATES = ("proposed", "waiting", "offered")
# Kinds that pay for the claimed goods, against those given on top
CLAIM_KINDS = ("credit_note", "refund", "return", "replacement", "redelivery")
INVOICE_KINDS = ("credit_note", "refund", "return")
LINE_KINDS = ("return", "replacement", "redelivery")
GOODS_KINDS = ("replacement", "redelivery")


def granted_total(rows):
    """Sum of rows (choice, amount); of each choice only the dearest offer counts.

    choice: key of alternatives of which the customer takes one, or None.
    """
    total, choices = 0.0, {}
    for choice, amount in rows:
        if choice is None:
            total += amount
        else:
            choices[choice] = max(choices.get(choice, 0.0), amount)
    return total + sum(choices.values())


def role_limit(base, factor, extra):
    """How much a role grants to customers of a tier."""
    return base * factor + extra


def split_exactly(amount, weights, digits):
    """Shares of an amount by weight, rounded so that they add up to the cent."""
    whole, shares, given, weighed = sum(weights), [], 0.0, 0.0
    for weight in weights:
        weighed += weight
        upto = round(amount * weighed / whole, digits) if whole else 0.0
        shares.append(round(upto - given, digits))
        given = upto
    return shares
