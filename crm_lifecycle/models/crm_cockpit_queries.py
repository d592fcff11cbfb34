# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rows that the cockpit keeps by month: what happened, and how things stand."""

from odoo.tools import SQL


def stage_passages(scope, since):
    """Flow rows (customer_id, day, measure, stage_id, amount) of entries into stages.

    Dated on the day of the entry: `stage_entered` is 1; `stage_moved` is 1 and
    `stage_days` the days it took when the very next move led to a later stage that is
    neither lost nor one to win back from. What came before `since` is not read: a
    passage looks forward only, and a day of time zones is left.
    """
    return SQL(
        """
SELECT line.customer_id, line.day, figure.measure, line.stage_id, figure.amount
  FROM (
    SELECT history.customer_id, history.stage_id, history.date,
           (history.date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
           LEAD(history.stage_id) OVER passages AS next_stage_id,
           LEAD(history.date) OVER passages AS next_date
      FROM crm_customer_stage_history history
     WHERE history.company_id = %(company)s AND %(restrict)s
       AND history.date >= %(since)s::date - 1
    WINDOW passages AS (
        PARTITION BY history.customer_id ORDER BY history.date, history.id)
  ) line
  JOIN crm_lifecycle_stage stage ON stage.id = line.stage_id
  LEFT JOIN crm_lifecycle_stage next_stage
    ON next_stage.id = line.next_stage_id
   AND next_stage.sequence > stage.sequence
   AND next_stage.is_lost IS NOT TRUE
   AND next_stage.strategy IS DISTINCT FROM 'win_back'
 CROSS JOIN LATERAL (VALUES
    ('stage_entered', 1::numeric),
    ('stage_moved', CASE WHEN next_stage.id IS NOT NULL THEN 1 END),
    ('stage_days', CASE WHEN next_stage.id IS NOT NULL
        THEN EXTRACT(EPOCH FROM line.next_date - line.date) / 86400 END)
  ) figure (measure, amount)
 WHERE figure.amount IS NOT NULL AND line.day >= %(since)s
""",
        tz=scope.tz,
        company=scope.company_id,
        since=since,
        restrict=scope.restrict(SQL("history.customer_id")),
    )


def first_orders(scope, since):
    """Flow rows of active customers who ordered for the first time."""
    return SQL(
        """
SELECT customer.id, customer.date_first_order, 'customer_new', NULL::int, 1::numeric
  FROM crm_customer customer
 WHERE customer.company_id = %(company)s AND customer.active
   AND customer.date_first_order >= %(since)s AND %(restrict)s
""",
        company=scope.company_id,
        since=since,
        restrict=scope.restrict(SQL("customer.id")),
    )


def losses(scope, since):
    """Flow rows of customers who were lost."""
    return SQL(
        """
SELECT loss.customer_id, loss.date, 'customer_lost', NULL::int, 1::numeric
  FROM crm_customer_loss loss
 WHERE loss.company_id = %(company)s AND loss.date >= %(since)s AND %(restrict)s
""",
        company=scope.company_id,
        since=since,
        restrict=scope.restrict(SQL("loss.customer_id")),
    )


def silent_customers(scope):
    """State rows (customer_id, measure, amount) of customers silent for too long."""
    return SQL(
        """
SELECT customer.id, 'customer_silent', 1::numeric
  FROM crm_customer customer
 WHERE customer.company_id = %(company)s AND customer.active
   AND customer.rhythm_state = 'late' AND %(restrict)s
""",
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def fact_states(scope, names):
    """State rows of the facts with these names: stored numbers of crm.customer."""
    values = [
        SQL("(%s, %s::numeric)", name, SQL.identifier("customer", name))
        for name in names
    ]
    return SQL(
        """
SELECT customer.id, figure.measure, figure.amount
  FROM crm_customer customer
 CROSS JOIN LATERAL (VALUES %(values)s) figure (measure, amount)
 WHERE customer.company_id = %(company)s AND customer.active AND figure.amount <> 0
   AND %(restrict)s
""",
        values=SQL(", ").join(values),
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def date_passage(line, moment, from_stage_id):
    """Dates a line of stage history and says where it came from; for the demo only."""
    return SQL(
        """
UPDATE crm_customer_stage_history SET date = %(moment)s, from_stage_id = %(stage)s
 WHERE id = %(line)s
""",
        moment=moment,
        stage=from_stage_id,
        line=line.id,
    )
