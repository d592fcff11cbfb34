# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two people who press at once: one winner, and clear words for the other; no model."""

from odoo.exceptions import LockError, UserError


def hold(records):
    """Locks the rows until the transaction ends.

    Raises UserError with the name of the first one when somebody else changes them at
    this moment; nothing is half-written then.
    """
    try:
        records.lock_for_update()
    except LockError:
        raise UserError(
            records.env._(
                "%s is being changed by somebody else at this moment; look at it "
                "again in a minute.",
                records[:1].sudo().display_name,
            )
        )
