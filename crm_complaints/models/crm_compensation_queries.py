# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Statements about compensations as SQL; nothing here executes anything."""

from odoo.tools import SQL

from odoo.addons.crm_lifecycle.models.crm_fact_queries import (
    confirmed_orders,
    other_turnover,
)

from .crm_compensation_rules import GOODS_KINDS

COMPENSATION_FACT_COLUMNS = (
    "compensation_cost_12m",
    "margin_12m",
    "margin_net_12m",
)


def take_turn(table, ids):
    """Makes transactions that grant from the same source run one after the other.

    The row is really changed: who waited, or started before, is run again by the
    server with a fresh view of what the other granted.
    """
    return SQL(
        "UPDATE %s SET grant_turn = COALESCE(grant_turn, 0) + 1 WHERE id = ANY(%s)",
        SQL.identifier(table),
        list(ids),
    )


def _cost_at_todays_price(scope):
    """Cost of an order line: quantity in the product's unit, at its present cost."""
    return SQL(
        """line.product_uom_qty * COALESCE(line_unit.factor, 1)
           / COALESCE(NULLIF(unit.factor, 0), 1)
           * COALESCE((product.standard_price ->> %s)::numeric, 0)""",
        str(scope.company_id),
    )


def _cost_of_the_order():
    """Cost of an order line as sale_margin keeps it, in the company's currency."""
    return SQL(
        """line.product_uom_qty * COALESCE(line.purchase_price, 0)
           / COALESCE(NULLIF(so.currency_rate, 0), 1)"""
    )


def _goods(cost):
    """Cost of the goods of confirmed orders, one row per order line."""
    return SQL(
        """
    SELECT ordered.customer_id, ordered.day, (%s) AS cost
      FROM ordered
      JOIN sale_order so ON so.id = ordered.order_id
      JOIN sale_order_line line ON line.order_id = so.id
      JOIN product_product product ON product.id = line.product_id
      JOIN product_template template ON template.id = product.product_tmpl_id
      LEFT JOIN uom_uom line_unit ON line_unit.id = line.product_uom_id
      LEFT JOIN uom_uom unit ON unit.id = template.uom_id
     WHERE line.display_type IS NULL
""",
        cost,
    )


def compensation_facts(scope, has_order_cost):
    """Cost of compensations and margin of 365 days, before and after them.

    Margin is turnover less the cost of the ordered goods. Credit notes and used
    discounts lower the turnover already, so only goods sent again free of charge come
    off once more; the cost of all of them is told beside it.
    has_order_cost: whether order lines keep their cost (sale_margin is installed).
    """
    cost = _cost_of_the_order() if has_order_cost else _cost_at_todays_price(scope)
    return SQL(
        """
WITH ordered AS (%(ordered)s), goods AS (%(goods)s), invoiced AS (%(invoiced)s)
SELECT customer_id,
       ROUND(SUM(spent), %(decimals)s),
       ROUND(SUM(turnover - cost), %(decimals)s),
       ROUND(SUM(turnover - cost - sent_again), %(decimals)s)
  FROM (
    SELECT customer_id, day, amount AS turnover, 0.0 AS cost, 0.0 AS spent,
           0.0 AS sent_again FROM ordered
     UNION ALL
    SELECT customer_id, day, amount, 0.0, 0.0, 0.0 FROM invoiced
     UNION ALL
    SELECT customer_id, day, 0.0, cost, 0.0, 0.0 FROM goods
     UNION ALL
    SELECT offer.customer_id, offer.date_cost, 0.0, 0.0, offer.cost,
           CASE WHEN offer.kind = ANY(%(goods_kinds)s) THEN offer.cost ELSE 0.0 END
      FROM crm_complaint_compensation offer
     WHERE offer.company_id = %(company)s AND offer.state = 'done'
       AND offer.date_cost IS NOT NULL AND %(offers)s
  ) document
 WHERE day > %(today)s - 365 AND day <= %(today)s
 GROUP BY customer_id
""",
        ordered=confirmed_orders(scope),
        goods=_goods(cost),
        invoiced=other_turnover(scope),
        goods_kinds=list(GOODS_KINDS),
        company=scope.company_id,
        today=scope.today,
        decimals=scope.decimals,
        offers=scope.restrict(SQL("offer.customer_id")),
    )
