# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What each customer bought in each month since its first order."""

from odoo.tools import SQL

from .crm_turnover_queries import turnover


def cohort_months(scope):
    """Rows of one company: customer, day of the first order, month, turnover, orders.

    buyer_id is empty in a month that has credit notes only: it is no month in which
    the customer bought. What was invoiced before the first order is left out.
    """
    return SQL(
        """
SELECT customer_id::bigint * 4000 + date_part('year', month)::int * 12
           + date_part('month', month)::int - 24000 AS id,
       %(company)s AS company_id, customer_id, first_day AS date_first, month,
       CASE WHEN orders > 0 THEN customer_id END AS buyer_id,
       ROUND(amount, %(decimals)s) AS amount, orders::int AS order_count
  FROM (
    SELECT customer_id, first_day, date_trunc('month', day::timestamp)::date AS month,
           SUM(amount) AS amount, SUM(orders) AS orders
      FROM (
        SELECT customer_id, day, amount, orders,
               MIN(day) FILTER (WHERE orders > 0) OVER (PARTITION BY customer_id)
                   AS first_day
          FROM (%(turnover)s) turnover
      ) dated
     WHERE day >= first_day
     GROUP BY customer_id, first_day, 3
  ) monthly
""",
        company=scope.company_id,
        decimals=scope.decimals,
        turnover=turnover(scope),
    )
