# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Scorecards of all customers of a company: agrees with crm_scorecard_rules."""

from typing import NamedTuple

from odoo.tools import SQL, groupby

RATING_PURPOSES = {
    "importance": ("importance_points", "importance_level"),
    "health": ("health_points", "health_level"),
}
COLUMNS = ("criterion_id", "value", "points", "weight", "contribution")


class Node(NamedTuple):
    """A criterion, or a group of them, as the statement needs it.

    id: of the criterion, 0 for the whole card
    weight: against the nodes beside it
    value: SQL of what is looked at, of a row `customer`; of a group None
    points: SQL of the points, of the column v<id> that holds the value
    nodes: of a group
    any_poor: whether one poor node makes the group as poor as that node
    """

    id: int
    weight: float
    value: SQL | None = None
    points: SQL | None = None
    nodes: tuple = ()
    any_poor: bool = False


class Card(NamedTuple):
    """One scorecard: whom it looks at, how, and what its points are called."""

    id: int
    customers: SQL
    root: Node
    poor: float
    fair: float
    good: float


def banded(node_id, bands):
    """crm_scorecard_rules.banded as SQL; bands: (from, points) pairs."""
    value = _value(node_id)
    ordered = sorted(bands, reverse=True)
    whens = [SQL("WHEN %s IS NULL THEN NULL", value)]
    whens += [SQL("WHEN %s >= %s THEN %s", value, low, got) for low, got in ordered]
    return SQL("CASE %s ELSE 0 END", SQL(" ").join(whens))


def quantiled(node_id, bins, is_less_better):
    """crm_scorecard_rules.quantile_points as SQL."""
    value = _value(node_id)
    order = SQL("DESC") if is_less_better else SQL("ASC")
    return SQL(
        """
CASE WHEN %(value)s IS NOT NULL THEN
    (RANK() OVER (PARTITION BY %(value)s IS NULL ORDER BY %(value)s %(order)s) - 1)
    * %(bins)s / COUNT(%(value)s) OVER () * 100.0 / %(gaps)s END
""",
        value=value,
        order=order,
        bins=bins,
        gaps=bins - 1,
    )


def all_or_nothing(node_id):
    """100 points where the value is 1, none where it is 0."""
    return SQL("%s * 100", _value(node_id))


def as_points(node_id):
    """The value itself: judgements are given in points."""
    return _value(node_id)


def fact_value(name, kind, today):
    """SQL of a fact as a number: days since a date, 1 for yes."""
    column = SQL.identifier("customer", name)
    if kind == "date":
        return SQL("(%s - %s)::numeric", today, column)
    if kind == "boolean":
        return SQL("COALESCE(%s, FALSE)::int::numeric", column)
    return SQL("%s::numeric", column)


def condition_value(subselect):
    """SQL of 1 for the customers of the subselect, 0 for the others."""
    return SQL("(customer.id IN %s)::int::numeric", subselect)


def judged_value(criterion_id, today):
    """SQL of the points that were given last."""
    return SQL(
        """
(SELECT judgement.points::numeric FROM crm_customer_judgement judgement
  WHERE judgement.customer_id = customer.id AND judgement.criterion_id = %s
    AND judgement.date <= %s
  ORDER BY judgement.date DESC, judgement.id DESC LIMIT 1)
""",
        criterion_id,
        today,
    )


def evaluate(scope, card):
    """(customer_id, criterion_id, value, points, weight, contribution) of a card.

    One row per criterion and group, and one for the whole with an empty criterion.
    """
    leaves = _leaves(card.root)
    levels = _levels(card.root)
    groups = [group for level in levels for group in level]
    steps = [
        [
            SQL("(%s)::numeric AS %s", leaf.points, _name("p", leaf.id))
            for leaf in leaves
        ],
        *_upwards(levels, card.poor),
        [SQL("1.0 AS e0")],
        *_downwards(levels),
    ]
    cells = [_leaf_cells(leaf) for leaf in leaves] + [_group_cells(g) for g in groups]
    columns = [
        SQL("unnest(ARRAY[%s]) AS %s", SQL(", ").join(column), SQL.identifier(name))
        for name, column in zip(COLUMNS, zip(*cells, strict=True), strict=True)
    ]
    return SQL(
        """
SELECT line.customer_id, NULLIF(line.criterion_id, 0) AS criterion_id,
       ROUND(line.value, 4) AS value, ROUND(line.points, 4) AS points,
       ROUND(line.weight, 6) AS weight, ROUND(line.contribution, 4) AS contribution
  FROM (SELECT step.id AS customer_id, %s FROM (%s) AS step) AS line
""",
        SQL(", ").join(columns),
        _stepwise(_valued(scope, card, leaves), steps),
    )


def _valued(scope, card, leaves):
    """(id, v<id of criterion>...) of the customers a card looks at."""
    return SQL(
        """
    SELECT customer.id, %(values)s FROM crm_customer customer
     WHERE customer.company_id = %(company)s AND customer.active
       AND customer.id IN %(customers)s
""",
        values=SQL(", ").join(
            SQL("%s AS %s", leaf.value, _value(leaf.id)) for leaf in leaves
        ),
        company=scope.company_id,
        customers=card.customers,
    )


def _stepwise(source, steps):
    """Adds the columns of each step, which may use those of the steps before it.

    Without OFFSET 0 PostgreSQL would write each column out in every place that uses it,
    and again in the places that use those: groups in groups would cost the power of
    their depth.
    """
    for columns in steps:
        source = SQL(
            "SELECT step.*, %s FROM (%s) AS step OFFSET 0",
            SQL(", ").join(columns),
            source,
        )
    return source


def values_now(customer_id, root):
    """One row: the values of all criteria below a node, as leaf_ids orders them."""
    return SQL(
        "SELECT %s FROM crm_customer customer WHERE customer.id = %s",
        SQL(", ").join(leaf.value for leaf in _leaves(root)),
        customer_id,
    )


def leaf_ids(root):
    return [leaf.id for leaf in _leaves(root)]


def _leaves(node):
    """Criteria below a node, in order."""
    if node.nodes:
        return [leaf for child in node.nodes for leaf in _leaves(child)]
    return [node] if node.points is not None else []


def _levels(root):
    """Groups, the innermost first, as lists of those that hold as many levels."""
    groups = sorted(_groups(root), key=_height)
    return [level for _levels_held, level in groupby(groups, key=_height)]


def _groups(node):
    inner = [group for child in node.nodes for group in _groups(child)]
    return [*inner, node] if node.nodes else inner


def _height(node):
    return 1 + max(map(_height, node.nodes)) if node.nodes else 0


def _name(letter, node_id):
    """v: value, p: points, m: mean, e: part of the whole; of the known nodes of a group
    w: sum of weights, t: sum of weighted points
    """
    return SQL.identifier(f"{letter}{node_id}")


def _value(node_id):
    return _name("v", node_id)


def _upwards(levels, poor):
    """Steps to the means and points of the groups, two for each level."""
    for groups in levels:
        yield [column for group in groups for column in _sums(group)]
        yield [column for group in groups for column in _means(group, poor)]


def _sums(group):
    """Over the nodes that are known: sum of weights, sum of weighted points."""
    weights, totals = [], []
    for node in group.nodes:
        points = _name("p", node.id)
        weights.append(
            SQL("CASE WHEN %s IS NULL THEN 0 ELSE %s::numeric END", points, node.weight)
        )
        totals.append(SQL("COALESCE(%s * %s::numeric, 0)", points, node.weight))
    yield SQL("%s AS %s", SQL(" + ").join(weights), _name("w", group.id))
    yield SQL("%s AS %s", SQL(" + ").join(totals), _name("t", group.id))


def _means(group, poor):
    """Mean of the known nodes, and the points: no better than a poor node may pull."""
    mean = SQL("%s / NULLIF(%s, 0)", _name("t", group.id), _name("w", group.id))
    yield SQL("%s AS %s", mean, _name("m", group.id))
    worst = SQL(
        "LEAST(%s)", SQL(", ").join(_name("p", node.id) for node in group.nodes)
    )
    capped = SQL("CASE WHEN %s < %s THEN %s ELSE %s END", worst, poor, worst, mean)
    yield SQL(
        "CASE WHEN %s <> 0 THEN %s END AS %s",
        _name("w", group.id),
        capped if group.any_poor else mean,
        _name("p", group.id),
    )


def _downwards(levels):
    """Steps to the part of the whole each node stands for, one for each level."""
    for groups in reversed(levels):
        yield [_share(group, node) for group in groups for node in group.nodes]


def _share(group, node):
    return SQL(
        "CASE WHEN %s IS NULL OR %s = 0 THEN 0 ELSE %s * %s::numeric / %s END AS %s",
        _name("p", node.id),
        _name("w", group.id),
        _name("e", group.id),
        node.weight,
        _name("w", group.id),
        _name("e", node.id),
    )


def _leaf_cells(leaf):
    """Row of COLUMNS of a criterion."""
    points, share = _name("p", leaf.id), _name("e", leaf.id)
    return (
        SQL("%s::int", leaf.id),
        SQL("%s::numeric", _value(leaf.id)),
        points,
        share,
        SQL("COALESCE(%s * %s, 0)", share, points),
    )


def _group_cells(group):
    """Row of COLUMNS of a group: it contributes what its mean does not say."""
    points, share = _name("p", group.id), _name("e", group.id)
    gap = SQL("%s - %s", points, _name("m", group.id))
    return (
        SQL("%s::int", group.id),
        SQL("NULL::numeric"),
        points,
        share,
        SQL("COALESCE(%s * (%s), 0)", share, gap),
    )


def current_points(scope, purpose):
    """(customer_id, points, level) of the first card with the purpose that applies."""
    return SQL(
        """
SELECT DISTINCT ON (result.customer_id) result.customer_id, result.points, result.level
  FROM crm_scorecard_result result
  JOIN crm_scorecard card ON card.id = result.scorecard_id
 WHERE result.company_id = %s AND result.date_to IS NULL AND card.purpose = %s
 ORDER BY result.customer_id, card.sequence, card.id
""",
        scope.company_id,
        purpose,
    )
