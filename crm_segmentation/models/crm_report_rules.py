# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What reports are made of: figures and groups by source, without the ORM."""

from typing import NamedTuple

PERIODS = ("now", "prev", "year")
TIMES = ("week", "month", "quarter", "year")


class Figure(NamedTuple):
    """One number of a report.

    way: "sum", "avg", "distinct" or "rate"; column: of the source
    kind: how an XLSX file shows it
    base: the column of which a rate is the part
    Sums of lines are the total; the others have a total of their own.
    """

    name: str
    way: str
    column: str
    kind: str
    base: str = ""

    @property
    def is_additive(self):
        return self.way == "sum"


class Source(NamedTuple):
    """model: report model with a `day`; groups: {name: column}

    figures: of which the first one ranks the lines
    """

    model: str
    figures: tuple
    groups: dict


CUSTOMERS = Figure("customer_count", "distinct", "customer_id", "integer")
ORDERS = Figure("order_count", "distinct", "document", "integer")
TURNOVER = Figure("amount", "sum", "amount", "money")
PEOPLE = {
    "customer": "customer_id",
    "user": "user_id",
    "team": "team_id",
    "trade_type": "trade_type_id",
    "abc": "abc_class",
    "rfm": "rfm_segment_id",
    "region": "state_id",
    "country": "country_id",
}
MARKETING = {
    "campaign": "campaign_id",
    "source": "source_id",
    "medium": "medium_id",
}
ACTIONS = Source(
    "crm.customer.action.report",
    (
        Figure("action_count", "sum", "actions", "integer"),
        Figure("visit_count", "sum", "visits", "integer"),
        Figure("call_count", "sum", "calls", "integer"),
        Figure("hours", "sum", "hours", "number"),
        CUSTOMERS,
    ),
    {**PEOPLE, "action_kind": "action_kind"},
)
OPPORTUNITIES = Source(
    "crm.opportunity.report",
    (
        Figure("expected", "sum", "expected", "money"),
        Figure("won_amount", "sum", "won_amount", "money"),
        Figure("opportunity_count", "sum", "opportunities", "integer"),
        Figure("won_count", "sum", "won", "integer"),
        Figure("lost_count", "sum", "lost", "integer"),
        CUSTOMERS,
    ),
    {
        **PEOPLE,
        **MARKETING,
        "lead_stage": "lead_stage_id",
        "outcome": "outcome",
    },
)
EVALUATION = Source(
    "crm.evaluation.report",
    (
        Figure("margin", "sum", "margin", "money"),
        Figure("score", "avg", "score", "percent"),
        Figure("answer_count", "sum", "answers", "integer"),
        Figure("kept_rate", "avg", "kept", "percent"),
        Figure("due_count", "sum", "due", "integer"),
        Figure("hit_rate", "avg", "hit", "percent"),
        Figure("visit_count", "sum", "visits", "integer"),
        Figure("staff_score", "avg", "staff_score", "percent"),
        Figure("staff_count", "sum", "staff_answers", "integer"),
        Figure("miss_count", "sum", "misses", "integer"),
        Figure("export_count", "sum", "exports", "integer"),
    ),
    {},
)
# Averages, and the figure by which lines weigh when they are put together.
WEIGHTS = {
    "score": "answer_count",
    "kept_rate": "due_count",
    "hit_rate": "visit_count",
    "staff_score": "staff_count",
}
SOURCES = {
    "sales": Source(
        "crm.sales.report",
        (
            TURNOVER,
            Figure("margin", "sum", "margin", "money"),
            Figure("quantity", "sum", "quantity", "number"),
            ORDERS,
            CUSTOMERS,
        ),
        {
            **PEOPLE,
            **MARKETING,
            "product": "product_id",
            "categ": "categ_id",
            "origin": "origin",
            "buyer": "buyer",
        },
    ),
    "satisfaction": Source(
        "crm.satisfaction.report",
        (
            Figure("score", "avg", "score", "percent"),
            Figure("answer_count", "sum", "answers", "integer"),
            CUSTOMERS,
        ),
        PEOPLE,
    ),
    "marketing": Source(
        "crm.marketing.report",
        (
            TURNOVER,
            Figure("cost", "sum", "cost", "money"),
            Figure("lead_count", "sum", "leads", "integer"),
            Figure("won_count", "sum", "won", "integer"),
            ORDERS,
        ),
        {**MARKETING, "user": "user_id", "team": "team_id"},
    ),
    "actions": ACTIONS,
    "opportunities": OPPORTUNITIES,
    "evaluation": EVALUATION,
    "key": Source(
        "crm.key.account.report",
        (
            TURNOVER,
            Figure("margin", "sum", "margin", "money"),
            Figure("margin_rate", "rate", "margin", "percent", "amount"),
            Figure("closed_count", "sum", "closed", "integer"),
            Figure("won_count", "sum", "won", "integer"),
            Figure("win_rate", "rate", "won", "percent", "closed"),
            Figure("known_amount", "sum", "known_amount", "money"),
            Figure("own_volume", "sum", "volume", "money"),
            Figure("wallet_share", "rate", "known_amount", "percent", "volume"),
            ORDERS,
            Figure("customer_count", "distinct", "buyer_id", "integer"),
        ),
        {**PEOPLE, "account": "account", "segment": "segment_id"},
    ),
}
# Rates of groups of lines: what they are the part of what, as fields of a line.
RATES = {
    "margin_rate": ("margin", "amount"),
    "win_rate": ("won_count", "closed_count"),
    "wallet_share": ("known_amount", "own_volume"),
}


def keys_of(source, groups):
    """{column of the source: name of the group} for one or two chosen groups.

    A group of time has the key "day"; what the source does not know is left out.

    >>> keys_of("sales", ["user", "month"])
    {'user_id': 'user', 'day': 'month'}
    >>> keys_of("marketing", ["product", None])
    {}
    """
    known = SOURCES[source].groups
    found = {}
    for group in groups:
        if group in TIMES:
            found.setdefault("day", group)
        elif group in known:
            found[known[group]] = group
    return found


def column_of(figure, period):
    """Name of the column that keeps a figure of a period.

    >>> column_of(TURNOVER, "now"), column_of(TURNOVER, "prev")
    ('amount', 'amount_prev')
    """
    return figure.name if period == "now" else f"{figure.name}_{period}"


def weight_of(name):
    """The column by which the average in a column weighs; nothing for others.

    >>> weight_of("score_prev"), weight_of("kept_rate"), weight_of("amount")
    ('answer_count_prev', 'due_count', None)
    """
    for figure, count in WEIGHTS.items():
        for suffix in ("", *(f"_{period}" for period in PERIODS)):
            if name == f"{figure}{suffix}":
                return f"{count}{suffix}"
    return None


def parts_of(name):
    """The two columns of which the rate in a column is the part; none for others.

    >>> parts_of("win_rate_prev"), parts_of("amount")
    (('won_count_prev', 'closed_count_prev'), None)
    """
    for rate, parts in RATES.items():
        for suffix in ("", *(f"_{period}" for period in PERIODS)):
            if name == f"{rate}{suffix}":
                return tuple(f"{part}{suffix}" for part in parts)
    return None


def report_rows(rows, windows, keys, shift):
    """What the statement of `crm_report_queries` counts, in plain Python.

    rows: dictionaries with `day`, the keys, `amount` and `document`
    shift: function (day, window) that brings a day into the period and cuts it
    Returns {key: {(period): [amount, documents]}}.
    """
    found = {}
    for row in rows:
        for window in windows:
            if not window.date_from <= row["day"] <= window.date_to:
                continue
            key = tuple(
                shift(row["day"], window) if name == "day" else row[name]
                for name in keys
            )
            sums = found.setdefault(key, {}).setdefault(window.kind, [0, set()])
            sums[0] += row["amount"]
            sums[1].add(row["document"])
    return found
