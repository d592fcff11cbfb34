# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Scorecards of all customers of a company: agrees with crm_scorecard_rules."""

from typing import NamedTuple

from odoo.tools import SQL

RATING_PURPOSES = {
    "importance": ("importance_points", "importance_level"),
    "health": ("health_points", "health_level"),
}


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
    leaves, groups = [], []
    _collect(card.root, leaves, groups)
    return SQL(
        """
WITH valued AS (
    SELECT customer.id, %(values)s FROM crm_customer customer
     WHERE customer.company_id = %(company)s AND customer.active
       AND customer.id IN %(customers)s
), pointed AS (SELECT valued.*, %(points)s FROM valued)
SELECT pointed.id AS customer_id, NULLIF(line.criterion_id, 0) AS criterion_id,
       ROUND(line.value, 4) AS value, ROUND(line.points, 4) AS points,
       ROUND(line.weight, 6) AS weight, ROUND(line.contribution, 4) AS contribution
  FROM pointed %(upwards)s %(downwards)s
 CROSS JOIN LATERAL (VALUES %(rows)s)
    AS line (criterion_id, value, points, weight, contribution)
""",
        values=SQL(", ").join(
            SQL("%s AS %s", leaf.value, _value(leaf.id)) for leaf in leaves
        ),
        company=scope.company_id,
        customers=card.customers,
        points=SQL(", ").join(
            SQL("(%s)::numeric AS %s", leaf.points, _name("p", leaf.id))
            for leaf in leaves
        ),
        upwards=SQL(" ").join(_upward(group, card.poor) for group in groups),
        downwards=SQL(" ").join(
            [SQL("CROSS JOIN LATERAL (SELECT 1.0 AS e0) AS whole")]
            + [_downward(group) for group in reversed(groups)]
        ),
        rows=SQL(", ").join(
            [_leaf_row(leaf) for leaf in leaves] + [_group_row(g) for g in groups]
        ),
    )


def values_now(customer_id, root):
    """One row: the values of all criteria below a node, as leaf_ids orders them."""
    leaves = []
    _collect(root, leaves, [])
    return SQL(
        "SELECT %s FROM crm_customer customer WHERE customer.id = %s",
        SQL(", ").join(leaf.value for leaf in leaves),
        customer_id,
    )


def leaf_ids(root):
    leaves = []
    _collect(root, leaves, [])
    return [leaf.id for leaf in leaves]


def _collect(node, leaves, groups):
    """Criteria in order, and groups from the inside out."""
    for child in node.nodes:
        _collect(child, leaves, groups)
    if node.nodes:
        groups.append(node)
    elif node.points is not None:
        leaves.append(node)


def _name(letter, node_id):
    """v: value, p: points, m: mean, w: sum of known weights, e: part of the whole."""
    return SQL.identifier(f"{letter}{node_id}")


def _value(node_id):
    return _name("v", node_id)


def _upward(group, poor):
    """Joins sum of weights, mean and points of a group whose nodes are known."""
    names = [(_name("p", node.id), node.weight) for node in group.nodes]
    weights = [
        SQL("CASE WHEN %s IS NULL THEN 0 ELSE %s::numeric END", points, weight)
        for points, weight in names
    ]
    parts = [
        SQL("COALESCE(%s * %s::numeric, 0)", points, weight) for points, weight in names
    ]
    worst = SQL("LEAST(%s)", SQL(", ").join(points for points, _weight in names))
    is_capped = SQL("%s < %s AND %s", worst, poor, group.any_poor)
    weight, mean = _name("w", group.id), _name("m", group.id)
    return SQL(
        """
 CROSS JOIN LATERAL (SELECT %(weights)s AS %(weight)s, %(parts)s AS total) AS %(sums)s
 CROSS JOIN LATERAL (
    SELECT %(sums)s.total / NULLIF(%(weight)s, 0) AS %(mean)s) AS %(means)s
 CROSS JOIN LATERAL (
    SELECT CASE WHEN %(mean)s IS NULL THEN NULL WHEN %(is_capped)s THEN %(worst)s
                ELSE %(mean)s END AS %(points)s) AS %(group)s
""",
        weights=SQL(" + ").join(weights),
        parts=SQL(" + ").join(parts),
        weight=weight,
        mean=mean,
        sums=_name("sums", group.id),
        means=_name("means", group.id),
        group=_name("group", group.id),
        is_capped=is_capped,
        worst=worst,
        points=_name("p", group.id),
    )


def _downward(group):
    """Joins what part of the whole each node of a group stands for."""
    shares = [
        SQL(
            """CASE WHEN %s IS NULL OR %s = 0 THEN 0
                    ELSE %s * %s::numeric / %s END AS %s""",
            _name("p", node.id),
            _name("w", group.id),
            _name("e", group.id),
            node.weight,
            _name("w", group.id),
            _name("e", node.id),
        )
        for node in group.nodes
    ]
    return SQL(
        "CROSS JOIN LATERAL (SELECT %s) AS %s",
        SQL(", ").join(shares),
        _name("shares", group.id),
    )


def _leaf_row(leaf):
    points, share = _name("p", leaf.id), _name("e", leaf.id)
    return SQL(
        "(%s::int, %s::numeric, %s, %s, COALESCE(%s * %s, 0))",
        leaf.id,
        _value(leaf.id),
        points,
        share,
        share,
        points,
    )


def _group_row(group):
    points, share = _name("p", group.id), _name("e", group.id)
    return SQL(
        "(%s::int, NULL::numeric, %s, %s, COALESCE(%s * (%s - %s), 0))",
        group.id,
        points,
        share,
        share,
        points,
        _name("m", group.id),
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
