# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a cockpit is made of; the modules that fill it need only these."""

from datetime import date
from typing import NamedTuple

from odoo.fields import Domain


class CockpitScope(NamedTuple):
    """What a reader looks at.

    companies, team: recordsets of the reader; an empty team means all that he may see
    owner, led: whose customers count, with those of led teams; nobody: everybody's
    today: calendar day of the (first) company
    first, until: first and last day of the period
    months: first days of twelve months, the last one that of `until`
    sums: {name of a fact: its sum over the customers of the scope}
    groups: {field of crm.customer: rows of (value, number of customers, turnover)}
    figures: {measure, or (measure, stage id): {first day of a month: amount}} as kept
        by month; an amount has a `total`
    """

    companies: object
    team: object
    today: date
    first: date
    until: date
    months: tuple = ()
    owner: object = None
    led: object = None
    sums: dict = {}
    groups: dict = {}
    figures: dict = {}

    @property
    def customers(self):
        """Domain on crm.customer."""
        return self._domain("")

    @property
    def currency(self):
        return self.companies[:1].currency_id

    @property
    def of_customers(self):
        """Domain on a model with customer_id and a company_id of its own."""
        return self._domain("customer_id.")

    def recorded(self, key):
        """What a figure was in all, over the months of the period."""
        return sum(
            amount.total
            for month, amount in self.figures.get(key, {}).items()
            if self.first <= month <= self.until
        )

    def _domain(self, path):
        domain = Domain("company_id", "in", self.companies.ids)
        if self.team:
            domain &= Domain(f"{path}team_id", "=", self.team.id)
        if self.owner:
            own = Domain(f"{path}user_id", "=", self.owner.id)
            domain &= own | Domain(f"{path}team_id", "in", self.led.ids)
        return domain


class CockpitTile(NamedTuple):
    """One number with its trend.

    measure: what is counted: a flow or a state of ``_cockpit_flows`` and
        ``_cockpit_states``, or the name of a fact of ``_cockpit_facts``
    is_flow: added up over the period, or else what it is today
    unit: "money" or "count"; good: "up" or "down", where the number should go
    model, domain: the records behind the number
    views: (type, xml id) of the views that show it; nothing: the usual ones
    sequence: the five lowest are shown
    """

    measure: str
    label: str
    unit: str
    good: str
    model: str
    domain: Domain
    is_flow: bool = False
    sequence: int = 10
    help: str = ""
    views: tuple = ()


class CockpitPoint(NamedTuple):
    """One bar, or one point of a line, with the records behind it.

    detail: second line of the label; views: as those of a tile
    """

    label: str
    model: str = ""
    domain: Domain = Domain.FALSE
    detail: str = ""
    views: tuple = ()


class CockpitSeries(NamedTuple):
    """Values of the points, None where there is none.

    unit: "money", "count", "percent" (1 is 100 %) or "days"
    is_drawn: in the picture, or in its table only
    """

    label: str
    values: tuple
    unit: str = "count"
    is_drawn: bool = True


class CockpitChart(NamedTuple):
    """One picture and its table.

    kind: "bar" lies, for names; "column" stands, for months; "line"
    note: one sentence on how to read it
    """

    key: str
    title: str
    kind: str
    points: tuple
    series: tuple
    note: str = ""
    sequence: int = 10
