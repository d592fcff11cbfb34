# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""History of scorecards: what changed is ended and begun anew, the rest stays."""

from odoo.tools import SQL

from .crm_scorecard_queries import evaluate


def move_results(scope, card):
    """Stores the results of a card that changed, with their points; yields customers.

    A result holds from its first day to the day before its last one; a customer of
    whom nothing is known, or whom the card no longer looks at, has none.
    """
    return SQL(
        """
WITH fresh AS MATERIALIZED (%(evaluated)s),
     totals AS MATERIALIZED (%(totals)s),
     gone AS (%(gone)s),
     come AS (%(come)s),
     points AS (
    INSERT INTO crm_scorecard_point (
        result_id, customer_id, company_id, criterion_id, value, points, weight,
        contribution)
    SELECT come.id, fresh.customer_id, %(company)s, fresh.criterion_id, fresh.value,
           fresh.points, fresh.weight, fresh.contribution
      FROM fresh JOIN come ON come.customer_id = fresh.customer_id
)
SELECT customer_id FROM come UNION SELECT customer_id FROM gone
""",
        evaluated=evaluate(scope, card),
        totals=_totals(),
        gone=_gone(scope, card),
        come=_come(scope, card),
        company=scope.company_id,
    )


def forbid_nested_loops():
    """Until the end of the transaction, or until they are allowed again.

    Results and scores written in the same transaction have no statistics yet:
    PostgreSQL takes all of them for one row, and compares each customer with each.
    """
    return SQL("SET LOCAL enable_nestloop TO off")


def allow_nested_loops():
    return SQL("SET LOCAL enable_nestloop TO DEFAULT")


def _totals():
    """(customer_id, points, signature) of whom something is known, from `fresh`."""
    return SQL(
        """
    SELECT customer_id, MAX(points) FILTER (WHERE criterion_id IS NULL) AS points,
           md5(string_agg(
               concat_ws(':', COALESCE(criterion_id, 0), COALESCE(points::text, '-'),
                         weight, contribution),
               ',' ORDER BY COALESCE(criterion_id, 0))) AS signature
      FROM fresh GROUP BY customer_id
    HAVING MAX(points) FILTER (WHERE criterion_id IS NULL) IS NOT NULL
"""
    )


def _gone(scope, card):
    """Ends the current results that are not those of `totals`."""
    return SQL(
        """
    UPDATE crm_scorecard_result AS result SET date_to = GREATEST(date_from, %(today)s)
     WHERE scorecard_id = %(card)s AND company_id = %(company)s AND date_to IS NULL
       AND NOT EXISTS (SELECT FROM totals WHERE totals.customer_id = result.customer_id
                          AND totals.signature = result.signature)
 RETURNING customer_id, points
""",
        today=scope.today,
        card=card.id,
        company=scope.company_id,
    )


def _come(scope, card):
    """Begins the results of `totals` that are not the current ones."""
    return SQL(
        """
    INSERT INTO crm_scorecard_result (
        customer_id, company_id, scorecard_id, date_from, points, points_before,
        level, signature)
    SELECT totals.customer_id, %(company)s, %(card)s, %(today)s, totals.points,
           gone.points, %(level)s, totals.signature
      FROM totals LEFT JOIN gone ON gone.customer_id = totals.customer_id
     WHERE NOT EXISTS (
        SELECT FROM crm_scorecard_result other
         WHERE other.customer_id = totals.customer_id
           AND other.scorecard_id = %(card)s AND other.date_to IS NULL
           AND other.signature = totals.signature)
 RETURNING id, customer_id
""",
        company=scope.company_id,
        card=card.id,
        today=scope.today,
        level=SQL(
            "CASE WHEN totals.points >= %s THEN 'good'"
            " WHEN totals.points >= %s THEN 'fair' ELSE 'poor' END",
            card.good,
            card.fair,
        ),
    )


def close_other_results(scope, card_ids):
    """Ends the results of cards that are not in use; yields the customers."""
    return SQL(
        """
UPDATE crm_scorecard_result SET date_to = GREATEST(date_from, %s)
 WHERE company_id = %s AND date_to IS NULL AND scorecard_id != ALL(%s)
RETURNING customer_id
""",
        scope.today,
        scope.company_id,
        list(card_ids),
    )


def leave_twin_results(merged_ids, kept_id, today):
    """Ends current results of merged accounts that the kept one has too; yields ids."""
    return SQL(
        """
UPDATE crm_scorecard_result AS result SET date_to = GREATEST(date_from, %(today)s)
 WHERE customer_id = ANY(%(merged)s) AND date_to IS NULL
   AND EXISTS (
       SELECT FROM crm_scorecard_result other
        WHERE other.scorecard_id = result.scorecard_id AND other.date_to IS NULL
          AND (other.customer_id = %(kept)s
               OR (other.customer_id = ANY(%(merged)s) AND other.id < result.id)))
RETURNING id
""",
        today=today,
        merged=list(merged_ids),
        kept=kept_id,
    )


def points_on(customer_id, scorecard_id, day):
    """(criterion_id or nothing, value, points, weight, contribution) of a day."""
    return SQL(
        """
SELECT point.criterion_id, point.value, point.points, point.weight, point.contribution
  FROM crm_scorecard_point point
  JOIN crm_scorecard_result result ON result.id = point.result_id
 WHERE result.customer_id = %(customer)s AND result.scorecard_id = %(card)s
   AND result.date_from <= %(day)s
   AND (result.date_to IS NULL OR result.date_to > %(day)s)
""",
        customer=customer_id,
        card=scorecard_id,
        day=day,
    )
