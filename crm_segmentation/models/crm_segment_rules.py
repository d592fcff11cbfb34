# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which segment of a set takes a customer, and why a customer left."""


def choose(priorities, meets, wanted=(), barred=()):
    """The segment of an exclusive set that takes the customer, or None.

    priorities: segments of the set in use, the first one first
    meets: segments whose rule the customer meets
    wanted, barred: segments into which, or out of which, people put it by hand

    What people decided comes before every rule; then the order of the set counts.

    >>> choose(["gold", "silver", "rest"], {"silver", "rest"})
    'silver'
    >>> choose(["gold", "silver", "rest"], {"gold", "rest"}, wanted={"rest"})
    'rest'
    >>> choose(["gold", "silver", "rest"], {"gold", "rest"}, barred={"gold"})
    'rest'
    >>> choose(["gold", "silver"], {"rest"}) is None
    True
    """
    by_hand = [segment for segment in priorities if segment in wanted]
    by_rule = [
        segment for segment in priorities if segment in meets and segment not in barred
    ]
    return next(iter(by_hand + by_rule), None)


def exit_reason(active, next_segment, barred, entered_by):
    """Why a membership ended, the strongest reason first.

    active: whether the customer is in use
    next_segment: the segment of the set that took it instead, or None
    barred: whether people took it out by hand
    entered_by: "rule" or "hand"

    >>> exit_reason(True, None, False, "rule")
    'rule'
    >>> exit_reason(True, "gold", False, "rule")
    'set'
    >>> exit_reason(False, "gold", False, "rule")
    'archived'
    >>> exit_reason(True, None, False, "hand")
    'hand'
    """
    if not active:
        return "archived"
    if next_segment is not None:
        return "set"
    return "hand" if barred or entered_by == "hand" else "rule"
