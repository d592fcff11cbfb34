# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Classes A to D of the customer classification (S-478 to S-481), without the ORM."""

from dateutil.relativedelta import relativedelta

CLASSES = ("A", "B", "C", "D")
YEARS = 3
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def kind_of(day, year_month=1):
    """What is drawn up on the first of the month of `day`.

    The yearly run in its own month, the quarterly list after each quarter, else the
    monthly one (A-12: only the yearly run changes classes).

    >>> from datetime import date
    >>> [kind_of(date(2026, month, 1)) for month in (1, 2, 4, 12)]
    ['year', 'month', 'quarter', 'month']
    >>> kind_of(date(2026, 4, 1), year_month=4), kind_of(date(2026, 1, 1), year_month=4)
    ('year', 'quarter')
    """
    if day.month == year_month:
        return "year"
    return "quarter" if day.month % 3 == 1 else "month"


def period_of(kind, day):
    """First and last day of the full months that a list of this kind looks back on.

    >>> from datetime import date
    >>> period_of("quarter", date(2026, 4, 9))
    (datetime.date(2026, 1, 1), datetime.date(2026, 3, 31))
    >>> period_of("month", date(2026, 3, 31))
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    """
    this_month = day.replace(day=1)
    first = this_month - relativedelta(months=MONTHS[kind])
    return first, this_month - relativedelta(days=1)


def decide(rules, default="C"):
    """Class of one customer: that of the first rule it meets, else the default.

    rules: (class, whether the customer meets it) in order

    >>> decide([("D", False), ("A", True), ("B", True)]), decide([("D", False)])
    ('A', 'C')
    """
    return next((klass for klass, is_met in rules if is_met), default)


def direction(before, after):
    """Whether a class rose, fell or stayed; A is the best.

    >>> direction("B", "A"), direction("B", "D"), direction("C", "C")
    ('up', 'down', 'same')
    >>> direction(None, "A"), direction("A", None), direction(None, None)
    ('new', 'gone', 'same')
    """
    if before == after:
        return "same"
    if before is None:
        return "new"
    if after is None:
        return "gone"
    return "up" if after < before else "down"


def matrix(before, after):
    """Numbers of customers by (class then, class now); None where there was none.

    >>> matrix({1: "A", 2: "A", 3: "B"}, {1: "A", 2: "B", 4: "C"})
    {('A', 'A'): 1, ('A', 'B'): 1, ('B', None): 1, (None, 'C'): 1}
    """
    cells = {}
    for customer in {**before, **after}:
        cell = (before.get(customer), after.get(customer))
        cells[cell] = cells.get(cell, 0) + 1
    return cells
