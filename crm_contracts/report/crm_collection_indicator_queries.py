# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Parts of the query behind the indicators of collecting."""

from odoo.tools import SQL

MONTHS = 24


def months(today):
    """The months to report with the day on which each is looked at."""
    return SQL(
        """
SELECT day::date AS month,
       LEAST((day + interval '1 month - 1 day')::date, %(today)s) AS last
  FROM generate_series(
      date_trunc('month', %(today)s::date) - interval '1 month' * (%(months)s - 1),
      %(today)s::date, interval '1 month') day
""",
        today=today,
        months=MONTHS,
    )


def items(today):
    """Posted receivable items with whose they are and the day they are late from."""
    return SQL(
        """
SELECT line.id, customer.company_id, customer.user_id,
       customer.collection_user_id AS agent_id, line.date, line.balance,
       CASE WHEN line.balance > 0 THEN COALESCE(line.date_maturity, line.date)
            ELSE line.date END AS due,
       move.move_type IN ('out_invoice', 'out_refund') AS is_sale
  FROM account_move_line line
  JOIN account_move move ON move.id = line.move_id
  JOIN account_account account ON account.id = line.account_id
  JOIN crm_customer customer ON customer.partner_id = line.partner_id
   AND customer.company_id = line.company_id
 WHERE line.parent_state = 'posted' AND account.account_type = 'asset_receivable'
   AND line.date <= %(today)s
""",
        today=today,
    )


def events():
    """What changes the overdue amount, on the day from which it counts.

    An item counts from the day after it was due, a matching takes off what it matched
    from its day on, on both of its items.
    """
    return SQL(
        """
SELECT company_id, user_id, agent_id, GREATEST(date, due + 1) AS day,
       balance AS amount, due
  FROM item
 UNION ALL
SELECT item.company_id, item.user_id, item.agent_id,
       GREATEST(partial.max_date, item.date, item.due + 1),
       CASE WHEN item.id = partial.debit_move_id THEN -partial.amount
            ELSE partial.amount END, item.due
  FROM account_partial_reconcile partial
  JOIN item ON item.id IN (partial.debit_move_id, partial.credit_move_id)
"""
    )


def movements():
    """Sums of a month and owner: turnover, net change, overdue, days, promises."""
    return SQL(
        """
SELECT company_id, user_id, agent_id, date AS day, balance AS net,
       CASE WHEN is_sale THEN balance ELSE 0 END AS sales,
       0 AS late, 0 AS late_due, 0 AS paid, 0 AS paid_days, 0 AS judged, 0 AS kept
  FROM item
 UNION ALL
SELECT company_id, user_id, agent_id, day, 0, 0, amount,
       amount * (due - DATE '2000-01-01'), 0, 0, 0, 0
  FROM event
 UNION ALL
SELECT item.company_id, item.user_id, item.agent_id, partial.max_date, 0, 0, 0, 0,
       partial.amount, partial.amount * GREATEST(0, partial.max_date - item.due), 0, 0
  FROM account_partial_reconcile partial
  JOIN item ON item.id = partial.debit_move_id
  JOIN account_move_line other ON other.id = partial.credit_move_id
  JOIN account_move move ON move.id = other.move_id
 WHERE move.move_type = 'entry'
 UNION ALL
SELECT promise.company_id, customer.user_id, customer.collection_user_id,
       promise.date_until, 0, 0, 0, 0, 0, 0, promise.company_amount,
       LEAST(promise.company_amount, promise.company_amount
           * COALESCE(promise.amount_received, 0) / promise.amount)
  FROM crm_collection_promise promise
  JOIN crm_customer customer ON customer.id = promise.customer_id
 WHERE promise.state IN ('kept', 'partly', 'broken')
"""
    )


def rows():
    """Each month of each owner and collector, with the sums up to then."""
    return SQL(
        """
  SELECT whose.*, month.month, month.last, COALESCE(summed.net, 0) AS net,
         COALESCE(summed.sales, 0) AS sales, COALESCE(summed.paid, 0) AS paid,
         COALESCE(summed.paid_days, 0) AS paid_days,
         COALESCE(summed.judged, 0) AS judged, COALESCE(summed.kept, 0) AS kept,
         SUM(summed.net) OVER past AS closing, SUM(summed.late) OVER past AS late,
         SUM(summed.late_due) OVER past AS late_due,
         SUM(summed.sales) OVER quarter AS quarter_sales,
         month.last - (month.month - interval '2 months')::date + 1 AS quarter_days
    FROM (SELECT DISTINCT company_id, user_id, agent_id FROM summed) whose
   CROSS JOIN (SELECT * FROM month UNION ALL
               SELECT (MIN(month) - interval '1 month')::date, MIN(month) - 1
                 FROM month) month
    LEFT JOIN summed ON summed.company_id = whose.company_id
     AND summed.user_id IS NOT DISTINCT FROM whose.user_id
     AND summed.agent_id IS NOT DISTINCT FROM whose.agent_id
     AND summed.month = month.month
  WINDOW past AS (PARTITION BY whose.company_id, whose.user_id, whose.agent_id
                  ORDER BY month.month),
         quarter AS (past ROWS 2 PRECEDING)
"""
    )


def indicators(today):
    """One row per month, company, owner and collector; amounts that can be added.

    Movements before the first month are put one month before it, which is not shown.
    """
    return SQL(
        """
WITH month AS (%(months)s), item AS (%(items)s), event AS (%(events)s),
summed AS (
  SELECT company_id, user_id, agent_id,
         GREATEST(date_trunc('month', day)::date,
             ((SELECT MIN(month) FROM month) - interval '1 month')::date) AS month,
         SUM(net) AS net, SUM(sales) AS sales, SUM(late) AS late,
         SUM(late_due) AS late_due, SUM(paid) AS paid, SUM(paid_days) AS paid_days,
         SUM(judged) AS judged, SUM(kept) AS kept
    FROM (%(movements)s) movement
   WHERE day <= %(today)s
   GROUP BY 1, 2, 3, 4
), row AS (%(rows)s)
SELECT ROW_NUMBER() OVER (ORDER BY row.month, row.company_id, row.user_id,
           row.agent_id)::int AS id,
       row.month AS date, row.company_id, company.currency_id, row.user_id,
       row.agent_id AS collection_user_id, row.sales AS amount_invoiced,
       COALESCE(row.closing, 0) - row.net AS amount_opening,
       COALESCE(row.closing, 0) AS amount_closing,
       COALESCE(row.late, 0) AS amount_overdue,
       COALESCE(row.closing, 0) - COALESCE(row.late, 0) AS amount_current,
       row.paid AS amount_received, row.judged AS amount_promised,
       row.kept AS amount_kept,
       COALESCE(row.quarter_sales, 0) / row.quarter_days AS sales_a_day,
       row.paid_days + COALESCE(row.late, 0) * (row.last - DATE '2000-01-01')
           - COALESCE(row.late_due, 0) AS amount_days_late,
       row.paid + COALESCE(row.late, 0) AS amount_dated
  FROM row
  JOIN res_company company ON company.id = row.company_id
 WHERE row.month >= (SELECT MIN(month) FROM month)
""",
        months=months(today),
        items=items(today),
        events=events(),
        movements=movements(),
        rows=rows(),
        today=today,
    )
