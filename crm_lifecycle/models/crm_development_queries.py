# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Set-based statements of new-customer plans and reactivation lists."""

from odoo.tools import SQL

from .crm_fact_queries import confirmed_orders, other_turnover


def _customers_of_plans(plan_ids):
    """FROM and WHERE: whom each plan is about, by owner, team, kind and region."""
    return SQL(
        """
  FROM crm_development_plan plan
  JOIN crm_customer customer ON customer.company_id = plan.company_id
  JOIN res_partner partner ON partner.id = customer.partner_id
 WHERE plan.id = ANY(%s)
   AND (plan.user_id IS NULL OR customer.user_id = plan.user_id)
   AND (plan.team_id IS NULL OR customer.team_id = plan.team_id)
   AND (plan.kind_id IS NULL OR customer.kind_id = plan.kind_id)
   AND (plan.country_state_id IS NULL OR partner.state_id = plan.country_state_id)
""",
        list(plan_ids),
    )


def won(scope, plan_ids):
    """Rows (plan, customer): customers whose first order ever falls into the plan."""
    return SQL(
        """
SELECT plan.id AS plan_id, customer.id AS customer_id %s
   AND customer.date_first_order BETWEEN plan.date_from AND plan.date_to
   AND customer.company_id = %s
""",
        _customers_of_plans(plan_ids),
        scope.company_id,
    )


def registered(scope, plan_ids):
    """Rows (plan, registration): confirmed within the plan, by the company's day."""
    return SQL(
        """
SELECT found.plan_id, registration.id AS registration_id
  FROM (SELECT plan.id AS plan_id, plan.date_from, plan.date_to,
               customer.id AS customer_id %(customers)s) found
  JOIN crm_customer_registration registration
    ON registration.customer_id = found.customer_id
 WHERE registration.state = 'confirmed' AND registration.company_id = %(company)s
   AND (registration.date_confirmed AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date
       BETWEEN found.date_from AND found.date_to
""",
        customers=_customers_of_plans(plan_ids),
        company=scope.company_id,
        tz=scope.tz,
    )


def actuals(scope, plan_ids):
    """Rows (plan, new customers, registrations, turnover of the new customers)."""
    return SQL(
        """
WITH won AS (%(won)s), registered AS (%(registered)s),
turnover AS (
    SELECT customer_id, day, amount FROM (%(orders)s) ordered
     UNION ALL
    SELECT customer_id, day, amount FROM (%(others)s) invoiced
)
SELECT plan.id,
       (SELECT COUNT(*) FROM won WHERE won.plan_id = plan.id),
       (SELECT COUNT(*) FROM registered WHERE registered.plan_id = plan.id),
       COALESCE((
           SELECT ROUND(SUM(turnover.amount), %(decimals)s)
             FROM won JOIN turnover ON turnover.customer_id = won.customer_id
            WHERE won.plan_id = plan.id AND turnover.day <= %(today)s
              AND turnover.day BETWEEN plan.date_from AND plan.date_to
       ), 0)
  FROM crm_development_plan plan
 WHERE plan.id = ANY(%(plans)s)
""",
        won=won(scope, plan_ids),
        registered=registered(scope, plan_ids),
        orders=confirmed_orders(scope),
        others=other_turnover(scope),
        decimals=scope.decimals,
        today=scope.today,
        plans=list(plan_ids),
    )


def orders_since(scope, list_ids):
    """Rows (line, orders, turnover) of a list's customers from its day on."""
    return SQL(
        """
SELECT line.id, COUNT(ordered.document),
       COALESCE(ROUND(SUM(ordered.amount), %(decimals)s), 0)
  FROM crm_reactivation_line line
  JOIN crm_reactivation list ON list.id = line.list_id
  LEFT JOIN (%(orders)s) ordered
    ON ordered.customer_id = line.customer_id AND ordered.day >= list.date
   AND ordered.day <= %(today)s
 WHERE list.id = ANY(%(lists)s)
 GROUP BY line.id
""",
        orders=confirmed_orders(scope),
        decimals=scope.decimals,
        today=scope.today,
        lists=list(list_ids),
    )
