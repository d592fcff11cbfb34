# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a customer bought in the scoring window: the basis of RFM, ABC and XYZ."""

from typing import NamedTuple

from odoo.tools import SQL

from odoo.addons.crm_lifecycle.models import crm_fact_queries

from .crm_demand_rules import LEAST_MONTHS
from .crm_product_queries import product_lines


class WindowRules(NamedTuple):
    """What one company counts.

    days: length of the window up to today
    categ_ids: product lines whose goods count, with all below them; empty: everything
    is_net: whether credit notes lower the turnover
    measure: "amount", "margin" or "quantity", by which ABC compares
    months: full calendar months that XYZ looks at
    """

    days: int
    categ_ids: tuple = ()
    is_net: bool = True
    measure: str = "amount"
    months: int = 12


WINDOW_FACT_COLUMNS = ("rfm_order_count", "rfm_amount", "rfm_date_last")
MEASURE_FACT_COLUMNS = ("abc_measure",)
DEMAND_FACT_COLUMNS = ("xyz_variation", "xyz_months")


def window_facts(scope, rules):
    """(customer_id, orders, turnover, day of the last order) of the scoring window."""
    return SQL(
        """
SELECT customer_id, COUNT(DISTINCT order_id)::int, ROUND(SUM(amount), %(decimals)s),
       MAX(day) FILTER (WHERE order_id IS NOT NULL)
  FROM (%(counted)s) counted
 WHERE day > %(today)s - %(days)s::int
 GROUP BY customer_id
""",
        counted=counted(scope, rules),
        today=scope.today,
        days=rules.days,
        decimals=scope.decimals,
    )


def counted(scope, rules):
    """(customer_id, day, amount, order_id) of the documents that count, up to today.

    Whole documents as in crm_turnover_queries.turnover; with product lines chosen the
    lines of their goods, so that an order counts when it holds at least one of them.
    order_id: a key of the order, below zero for those of an older system
    """
    return SQL(
        "SELECT customer_id, day, amount, order_id FROM (%(documents)s) document"
        " WHERE day <= %(today)s"
        " AND (order_id IS NOT NULL OR amount > 0 OR %(is_net)s)",
        documents=_chosen_lines(scope, rules) if rules.categ_ids else _documents(scope),
        today=scope.today,
        is_net=rules.is_net,
    )


def _documents(scope):
    return SQL(
        """
SELECT customer_id, day, amount, document AS order_id FROM (%(ordered)s) ordered
 UNION ALL
SELECT customer_id, day, amount, NULL FROM (%(invoiced)s) invoiced
""",
        ordered=crm_fact_queries.confirmed_orders(scope),
        invoiced=crm_fact_queries.other_turnover(scope),
    )


def _chosen_lines(scope, rules):
    return SQL(
        """
SELECT lines.customer_id, lines.day, lines.amount, lines.order_id, lines.quantity
  FROM (%(lines)s) lines
 WHERE %(chosen)s
""",
        lines=product_lines(scope),
        chosen=_is_chosen(rules, SQL("lines.categ_id")),
    )


def _is_chosen(rules, column):
    """Whether the product line in the column is one of those chosen, or below one."""
    if not rules.categ_ids:
        return SQL("TRUE")
    return SQL(
        """
%(column)s IN (
    SELECT own.id FROM product_category own
      JOIN product_category wanted ON starts_with(own.parent_path, wanted.parent_path)
     WHERE wanted.id = ANY(%(wanted)s))
""",
        column=column,
        wanted=list(rules.categ_ids),
    )


def quantities(scope, rules):
    """(customer_id, quantity) of the window, each product in its own unit."""
    return SQL(
        """
SELECT customer_id, ROUND(SUM(quantity)::numeric, 2)
  FROM (%(lines)s) lines
 WHERE day > %(today)s - %(days)s::int AND day <= %(today)s
   AND (order_id IS NOT NULL OR amount > 0 OR %(is_net)s)
 GROUP BY customer_id
""",
        lines=_chosen_lines(scope, rules),
        today=scope.today,
        days=rules.days,
        is_net=rules.is_net,
    )


def margins(scope, rules, goods):
    """(customer_id, margin) of the window: turnover that counts less cost of goods.

    goods: crm.customer._goods_rows of the scope. The cost of goods that came back is
    not given back: they are rarely sold again as new.
    """
    return SQL(
        """
WITH ordered AS (%(ordered)s)
SELECT customer_id, ROUND(SUM(amount)::numeric, 2)
  FROM (
    SELECT customer_id, day, amount FROM (%(counted)s) counted
     UNION ALL
    SELECT goods.customer_id, goods.day, -goods.cost
      FROM (%(goods)s) goods
      JOIN product_product product ON product.id = goods.product_id
      JOIN product_template template ON template.id = product.product_tmpl_id
     WHERE %(chosen)s
  ) moved
 WHERE day > %(today)s - %(days)s::int AND day <= %(today)s
 GROUP BY customer_id
""",
        ordered=crm_fact_queries.confirmed_orders(scope),
        counted=counted(scope, rules),
        goods=goods,
        chosen=_is_chosen(rules, SQL("template.categ_id")),
        today=scope.today,
        days=rules.days,
    )


def demand_facts(scope, rules):
    """(customer_id, variation, months): crm_demand_rules.variation of full months.

    The months end with the last full one; a customer who came later is looked at from
    the month of its first order on. Variation 0 of 0 months: it cannot be told.
    """
    return SQL(
        """
SELECT customer_id,
       ROUND((SQRT(GREATEST(months * squares - total * total, 0)) / total)::numeric, 6),
       months
  FROM (
    SELECT customer_id, SUM(amount) AS total, SUM(amount * amount) AS squares,
           LEAST(%(months)s, MAX(age))::int AS months
      FROM (%(monthly)s) monthly
     WHERE age <= %(months)s OR amount = 0
     GROUP BY customer_id
  ) summed
 WHERE total > 0 AND months >= %(least)s
""",
        months=rules.months,
        monthly=_monthly(scope, rules),
        least=LEAST_MONTHS,
    )


def _monthly(scope, rules):
    """(customer_id, age, amount): turnover of each month before this one, 1 the last.

    The first month of the relation is there with 0 as well, to tell its age.
    """
    return SQL(
        """
SELECT customer_id, age, SUM(amount) AS amount
  FROM (
    SELECT customer_id, amount,
           (date_part('year', this_month) - date_part('year', day)) * 12
           + date_part('month', this_month) - date_part('month', day) AS age
      FROM (%(counted)s) counted,
           (SELECT date_trunc('month', %(today)s::date::timestamp) AS this_month) today
  ) aged
 WHERE age BETWEEN 1 AND %(months)s
 GROUP BY customer_id, age
 UNION ALL
SELECT customer_id,
       (date_part('year', %(today)s::date) - date_part('year', MIN(day))) * 12
       + date_part('month', %(today)s::date) - date_part('month', MIN(day)), 0
  FROM (%(counted)s) counted
 WHERE order_id IS NOT NULL
 GROUP BY customer_id
""",
        counted=counted(scope, rules),
        today=scope.today,
        months=rules.months,
    )
