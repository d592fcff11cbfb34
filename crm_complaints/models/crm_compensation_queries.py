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


def compensation_facts(scope, goods):
    """Cost of compensations and margin of 365 days, before and after them.

    Margin is turnover less the cost of the ordered goods. Credit notes and used
    discounts lower the turnover already, so only goods sent again free of charge come
    off once more; the cost of all of them is told beside it.
    goods: SQL of `crm.customer._goods_rows`
    """
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
        goods=goods,
        invoiced=other_turnover(scope),
        goods_kinds=list(GOODS_KINDS),
        company=scope.company_id,
        today=scope.today,
        decimals=scope.decimals,
        offers=scope.restrict(SQL("offer.customer_id")),
    )


def goods_given_again(scope):
    """Rows (customer_id, day, kind, amount) of goods sent again, at their cost."""
    return SQL(
        """
    SELECT offer.customer_id, offer.date_cost AS day, 'compensation' AS kind,
           offer.cost AS amount
      FROM crm_complaint_compensation offer
     WHERE offer.company_id = %s AND offer.state = 'done' AND offer.kind = ANY(%s)
       AND offer.date_cost IS NOT NULL AND %s
""",
        scope.company_id,
        list(GOODS_KINDS),
        scope.restrict(SQL("offer.customer_id")),
    )
