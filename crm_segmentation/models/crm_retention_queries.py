# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who stayed, came and came back in each month, quarter and year (S-554, S-555)."""

from odoo.tools import SQL

from odoo.addons.crm_lifecycle.models import crm_fact_queries
from odoo.addons.crm_lifecycle.models.crm_visit_queries import done_visits

from .crm_turnover_queries import turnover


def retention(scope, goods, visit_cost):
    """Rows of one company: one per kind and period, the running one included.

    goods: SQL of `crm.customer._goods_rows`, or of `part_of_turnover`; visit_cost: of
    one visit. The counts are
    those of crm_cohort_rules, which the tests hold this statement against: a
    customer buys in a period when it ordered in it. Turnover and cost of who did not
    order in the period (credit notes, mostly) stand apart, so that all add up.
    """
    parts = {
        "ordered": crm_fact_queries.confirmed_orders(scope),
        "fact": _facts(scope, goods),
        "step": _steps(),
        "together": _together(),
        "placed": _placed(),
        "counted": _counted(),
        "span": _span(scope),
        "filled": _filled(),
    }
    return SQL(
        "WITH %s %s",
        SQL(", ").join(
            SQL("%s AS (%s)", SQL.identifier(name), part)
            for name, part in parts.items()
        ),
        _rows(scope, visit_cost),
    )


def part_of_turnover(scope, part):
    """(customer_id, day, cost) where costs are a fixed part of the turnover."""
    return SQL(
        "SELECT customer_id, day, amount * %s AS cost FROM (%s) turnover",
        part,
        turnover(scope),
    )


def _facts(scope, goods):
    """(customer_id, month, amount, orders, cost, visits), each source on its own."""
    return SQL(
        """
SELECT customer_id, date_trunc('month', day::timestamp) AS month,
       SUM(amount) AS amount, SUM(orders) AS orders, SUM(cost) AS cost,
       SUM(visits) AS visits
  FROM (
    SELECT customer_id, day, amount, orders, 0 AS cost, 0 AS visits
      FROM (%(turnover)s) turnover
     UNION ALL
    SELECT customer_id, day, 0, 0, cost, 0 FROM (%(goods)s) line
     UNION ALL
    SELECT customer_id, day, 0, 0, 0, 1 FROM (%(visits)s) visit
  ) source
 WHERE day <= %(today)s
 GROUP BY 1, 2
""",
        turnover=turnover(scope),
        goods=goods,
        visits=done_visits(scope),
        today=scope.today,
    )


def _steps():
    return SQL(
        """
SELECT * FROM (VALUES ('month', 1, interval '1 month'),
                      ('quarter', 2, interval '3 months'),
                      ('year', 3, interval '1 year')) AS kinds (kind, number, length)
"""
    )


def _together():
    return SQL(
        """
SELECT step.kind, step.length, fact.customer_id,
       date_trunc(step.kind, fact.month) AS period,
       SUM(fact.amount) AS amount, SUM(fact.orders) AS orders,
       SUM(fact.cost) AS cost, SUM(fact.visits) AS visits
  FROM fact CROSS JOIN step
 GROUP BY 1, 2, 3, 4
"""
    )


def _placed():
    """With the last period before in which the customer ordered, if any."""
    return SQL(
        """
SELECT *,
       CASE WHEN orders <= 0 THEN 'none'
            WHEN last_period IS NULL THEN 'new'
            WHEN last_period = period - length THEN 'kept'
            ELSE 'back' END AS place
  FROM (
    SELECT *, MAX(period) FILTER (WHERE orders > 0) OVER (
                  PARTITION BY kind, customer_id ORDER BY period
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS last_period
      FROM together
  ) dated
"""
    )


def _counted():
    """Visits at who never ordered before the period are to win a customer."""
    return SQL(
        """
SELECT kind, period,
       COUNT(*) FILTER (WHERE place != 'none') AS buyers,
       COUNT(*) FILTER (WHERE place = 'kept') AS kept,
       COUNT(*) FILTER (WHERE place = 'new') AS fresh,
       COUNT(*) FILTER (WHERE place = 'back') AS back,
       SUM(amount) AS amount,
       SUM(amount) FILTER (WHERE place = 'kept') AS amount_kept,
       SUM(amount) FILTER (WHERE place = 'new') AS amount_new,
       SUM(amount) FILTER (WHERE place = 'back') AS amount_back,
       SUM(amount) FILTER (WHERE place = 'none') AS amount_other,
       SUM(amount - cost) FILTER (WHERE place = 'kept') AS margin_kept,
       SUM(amount - cost) FILTER (WHERE place = 'new') AS margin_new,
       SUM(visits) FILTER (WHERE last_period IS NULL) AS visits_new,
       SUM(visits) FILTER (WHERE last_period IS NOT NULL) AS visits_old
  FROM placed GROUP BY 1, 2
"""
    )


def _span(scope):
    """Every period since the first order; periods nobody bought in are rows as well."""
    return SQL(
        """
SELECT step.kind, step.number,
       generate_series(date_trunc(step.kind, bounds.first_month),
                       date_trunc(step.kind, %(today)s::date::timestamp), step.length)
           AS period,
       date_trunc(step.kind, %(today)s::date::timestamp) AS running
  FROM step
 CROSS JOIN (SELECT MIN(month) AS first_month FROM fact WHERE orders > 0) bounds
 WHERE bounds.first_month IS NOT NULL
""",
        today=scope.today,
    )


def _filled():
    """Every period with its counts, and with the buyers of the period before."""
    return SQL(
        """
SELECT span.*, COALESCE(buyers, 0)::int AS buyers, COALESCE(kept, 0)::int AS kept,
       COALESCE(fresh, 0)::int AS fresh, COALESCE(back, 0)::int AS back,
       COALESCE(amount, 0) AS amount, COALESCE(amount_kept, 0) AS amount_kept,
       COALESCE(amount_new, 0) AS amount_new,
       COALESCE(amount_back, 0) AS amount_back,
       COALESCE(amount_other, 0) AS amount_other,
       COALESCE(margin_kept, 0) AS margin_kept,
       COALESCE(margin_new, 0) AS margin_new,
       COALESCE(visits_new, 0) AS visits_new, COALESCE(visits_old, 0) AS visits_old,
       COALESCE(LAG(buyers) OVER (PARTITION BY span.kind ORDER BY span.period),
                0)::int AS before
  FROM span
  LEFT JOIN counted ON counted.kind = span.kind AND counted.period = span.period
"""
    )


def _rows(scope, visit_cost):
    return SQL(
        """
SELECT (%(company)s::bigint * 10 + number) * 100000
           + date_part('year', period)::int * 12 + date_part('month', period)::int
           AS id,
       %(company)s AS company_id, kind, period::date AS date,
       period = running AS is_running, before AS before_count, kept AS kept_count,
       before - kept AS left_count, fresh AS new_count, back AS back_count,
       buyers AS buyer_count,
       CASE WHEN before > 0 THEN kept::float8 / before END AS retention_rate,
       ROUND(amount, %(decimals)s) AS amount,
       ROUND(amount_kept, %(decimals)s) AS amount_kept,
       ROUND(amount_new, %(decimals)s) AS amount_new,
       ROUND(amount_back, %(decimals)s) AS amount_back,
       ROUND(amount_other, %(decimals)s) AS amount_other,
       CASE WHEN amount_kept + amount_new + amount_back > 0 THEN
           (amount_new / (amount_kept + amount_new + amount_back))::float8 END
           AS new_share,
       ROUND(margin_kept::numeric, %(decimals)s) AS margin_kept,
       ROUND(margin_new::numeric, %(decimals)s) AS margin_new,
       ROUND((visits_new * %(visit_cost)s)::numeric, %(decimals)s) AS cost_new,
       ROUND((visits_old * %(visit_cost)s)::numeric, %(decimals)s) AS cost_old,
       CASE WHEN fresh > 0 THEN
           ROUND((visits_new * %(visit_cost)s / fresh)::numeric, %(decimals)s) END
           AS cost_per_new,
       CASE WHEN kept + back > 0 THEN
           ROUND((visits_old * %(visit_cost)s / (kept + back))::numeric,
                 %(decimals)s) END AS cost_per_old
  FROM filled
""",
        company=scope.company_id,
        decimals=scope.decimals,
        visit_cost=visit_cost,
    )
