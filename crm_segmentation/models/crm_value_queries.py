# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What customers bought and cost, set-based; nothing here executes anything."""

from datetime import date
from typing import NamedTuple

from odoo.tools import SQL

from odoo.addons.crm_lifecycle.models import crm_fact_queries
from odoo.addons.crm_lifecycle.models.crm_visit_queries import done_visits


class ValueTerms(NamedTuple):
    """How one company reads the history of its customers.

    start: first day of the window; the first order day in it opens a relation
    fixed_margin: part of the turnover that is margin, or None to use costs of goods
    goods: SQL of `crm.customer._goods_rows`
    visit_cost: cost of one visit, in the company's currency
    credit_rate: yearly cost of money that customers owe, as a part
    costs: list of SQL with rows (customer_id, day, kind, amount) of other costs
    """

    start: date
    fixed_margin: float | None
    goods: SQL
    visit_cost: float
    credit_rate: float
    costs: list


BASIS_COLUMNS = (
    "date_first",
    "date_last",
    "order_days",
    "age_days",
    "recency_days",
    "order_days_12m",
    "product_count",
    "quantity",
    "amount_ordered",
    "amount_goods",
    "amount_returned",
    "amount_compensation",
    "amount_credit",
    "amount_visits",
    "visit_count",
    "visit_count_12m",
    "date_next",
    "silence",
    "trade_type_id",
)


def store_basis(scope, terms):
    """One row per customer with an order in the window; rows of others go."""
    columns = SQL(", ").join(SQL.identifier(name) for name in BASIS_COLUMNS)
    fresh = SQL(", ").join(SQL.identifier("excluded", name) for name in BASIS_COLUMNS)
    return SQL(
        """
WITH stored AS (
    INSERT INTO crm_customer_value (customer_id, company_id, date, %(columns)s)
    %(basis)s
        ON CONFLICT (customer_id) DO UPDATE
       SET (company_id, date, %(columns)s)
           = ROW(excluded.company_id, excluded.date, %(fresh)s)
 RETURNING customer_id
)
DELETE FROM crm_customer_value
 WHERE company_id = %(company)s
   AND customer_id NOT IN (SELECT customer_id FROM stored)
RETURNING customer_id
""",
        columns=columns,
        fresh=fresh,
        basis=basis(scope, terms),
        company=scope.company_id,
    )


def basis(scope, terms):
    """(customer_id, company_id, today, *BASIS_COLUMNS) of all customers who bought."""
    parts = {
        "ordered": _window_orders(scope, terms),
        "bought": _bought(scope),
        "goods": _goods(terms),
        "returned": _returned(scope, terms),
        "cost": _costs(scope, terms),
        "visit": _visits(scope, terms),
        "credit": _credit(scope, terms),
    }
    return SQL(
        "WITH %s %s",
        SQL(", ").join(
            SQL("%s AS MATERIALIZED (%s)", SQL.identifier(name), part)
            for name, part in parts.items()
        ),
        _joined(scope, terms),
    )


def _joined(scope, terms):
    goods = SQL("COALESCE(goods.cost, 0)")
    if terms.fixed_margin is not None:
        goods = SQL("bought.amount * %s", 1 - terms.fixed_margin)
    return SQL(
        """
SELECT bought.customer_id, %(company)s, %(today)s::date,
       bought.first_day, bought.last_day, bought.days,
       %(today)s - bought.first_day, bought.last_day - bought.first_day,
       bought.days_12m, COALESCE(goods.products, 0),
       COALESCE(goods.quantity, 0)::float8,
       ROUND(bought.amount, %(decimals)s), ROUND((%(goods)s)::numeric, %(decimals)s),
       ROUND(COALESCE(returned.amount, 0), %(decimals)s),
       ROUND(COALESCE(cost.amount, 0), %(decimals)s),
       ROUND((COALESCE(credit.weight, 0) * %(credit_rate)s / 365)::numeric,
             %(decimals)s),
       ROUND((COALESCE(visit.count, 0) * %(visit_cost)s)::numeric, %(decimals)s),
       COALESCE(visit.count, 0), COALESCE(visit.count_12m, 0),
       bought.last_day + rhythm.days,
       ROUND((%(today)s - bought.last_day)::numeric / rhythm.days, 2)::float8,
       customer.trade_type_id
  FROM bought
  JOIN crm_customer customer ON customer.id = bought.customer_id AND customer.active
 CROSS JOIN LATERAL (SELECT GREATEST(1, CEIL(COALESCE(
       NULLIF(customer.order_rhythm_days, 0), %(rhythm)s)))::int AS days) rhythm
  LEFT JOIN goods ON goods.customer_id = bought.customer_id
  LEFT JOIN returned ON returned.customer_id = bought.customer_id
  LEFT JOIN cost ON cost.customer_id = bought.customer_id
  LEFT JOIN visit ON visit.customer_id = bought.customer_id
  LEFT JOIN credit ON credit.customer_id = bought.customer_id
""",
        company=scope.company_id,
        today=scope.today,
        decimals=scope.decimals,
        goods=goods,
        credit_rate=terms.credit_rate,
        visit_cost=terms.visit_cost,
        rhythm=scope.rhythm_days,
    )


def _window_orders(scope, terms):
    return SQL(
        "SELECT * FROM (%s) confirmed WHERE day BETWEEN %s AND %s",
        crm_fact_queries.confirmed_orders(scope),
        terms.start,
        scope.today,
    )


def _bought(scope):
    """Order days of a customer: several orders of one day are one decision to buy."""
    return SQL(
        """
SELECT customer_id, MIN(day) AS first_day, MAX(day) AS last_day,
       COUNT(DISTINCT day)::int AS days,
       (COUNT(DISTINCT day) FILTER (WHERE day > %s - 365))::int AS days_12m,
       SUM(amount) AS amount
  FROM ordered GROUP BY customer_id
""",
        scope.today,
    )


def _goods(terms):
    return SQL(
        """
SELECT customer_id, COUNT(DISTINCT product_id)::int AS products,
       SUM(quantity) AS quantity, SUM(cost) AS cost
  FROM (%s) line GROUP BY customer_id
""",
        terms.goods,
    )


def _returned(scope, terms):
    """Credit notes; invoices without an order are no decision to buy of their own."""
    return SQL(
        """
SELECT customer_id, -SUM(amount) AS amount FROM (%s) other
 WHERE amount < 0 AND day BETWEEN %s AND %s GROUP BY customer_id
""",
        crm_fact_queries.other_turnover(scope),
        terms.start,
        scope.today,
    )


def _costs(scope, terms):
    none = SQL(
        "SELECT 0 AS customer_id, %s::date AS day, '' AS kind, 0.0 AS amount",
        terms.start,
    )
    return SQL(
        """
SELECT customer_id, SUM(amount) AS amount FROM (%s) spent
 WHERE day BETWEEN %s AND %s GROUP BY customer_id
""",
        SQL(" UNION ALL ").join([none, *terms.costs]),
        terms.start,
        scope.today,
    )


def _visits(scope, terms):
    return SQL(
        """
SELECT customer_id, COUNT(*)::int AS count,
       (COUNT(*) FILTER (WHERE day > %(today)s - 365))::int AS count_12m
  FROM (%(done)s) done WHERE day BETWEEN %(start)s AND %(today)s
 GROUP BY customer_id
""",
        done=done_visits(scope),
        start=terms.start,
        today=scope.today,
    )


def _credit(scope, terms):
    """Money owed times days: of each receivable, until it was paid or until today.

    Only days inside the window count; payments in advance do not pay interest back.
    """
    return SQL(
        """
SELECT customer.id AS customer_id, SUM(owed.amount * owed.days) AS weight
  FROM (
    SELECT item.partner_id, partial.amount,
           LEAST(partial.max_date, %(today)s) - GREATEST(item.date, %(start)s) AS days
      FROM account_partial_reconcile partial
      JOIN account_move_line item ON item.id = partial.debit_move_id
      JOIN account_account account ON account.id = item.account_id
     WHERE item.company_id = %(company)s AND item.parent_state = 'posted'
       AND account.account_type = 'asset_receivable' AND item.date <= %(today)s
       AND partial.max_date > %(start)s
     UNION ALL
    SELECT item.partner_id, item.amount_residual,
           %(today)s - GREATEST(item.date, %(start)s)
      FROM account_move_line item
      JOIN account_account account ON account.id = item.account_id
     WHERE item.company_id = %(company)s AND item.parent_state = 'posted'
       AND account.account_type = 'asset_receivable' AND item.date <= %(today)s
       AND item.reconciled IS NOT TRUE AND item.amount_residual > 0
  ) owed
  JOIN res_partner partner ON partner.id = owed.partner_id
  JOIN crm_customer customer
    ON customer.partner_id = partner.commercial_partner_id
   AND customer.company_id = %(company)s
 WHERE owed.days > 0 AND %(restrict)s
 GROUP BY customer.id
""",
        company=scope.company_id,
        today=scope.today,
        start=terms.start,
        restrict=scope.restrict(SQL("customer.id")),
    )
