# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Turnover of customers by day: the evidence that scores and seasons stand on."""

from odoo.tools import SQL

from odoo.addons.crm_lifecycle.models import crm_fact_queries

from .crm_season_rules import MOST_YEARS


def turnover(scope):
    """(customer_id, day, amount, orders) of the documents behind amount_12m.

    Orders, credit notes (negative, no order) and invoices without an order, untaxed
    and in the company's currency at the document's own rate, up to the scope's day.
    """
    return SQL(
        """
SELECT customer_id, day, amount, 1 AS orders FROM (%(ordered)s) ordered
 WHERE day <= %(today)s
 UNION ALL
SELECT customer_id, day, amount, 0 FROM (%(invoiced)s) invoiced
 WHERE day <= %(today)s
""",
        ordered=crm_fact_queries.confirmed_orders(scope),
        invoiced=crm_fact_queries.other_turnover(scope),
        today=scope.today,
    )


def season(scope, annual_target):
    """Rows of the seasonal index of one company (A-01, crm_season_rules).

    The years are the last full 36 calendar months before the scope's month, or the
    last 24 or 12 when the history is shorter; without a full year there is no row.
    A month that gave back more than it sold counts as zero, as in crm_season_rules.
    Targets are differences of rounded running sums, so they add up to the year's.
    """
    return SQL(
        """
SELECT %(company)s * 100 + number AS id, %(company)s AS company_id,
       LPAD(number::text, 2, '0') AS month, years, amount_total,
       ROUND(amount_total / years, %(decimals)s) AS amount_average,
       (sold / total * 12)::float8 AS season_index,
       (sold / total)::float8 AS season_share,
       ROUND(running / total * %(target)s, %(decimals)s)
           - ROUND((running - sold) / total * %(target)s, %(decimals)s)
           AS amount_target,
       amount_this_year
  FROM (
    SELECT number, years, amount_total, amount_this_year,
           GREATEST(amount_total, 0) AS sold,
           SUM(GREATEST(amount_total, 0)) OVER () AS total,
           SUM(GREATEST(amount_total, 0)) OVER (ORDER BY number) AS running
      FROM (%(months)s) months
  ) summed
 WHERE total > 0
""",
        company=scope.company_id,
        decimals=scope.decimals,
        target=annual_target,
        months=_season_months(scope),
    )


def _season_months(scope):
    """(number, years, amount_total, amount_this_year) of the twelve months."""
    return SQL(
        """
SELECT number, years,
       COALESCE(ROUND(SUM(amount) FILTER (
           WHERE month >= this_month - make_interval(years => years)
             AND month < this_month), %(decimals)s), 0) AS amount_total,
       COALESCE(ROUND(SUM(amount) FILTER (
           WHERE month >= date_trunc('year', this_month)),
           %(decimals)s), 0) AS amount_this_year
  FROM generate_series(1, 12) number
 CROSS JOIN (%(span)s) span
  LEFT JOIN (%(monthly)s) monthly ON date_part('month', monthly.month) = number
 WHERE years > 0
 GROUP BY number, years, this_month
""",
        decimals=scope.decimals,
        span=_season_span(scope),
        monthly=_monthly_turnover(scope),
    )


def _season_span(scope):
    """(this_month, years): how many whole years of history end with last month."""
    return SQL(
        """
SELECT this_month,
       LEAST(%(most)s, GREATEST(0,
           (date_part('year', age(this_month, first_month)) * 12
            + date_part('month', age(this_month, first_month)))::int / 12)) AS years
  FROM (
    SELECT date_trunc('month', %(today)s::date::timestamp) AS this_month,
           date_trunc('month', MIN(day)::timestamp) AS first_month
      FROM (%(turnover)s) turnover
  ) bounds
""",
        most=MOST_YEARS,
        today=scope.today,
        turnover=turnover(scope),
    )


def _monthly_turnover(scope):
    return SQL(
        """
SELECT date_trunc('month', day::timestamp) AS month, SUM(amount) AS amount
  FROM (%s) turnover GROUP BY 1
""",
        turnover(scope),
    )
