# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Six steps from a wish to a requirement (S-525, S-526, S-528), without the ORM."""

NEEDS = [
    ("explicit", "Explicit"),
    ("implied", "Implied"),
    ("unspoken", "Unspoken"),
    ("real", "Real"),
    ("delighting", "Delighting"),
]
STEPS = [
    ("subject", "Product or Service"),
    ("customers", "Customers"),
    ("sources", "Sources Reviewed"),
    ("draft", "Statement Drafted"),
    ("confirm", "Confirmed"),
    ("fixed", "Fixed"),
]
# What must be known before the step is left; of a pair, one is enough.
NEEDED = {
    "subject": (("product_id", "categ_id", "subject"),),
    "customers": (("customer_id", "segment_id"),),
    "sources": (("source",), ("finding",)),
    "draft": (("statement",), ("measure",), ("target",)),
    "confirm": (("method",), ("date_confirmed",)),
    "fixed": (),
}


def following(step, back=False):
    """The step after (or before) a step; None at the end.

    >>> following("subject"), following("draft", back=True), following("fixed")
    ('customers', 'sources', None)
    >>> following("subject", back=True) is None
    True
    """
    names = [name for name, _label in STEPS]
    place = names.index(step) + (-1 if back else 1)
    return names[place] if 0 <= place < len(names) else None


def missing(step, values):
    """Names of which one each must be filled before `step` is done.

    >>> missing("draft", {"statement": "Delivered on time", "measure": ""})
    [('measure',), ('target',)]
    >>> missing("subject", {"categ_id": 7})
    []
    """
    return [
        names for names in NEEDED[step] if not any(values.get(name) for name in names)
    ]
