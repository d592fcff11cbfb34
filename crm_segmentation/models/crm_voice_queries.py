# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Satisfaction from the answers of customers, whoever asked them; nothing runs here.

The rules are those of crm_voice_rules, which the tests hold these statements against.
"""

from typing import NamedTuple

from odoo.tools import SQL

from odoo.addons.crm_lifecycle.models.crm_fact_queries import confirmed_orders
from odoo.addons.crm_lifecycle.models.crm_lifecycle_queries import stage_on

VOICE_FACT_COLUMNS = (
    "voice_score",
    "voice_score_before",
    "voice_answer_count",
    "date_last_voice",
)


class PriorityRules(NamedTuple):
    """How one index looks at its leaves.

    since: first day of the answers that count
    source: "stated" (the share) or "derived" (how far it goes with the whole)
    poor_below, good_from: scores that bound what is middling
    min_answers: with fewer, nothing is said
    tilt, least: bounds of crm_kano_rules.code_contrast
    """

    index_id: int
    since: object
    source: str
    poor_below: float
    good_from: float
    min_answers: int
    tilt: float
    least: float


def answers(sources):
    """Rows of all sources, numbered by `source`; none when nobody asks."""
    empty = SQL(
        "SELECT 0 AS source, NULL::int AS customer_id, NULL::bigint AS record,"
        " NULL::bigint AS sheet, NULL::date AS day, NULL::text AS item,"
        " NULL::float8 AS perceived, NULL::float8 AS expected, NULL::float8 AS whole"
        " WHERE FALSE"
    )
    parts = [
        SQL(
            "SELECT %s, customer_id, record, sheet, day, item::text,"
            " perceived::float8, expected::float8, whole::float8 FROM (%s) asked",
            number,
            source,
        )
        for number, source in enumerate(sources)
    ]
    return SQL(" UNION ALL ").join([empty, *parts])


def _leaves(leaves):
    """Rows (node_id, index_id, item, share) of a list of ``Leaf``."""
    return SQL(
        "unnest(%s::int[], %s::int[], %s::text[], %s::float8[])"
        " AS leaf(node_id, index_id, item, share)",
        [leaf.node_id for leaf in leaves],
        [leaf.index_id for leaf in leaves],
        [leaf.item for leaf in leaves],
        [leaf.share for leaf in leaves],
    )


def weighed_answers(scope, sources, leaves):
    """One row per answer and leaf of the company, up to the day of the scope."""
    return SQL(
        """
SELECT (answer.record * 16 + answer.source) * 100000 + leaf.node_id AS id,
       %(company)s AS company_id, leaf.index_id, leaf.node_id, answer.customer_id,
       answer.day, %(stage)s AS stage_id,
       answer.perceived AS score, answer.expected AS expected,
       answer.perceived - answer.expected AS gap, answer.whole AS overall,
       leaf.share AS weight, leaf.share * answer.perceived AS weighed,
       CASE WHEN answer.expected IS NOT NULL THEN leaf.share ELSE 0 END
           AS expected_weight,
       COALESCE(leaf.share * answer.expected, 0) AS expected_weighed,
       COALESCE(leaf.share * (answer.perceived - answer.expected), 0) AS gap_weighed
  FROM (%(answers)s) answer
  JOIN %(leaves)s ON leaf.item = answer.item
 WHERE answer.day <= %(today)s
""",
        company=scope.company_id,
        stage=stage_on(SQL("answer.customer_id"), SQL("answer.day"), scope.tz),
        today=scope.today,
        answers=answers(sources),
        leaves=_leaves(leaves),
    )


def ratio(part, whole):
    """Average of what was answered: a sum divided by the sum of its weights."""
    return SQL("SUM(%s) / NULLIF(SUM(%s), 0)", part, whole)


def voice_facts(scope, sources, leaves, days):
    """(customer_id, score of the window, of the one before, answers, last day).

    leaves: those of the company's main index; days: length of the window.
    """
    return SQL(
        """
SELECT customer_id,
       COALESCE(%(now)s, 0), COALESCE(%(before)s, 0),
       COUNT(*) FILTER (WHERE day > %(today)s - %(days)s), MAX(day)
  FROM (%(rows)s) voice
 WHERE day > %(today)s - 2 * %(days)s
 GROUP BY customer_id
""",
        now=_ratio_of(SQL("day > %s - %s", scope.today, days)),
        before=_ratio_of(SQL("day <= %s - %s", scope.today, days)),
        rows=weighed_answers(scope, sources, leaves),
        today=scope.today,
        days=days,
    )


def _ratio_of(condition):
    return SQL(
        "ROUND((SUM(weighed) FILTER (WHERE %s)"
        " / NULLIF(SUM(weight) FILTER (WHERE %s), 0))::numeric, 2)::float8",
        condition,
        condition,
    )


def priorities(scope, sources, leaves, rules):
    """One row per leaf with enough answers: how important and how good it is.

    rules: list of ``PriorityRules``, one per index.
    """
    return SQL(
        """
SELECT node_id::bigint * 10000 + %(company)s AS id, %(company)s AS company_id, index_id,
       node_id, answer_count, score, expected, gap, share AS stated_importance,
       going_together AS derived_importance, importance,
       AVG(importance) OVER whole AS importance_line,
       AVG(score) OVER whole AS score_line,
       middling - poor AS penalty, good - middling AS reward
  FROM (SELECT leaf_row.*, CASE WHEN source = 'stated' THEN share
                                ELSE going_together END AS importance
          FROM (%(rows)s) leaf_row) measured
WINDOW whole AS (PARTITION BY index_id)
""",
        rows=_leaf_rows(scope, sources, leaves, rules),
        company=scope.company_id,
    )


def _leaf_rows(scope, sources, leaves, rules):
    """Averages of each leaf, of its window, and of the whole beside its answers."""
    return SQL(
        """
SELECT leaf.node_id, leaf.index_id, leaf.share, COUNT(*) AS answer_count,
       AVG(perceived) AS score, AVG(expected) AS expected,
       AVG(perceived - expected) AS gap, CORR(perceived, whole) AS going_together,
       AVG(whole) FILTER (WHERE perceived < poor_below) AS poor,
       AVG(whole) FILTER (WHERE perceived >= poor_below
                            AND perceived < good_from) AS middling,
       AVG(whole) FILTER (WHERE perceived >= good_from) AS good,
       MIN(rule.source) AS source
  FROM (%(answers)s) asked
  JOIN %(leaves)s ON leaf.item = asked.item
  JOIN %(rules)s ON rule.index_id = leaf.index_id
 WHERE asked.day BETWEEN rule.since AND %(today)s
 GROUP BY leaf.node_id, leaf.index_id, leaf.share, rule.min_answers
HAVING COUNT(*) >= rule.min_answers
""",
        answers=answers(sources),
        leaves=_leaves(leaves),
        rules=_rules(rules),
        today=scope.today,
    )


def _rules(rules):
    """Rows of a list of ``PriorityRules`` that a leaf is measured by."""
    return SQL(
        "unnest(%s::int[], %s::date[], %s::text[], %s::float8[], %s::float8[],"
        " %s::int[])"
        " AS rule(index_id, since, source, poor_below, good_from, min_answers)",
        [rule.index_id for rule in rules],
        [rule.since for rule in rules],
        [rule.source for rule in rules],
        [rule.poor_below for rule in rules],
        [rule.good_from for rule in rules],
        [rule.min_answers for rule in rules],
    )


def placed_priorities(scope, sources, leaves, rules):
    """``priorities`` with the quadrant and the Kano class of each leaf."""
    return SQL(
        """
SELECT id, company_id, placed.index_id, node_id, answer_count, score, expected, gap,
       stated_importance, derived_importance, importance, importance_line, score_line,
       penalty, reward,
       CASE WHEN importance IS NULL THEN NULL
            WHEN ROUND(importance::numeric, 6) >= ROUND(importance_line::numeric, 6)
            THEN CASE WHEN ROUND(score::numeric, 6) >= ROUND(score_line::numeric, 6)
                      THEN 'keep' ELSE 'concentrate' END
            WHEN ROUND(score::numeric, 6) >= ROUND(score_line::numeric, 6)
            THEN 'overkill' ELSE 'low' END AS quadrant,
       CASE WHEN penalty IS NULL OR reward IS NULL THEN NULL
            WHEN GREATEST(penalty, 0) + GREATEST(reward, 0) < rule.least
            THEN 'indifferent'
            WHEN GREATEST(reward, 0) - GREATEST(penalty, 0)
                 < -rule.tilt * (GREATEST(penalty, 0) + GREATEST(reward, 0))
            THEN 'must_be'
            WHEN GREATEST(reward, 0) - GREATEST(penalty, 0)
                 > rule.tilt * (GREATEST(penalty, 0) + GREATEST(reward, 0))
            THEN 'attractive' ELSE 'one_dimensional' END AS kano_class
  FROM (%(rows)s) placed
  JOIN unnest(%(indexes)s::int[], %(tilt)s::float8[], %(least)s::float8[])
       AS rule(index_id, tilt, least) ON rule.index_id = placed.index_id
""",
        rows=priorities(scope, sources, leaves, rules),
        indexes=[rule.index_id for rule in rules],
        tilt=[rule.tilt for rule in rules],
        least=[rule.least for rule in rules],
    )


def satisfaction_and_orders(scope, sources, days):
    """One row per answer sheet: how satisfied, and what was ordered in `days` after it.

    The day of the answer is not after it. While the days still run, the row is not
    complete: who has not ordered yet may still do so.
    """
    return SQL(
        """
WITH one AS (
    SELECT sheet, customer_id, MAX(day) AS day, AVG(whole) AS score
      FROM (%(answers)s) asked
     WHERE whole IS NOT NULL AND day <= %(today)s
     GROUP BY sheet, customer_id
),
ordered AS (%(ordered)s)
SELECT one.sheet * 100000 + %(company)s AS id, %(company)s AS company_id,
       one.customer_id, one.day, one.score,
       LEAST(FLOOR(one.score / 20), 4)::int::text AS band,
       COUNT(ordered.document) AS order_count,
       COALESCE(ROUND(SUM(ordered.amount), %(decimals)s), 0) AS amount,
       CASE WHEN COUNT(ordered.document) > 0 THEN 1.0 ELSE 0.0 END::float8
           AS repurchase,
       one.day + %(days)s < %(today)s AS is_complete
  FROM one
  LEFT JOIN ordered ON ordered.customer_id = one.customer_id
   AND ordered.day > one.day AND ordered.day <= LEAST(one.day + %(days)s, %(today)s)
 GROUP BY one.sheet, one.customer_id, one.day, one.score
""",
        answers=answers(sources),
        ordered=confirmed_orders(scope),
        company=scope.company_id,
        decimals=scope.decimals,
        days=days,
        today=scope.today,
    )


def care_events(scope, sources):
    """Rows of all care sources with an id of their own; none when nobody keeps any."""
    empty = SQL(
        "SELECT NULL::bigint AS id, %s AS company_id, NULL::int AS customer_id,"
        " NULL::date AS day, NULL::text AS kind, FALSE AS is_fault,"
        " NULL::float8 AS hours, NULL::text AS model, NULL::int AS res_id WHERE FALSE",
        scope.company_id,
    )
    parts = [
        SQL(
            "SELECT record * 16 + %s, %s, customer_id, day, kind::text, is_fault,"
            " hours::float8, model::text, res_id FROM (%s) told WHERE day <= %s",
            number,
            scope.company_id,
            source,
            scope.today,
        )
        for number, source in enumerate(sources)
    ]
    return SQL(" UNION ALL ").join([empty, *parts])
