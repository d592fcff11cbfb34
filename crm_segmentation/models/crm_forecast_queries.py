# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the forecast reads and stores; nothing here executes anything."""

from odoo.tools import SQL

from odoo.addons.crm_lifecycle.models import crm_fact_queries


def store_plain(ids, columns):
    """Baseline, rate and risk, which need no forecast."""
    return SQL(
        """
UPDATE crm_customer_value AS target
   SET baseline_orders = fresh.orders, baseline_contribution = fresh.money,
       contribution_rate = fresh.rate, risk = fresh.risk,
       forecast_state = NULLIF(fresh.state, '')
  FROM UNNEST(%s::int4[], %s::float8[], %s::numeric[], %s::float8[], %s::varchar[],
              %s::varchar[]) AS fresh (id, orders, money, rate, risk, state)
 WHERE target.id = fresh.id
""",
        ids,
        *columns,
    )


def store_forecast(ids, stamp, columns):
    """What a run expects of its customers; stamp: (run id, grade, today)."""
    return SQL(
        """
UPDATE crm_customer_value AS target
   SET run_id = %s, grade = %s, date_forecast = %s, p_active = fresh.p,
       expected_orders = fresh.orders, expected_amount = fresh.amount,
       expected_contribution = fresh.money, contribution_active = fresh.active,
       contribution_at_risk = GREATEST(0, fresh.active - fresh.money),
       date_median = %s::date + fresh.wait
  FROM UNNEST(%s::int4[], %s::float8[], %s::float8[], %s::numeric[],
              %s::numeric[], %s::numeric[], %s::int4[])
       AS fresh (id, p, orders, amount, money, active, wait)
 WHERE target.id = fresh.id
""",
        *stamp,
        stamp[-1],
        ids,
        *columns,
    )


def read_basis(scope):
    """What the arithmetic needs of each row; ordered, so that runs can be repeated."""
    return SQL(
        """
SELECT id, COALESCE(trade_type_id, 0), order_days - 1, recency_days, age_days,
       order_days, order_days_12m, amount_ordered::float8,
       (amount_goods + amount_returned + amount_compensation
        + amount_credit)::float8,
       visit_count_12m, silence, p_active, contribution_active::float8
  FROM crm_customer_value WHERE company_id = %s ORDER BY id
""",
        scope.company_id,
    )


def read_history(scope, start, cutoff):
    """Customers as they stood at the end of `cutoff`, and what they did after it.

    (trade type, repeats, recency, age, order days, order days of the year before,
    amount before, order days after, amount after)
    """
    return SQL(
        """
SELECT COALESCE(customer.trade_type_id, 0), days - 1, last_day - first_day,
       %(cutoff)s - first_day, days, days_year, before::float8, days_after,
       after::float8
  FROM (
    SELECT customer_id,
           MIN(day) AS first_day,
           MAX(day) FILTER (WHERE day <= %(cutoff)s) AS last_day,
           COUNT(DISTINCT day) FILTER (WHERE day <= %(cutoff)s) AS days,
           COUNT(DISTINCT day) FILTER (
               WHERE day <= %(cutoff)s AND day > %(cutoff)s - 365) AS days_year,
           SUM(amount) FILTER (WHERE day <= %(cutoff)s) AS before,
           COUNT(DISTINCT day) FILTER (WHERE day > %(cutoff)s) AS days_after,
           COALESCE(SUM(amount) FILTER (WHERE day > %(cutoff)s), 0) AS after
      FROM (%(ordered)s) ordered
     WHERE day BETWEEN %(start)s AND %(today)s
     GROUP BY customer_id HAVING MIN(day) <= %(cutoff)s
  ) known
  JOIN crm_customer customer ON customer.id = known.customer_id AND customer.active
 ORDER BY customer.id
""",
        cutoff=cutoff,
        start=start,
        today=scope.today,
        ordered=crm_fact_queries.confirmed_orders(scope),
    )


def read_steps(scope, start, cutoff, step_days):
    """(trade type, step, order days) after the cutoff of customers known then."""
    return SQL(
        """
SELECT COALESCE(customer.trade_type_id, 0), (day - %(cutoff)s - 1) / %(step)s, COUNT(*)
  FROM (
    SELECT customer_id, day, MIN(MIN(day)) OVER (PARTITION BY customer_id) AS first_day
      FROM (%(ordered)s) ordered
     WHERE day BETWEEN %(start)s AND %(today)s
     GROUP BY customer_id, day
  ) bought
  JOIN crm_customer customer ON customer.id = bought.customer_id AND customer.active
 WHERE day > %(cutoff)s AND first_day <= %(cutoff)s
 GROUP BY 1, 2
""",
        cutoff=cutoff,
        start=start,
        today=scope.today,
        step=step_days,
        ordered=crm_fact_queries.confirmed_orders(scope),
    )
