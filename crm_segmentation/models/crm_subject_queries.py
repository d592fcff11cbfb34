# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Turnover by month of what a season or a forecast is about."""

from odoo.tools import SQL

from .crm_product_queries import product_lines
from .crm_turnover_queries import turnover


def product_turnover(scope, product_ids, categ_ids):
    """(customer_id, day, amount) of products, or of everything in product lines."""
    return SQL(
        """
SELECT customer_id, day, amount FROM (%(lines)s) line
 WHERE day <= %(today)s
   AND (product_id = ANY(%(products)s) OR categ_id = ANY(%(categories)s))
""",
        lines=product_lines(scope),
        today=scope.today,
        products=list(product_ids),
        categories=list(categ_ids),
    )


def months(scope, rows, moves):
    """(month, number of the month it counts in, amount) of a subject, oldest first.

    rows: SQL with customer_id, day, amount; None for all turnover of the scope
    moves: of crm_lunar_rules; a day that is moved counts in another month of the year,
        and stays in the row of its own
    """
    return SQL(
        """
SELECT date_trunc('month', bought.day::timestamp)::date,
       date_part('month', bought.day + COALESCE(moved.days, 0))::int,
       ROUND(SUM(bought.amount), %(decimals)s)::float8
  FROM (%(rows)s) bought
  LEFT JOIN unnest(%(firsts)s::date[], %(lasts)s::date[], %(days)s::int[])
            AS moved (first, last, days)
    ON bought.day BETWEEN moved.first AND moved.last
 WHERE bought.day <= %(today)s
 GROUP BY 1, 2
 ORDER BY 1, 2
""",
        decimals=scope.decimals,
        rows=rows or turnover(scope),
        firsts=[move.first for move in moves],
        lasts=[move.last for move in moves],
        days=[move.days for move in moves],
        today=scope.today,
    )
