# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""States and arithmetic of amendments, without the ORM."""

# state -> states an amendment may move to; crm.contract.amendment._move_to moves
TRANSITIONS = {
    "draft": {"approval", "cancelled"},
    "approval": {"draft", "approved", "cancelled"},
    "approved": {"draft", "signing", "effective", "cancelled"},
    "signing": {"draft", "effective", "cancelled"},
    "effective": set(),
    "cancelled": set(),
}

# not decided yet: a contract has at most one of these
OPEN = ("draft", "approval", "approved", "signing")


def difference(before, after):
    """How a value changed: nothing, added, removed or changed.

    >>> difference(5, 5)
    >>> difference(0, 5), difference(5, 0), difference(5, 7)
    ('added', 'removed', 'changed')
    >>> difference("", "x"), difference(None, "")
    ('added', None)
    """
    if (before or None) == (after or None):
        return None
    if not before:
        return "added"
    return "changed" if after else "removed"
