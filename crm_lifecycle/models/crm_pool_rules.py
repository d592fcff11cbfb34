# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words of the pool that need no database."""

from typing import NamedTuple


class Allowance(NamedTuple):
    """How many more customers a person may take, and the sentence that says why.

    left: number, or None when no rule limits; reason: sentence for the screen
    """

    left: int | None
    reason: str
