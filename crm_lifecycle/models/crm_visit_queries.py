# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Set-based statements about visits; none of them executes anything."""

from datetime import date
from typing import NamedTuple

from odoo.tools import SQL


class AftercareScope(NamedTuple):
    """One step of a policy for contacts after deliveries, in one company.

    interval: PostgreSQL interval from the delivery to the contact, like "1 weeks"
    first, last: days between which a contact is due to be planned now
    merge_days: deliveries so near to one another share a contact
    customers: SQL subselect of the ids of the customers the policy is for
    """

    step_id: int
    company_id: int
    interval: str
    first: date
    last: date
    merge_days: int
    customers: SQL


def done_visits(scope):
    """Rows (customer_id, visit_id, day) of visits that were done with an outcome.

    They are proved sales actions. Restricted to the scope, not to its today.
    """
    return SQL(
        """
    SELECT visit.customer_id, visit.id AS visit_id,
           (visit.date_start AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day
      FROM crm_customer_visit visit
     WHERE visit.company_id = %(company)s AND visit.state IN ('done', 'reviewed')
       AND %(restrict)s
""",
        tz=scope.tz,
        company=scope.company_id,
        restrict=scope.restrict(SQL("visit.customer_id")),
    )


VISIT_FACT_COLUMNS = ("date_last_visit", "date_next_visit", "visit_count_90d")


def visit_facts(scope):
    """Last done visit, next planned one, and how many were done in 90 days."""
    return SQL(
        """
SELECT customer_id,
       MAX(day) FILTER (WHERE done AND day <= %(today)s),
       MIN(day) FILTER (WHERE NOT done AND day >= %(today)s),
       COUNT(*) FILTER (WHERE done AND day <= %(today)s AND day > %(today)s - 90)
  FROM (
    SELECT customer_id, day, TRUE AS done FROM (%(done)s) done_visit
     UNION ALL
    SELECT visit.customer_id,
           (visit.date_start AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date, FALSE
      FROM crm_customer_visit visit
     WHERE visit.company_id = %(company)s AND visit.state IN ('planned', 'agreed')
       AND %(restrict)s
  ) contact
 GROUP BY customer_id
""",
        done=done_visits(scope),
        today=scope.today,
        tz=scope.tz,
        company=scope.company_id,
        restrict=scope.restrict(SQL("visit.customer_id")),
    )


def judge_visits(scope):
    """Stores whether each customer was visited as often as his policy asks.

    A policy of n visits a month asks for one every 30 / n days: up to that many days
    since the last visit it is kept, up to twice as many due, above that late; more
    visits in 90 days than three months of the upper number are too many. A
    customer who was never visited counts from the day his account was opened.
    """
    return SQL(
        """
UPDATE crm_customer AS target SET visit_state = decided.state
  FROM (
    SELECT customer.id,
           CASE WHEN policy.id IS NULL THEN NULL
                WHEN customer.visit_count_90d > policy.visits_max * 3 THEN 'many'
                WHEN waited.days * policy.visits_min <= 30 THEN 'kept'
                WHEN waited.days * policy.visits_min <= 60 THEN 'due'
                ELSE 'late' END AS state
      FROM crm_customer customer
      LEFT JOIN crm_visit_policy policy ON policy.id = customer.visit_policy_id
      CROSS JOIN LATERAL (
           SELECT %(today)s - COALESCE(
               customer.date_last_visit, customer.create_date::date) AS days) waited
     WHERE customer.company_id = %(company)s AND %(restrict)s
  ) AS decided
 WHERE target.id = decided.id AND target.visit_state IS DISTINCT FROM decided.state
RETURNING target.id
""",
        today=scope.today,
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def delivery_day(zone, has_stock):
    """SQL of the day in `zone` on which an order (alias so) was delivered."""
    moment = (
        SQL("so.effective_date")
        if has_stock
        else SQL("COALESCE(so.commitment_date, so.date_order)")
    )
    return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", moment, zone)


def aftercare_due(scope, delivery_day, limit):
    """Rows (order, customer, visitor, day) of contacts that are due and not planned.

    delivery_day: SQL of the day on which an order (alias so) was delivered. One row per
    customer: the next batch finds the rest, without those that share a contact. Orders
    delivered more than a year after their date are left out, so that an index serves.
    """
    return SQL(
        """
SELECT DISTINCT ON (delivery.customer_id)
       delivery.order_id, delivery.customer_id, delivery.user_id, delivery.day
  FROM (
    SELECT so.id AS order_id, customer.id AS customer_id, customer.user_id,
           (%(delivery_day)s + %(interval)s::interval)::date AS day
      FROM sale_order so
      JOIN res_partner partner ON partner.id = so.partner_id
      JOIN crm_customer customer
        ON customer.partner_id = partner.commercial_partner_id
       AND customer.company_id = so.company_id
     WHERE so.company_id = %(company)s AND so.state = 'sale' AND customer.active
       AND so.date_order
           >= %(first)s::date - %(interval)s::interval - interval '1 year'
       AND customer.user_id IS NOT NULL AND customer.id IN %(customers)s
  ) delivery
 WHERE delivery.day BETWEEN %(first)s AND %(last)s
   AND NOT EXISTS (
       SELECT FROM crm_customer_visit visit
        WHERE visit.aftercare_step_id = %(step)s
          AND visit.customer_id = delivery.customer_id
          AND (visit.order_id = delivery.order_id OR ABS(
              visit.date_start::date - delivery.day) < %(merge_days)s))
 ORDER BY delivery.customer_id, delivery.day, delivery.order_id
 LIMIT %(limit)s
""",
        delivery_day=delivery_day,
        interval=scope.interval,
        company=scope.company_id,
        customers=scope.customers,
        first=scope.first,
        last=scope.last,
        step=scope.step_id,
        merge_days=scope.merge_days,
        limit=limit,
    )


def followed_leads(day):
    """Subselect of leads with a proof of work on or after the day.

    Proof is a done activity, an inbound mail, a quotation that was sent or confirmed,
    or a done visit of its customer; a typed note proves nothing.
    """
    return SQL(
        """
    SELECT message.res_id FROM mail_message message
     WHERE message.model = 'crm.lead' AND message.date >= %(day)s
       AND (message.mail_activity_type_id IS NOT NULL
            OR message.message_type = 'email')
     UNION ALL
    SELECT so.opportunity_id FROM sale_order so
     WHERE so.opportunity_id IS NOT NULL AND so.state IN ('sent', 'sale')
       AND so.date_order >= %(day)s
     UNION ALL
    SELECT lead.id FROM crm_lead lead
      JOIN res_partner partner ON partner.id = lead.partner_id
      JOIN crm_customer customer
        ON customer.partner_id = partner.commercial_partner_id
       AND customer.company_id = lead.company_id
      JOIN crm_customer_visit visit ON visit.customer_id = customer.id
     WHERE visit.state IN ('done', 'reviewed') AND visit.date_start >= %(day)s
""",
        day=day,
    )


def is_unfollowed(alias, day):
    """Condition on a lead of the alias: nothing proves work on it since the day."""
    return SQL(
        """NOT EXISTS (
    SELECT FROM (%s) AS proof (lead_id) WHERE proof.lead_id = %s)""",
        followed_leads(day),
        SQL.identifier(alias, "id"),
    )
