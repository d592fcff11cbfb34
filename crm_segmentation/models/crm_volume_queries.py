# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Our part of what customers trade in all, and of each month of the company."""

from odoo.tools import SQL

from .crm_turnover_queries import turnover


def turnover_of_periods(scope, periods):
    """(customer_id, date_from, date_to, amount) of a list of (customer, from, to)."""
    return SQL(
        """
SELECT period.customer_id, period.date_from, period.date_to,
       ROUND(COALESCE(SUM(turnover.amount), 0), %(decimals)s)::float8
  FROM (SELECT DISTINCT * FROM unnest(%(ids)s, %(starts)s::date[], %(ends)s::date[])
        AS given(customer_id, date_from, date_to)) period
  LEFT JOIN (%(turnover)s) turnover
    ON turnover.customer_id = period.customer_id
   AND turnover.day BETWEEN period.date_from AND period.date_to
 GROUP BY 1, 2, 3
""",
        decimals=scope.decimals,
        ids=[customer for customer, _start, _end in periods],
        starts=[start for _customer, start, _end in periods],
        ends=[end for _customer, _start, end in periods],
        turnover=turnover(scope),
    )


VOLUME_FACT_COLUMNS = ("own_volume", "date_own_volume", "wallet_share")


def volume_facts(scope):
    """(customer_id, own volume of a year, its last day, our share of it).

    The volume with the latest end counts, of equal ends the one found out last; what
    covers less or more than a year is brought to 365 days.
    """
    return SQL(
        """
WITH newest AS (
    SELECT DISTINCT ON (volume.customer_id) volume.customer_id, volume.amount,
           volume.date_from, volume.date_to
      FROM crm_customer_volume volume
      JOIN crm_customer customer ON customer.id = volume.customer_id
     WHERE customer.company_id = %(company)s AND volume.date_from <= %(today)s
       AND %(restrict)s
     ORDER BY volume.customer_id, volume.date_to DESC, volume.date DESC, volume.id DESC
)
SELECT newest.customer_id,
       ROUND(newest.amount * 365 / (date_to - date_from + 1), %(decimals)s),
       date_to,
       ROUND(COALESCE(SUM(turnover.amount), 0)
           * (date_to - date_from + 1)
           / (LEAST(date_to, %(today)s) - date_from + 1)
           / newest.amount, 6)::float8
  FROM newest
  LEFT JOIN (%(turnover)s) turnover
    ON turnover.customer_id = newest.customer_id
   AND turnover.day BETWEEN newest.date_from AND newest.date_to
 WHERE newest.amount > 0
 GROUP BY newest.customer_id, newest.amount, date_from, date_to
""",
        company=scope.company_id,
        today=scope.today,
        decimals=scope.decimals,
        restrict=scope.restrict(SQL("customer.id")),
        turnover=turnover(scope),
    )


def monthly_shares(scope):
    """Rows of each customer's turnover by calendar month and its part of the month.

    The month stands in every partition, so that a filter on it is applied first.
    """
    return SQL(
        """
SELECT (customer_id::bigint * 4000 + date_part('year', month)::int * 12
           + date_part('month', month)::int - 24000) AS id,
       %(company)s AS company_id, customer_id, month,
       ROUND(amount, %(decimals)s) AS amount, orders AS order_count,
       CASE WHEN amount > 0 THEN (amount / SUM(GREATEST(amount, 0))
                OVER (PARTITION BY month))::float8
            ELSE 0 END AS company_share
  FROM (
    SELECT customer_id, date_trunc('month', day::timestamp)::date AS month,
           SUM(amount) AS amount, SUM(orders) AS orders
      FROM (%(turnover)s) turnover
     GROUP BY 1, 2
  ) monthly
""",
        company=scope.company_id,
        decimals=scope.decimals,
        turnover=turnover(scope),
    )
