# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which share of customers was lost, month by month."""

from odoo.tools import SQL


def _periods(scope, months):
    """Rows (month, length, first day, end day): each month, and 12 that end with it."""
    return SQL(
        """
    SELECT start::date AS month, length,
           (start - make_interval(months => length - 1))::date AS first_day,
           (start + interval '1 month')::date AS end_day
      FROM generate_series(
           date_trunc('month', %(today)s::date) - make_interval(months => %(months)s),
           date_trunc('month', %(today)s::date), interval '1 month') start
     CROSS JOIN (VALUES (1), (12)) AS lengths (length)
""",
        today=scope.today,
        months=months,
    )


def _lost(scope):
    """Rows (customer, day, turnover, day won back) of the losses that happened."""
    return SQL(
        """
    SELECT loss.customer_id, loss.date, loss.amount_prev_12m AS amount,
           CASE WHEN loss.state = 'won' THEN loss.date_closed END AS back
      FROM crm_customer_loss loss
      JOIN crm_customer customer ON customer.id = loss.customer_id
      JOIN crm_lifecycle_stage stage ON stage.id = customer.stage_id
     WHERE loss.company_id = %s
       AND NOT (loss.state = 'given_up' AND stage.is_lost IS NOT TRUE)
""",
        scope.company_id,
    )


def loss_rates(scope, months):
    """Rows (month, length, customers at its start, of them lost, turnover at stake).

    For this month and the `months` before: one row with length 1 for the month, one
    with length 12 for the 12 months that end with it. A customer is there at the start
    when it had ordered before and was not lost then; it is lost when a loss is dated in
    the period. Losses that a correction of the stage ended never happened.
    """
    return SQL(
        """
WITH period AS (%(periods)s), lost AS (%(lost)s)
SELECT period.month, period.length, COUNT(*), COUNT(gone.customer_id),
       COALESCE(SUM(gone.amount), 0)
  FROM period
  JOIN crm_customer customer ON customer.company_id = %(company)s
   AND customer.date_first_order < period.first_day
  LEFT JOIN (
    SELECT period.month, period.length, lost.customer_id, MAX(lost.amount) AS amount
      FROM period
      JOIN lost ON lost.date >= period.first_day AND lost.date < period.end_day
     GROUP BY period.month, period.length, lost.customer_id
  ) gone ON gone.month = period.month AND gone.length = period.length
        AND gone.customer_id = customer.id
  LEFT JOIN (
    SELECT DISTINCT period.month, period.length, lost.customer_id
      FROM period
      JOIN lost ON lost.date < period.first_day
       AND (lost.back IS NULL OR lost.back >= period.first_day)
  ) away ON away.month = period.month AND away.length = period.length
        AND away.customer_id = customer.id
 WHERE away.customer_id IS NULL
 GROUP BY period.month, period.length
 ORDER BY period.month, period.length
""",
        company=scope.company_id,
        periods=_periods(scope, months),
        lost=_lost(scope),
    )
