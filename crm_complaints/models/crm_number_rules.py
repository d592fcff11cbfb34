# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers as people type them, as a pure function without the ORM."""

import re


def plain_number(typed, thousands=","):
    """A typed number with one point at most; what cannot be one comes back as it is.

    A mark before three digits groups them when it stands several times, or when it is
    the mark of the visitor's language (`thousands`); else it is the decimal mark.

    >>> plain_number("1,000"), plain_number("12,5"), plain_number("1 234,50")
    ('1000', '12.5', '1234.50')
    >>> plain_number("1.000", "."), plain_number("1.000"), plain_number("1.234,5")
    ('1000', '1.000', '1234.5')
    >>> plain_number("1,234,567.5"), plain_number("1,2,3")
    ('1234567.5', '1,2,3')
    """
    text = re.sub(r"[\s']", "", typed)
    marks = [sign for sign in text if sign in ",."]
    if not marks:
        return text
    last = marks[-1]
    grouped = re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(last)}\d{{3}})+", text)
    if grouped and (len(marks) > 1 or last == thousands):
        return text.replace(last, "")
    whole, part = text.rsplit(last, 1)
    if last in whole:
        return text
    return f"{re.sub('[,.]', '', whole)}.{part}"
