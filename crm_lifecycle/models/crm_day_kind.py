# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo.fields import Domain


class DayKind(NamedTuple):
    """One row of the to-do centre.

    key: technical name; label: what people read; icon: of Font Awesome
    model, domain: the records that wait, with the rights of the user
    date: field that says when each is due, None when it is always now
    user: field of the person whose task it is, None when the domain says it
    detail: field shown beside the name, or None
    can_be_done: whether a click settles it (``_day_done_<key>``, ``_day_undo_<key>``)
    """

    key: str
    label: str
    icon: str
    model: str
    domain: Domain
    date: str | None = None
    user: str | None = None
    detail: str | None = None
    can_be_done: bool = False
