# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Set-based statements of the care calendar; none of them executes anything."""

from datetime import date
from typing import NamedTuple

from odoo.tools import SQL


class CareScope(NamedTuple):
    """Days on which an occasion opens tasks now, and for whom.

    customers: SQL subselect of the ids of the customers the occasion is for
    """

    occasion_id: int
    company_id: int
    first: date
    last: date
    customers: SQL


def care_on_day(scope, day, limit):
    """Rows (customer, partner, owner, day): everybody on the same day."""
    return SQL(
        """
SELECT customer.id, customer.partner_id, customer.user_id, %(day)s::date
  FROM crm_customer customer
 WHERE customer.company_id = %(company)s AND customer.active
   AND customer.user_id IS NOT NULL AND customer.id IN %(customers)s
   AND NOT EXISTS (
       SELECT FROM crm_care_task task
        WHERE task.occasion_id = %(occasion)s AND task.customer_id = customer.id
          AND task.partner_id = customer.partner_id
          AND task.date_occasion = %(day)s)
 ORDER BY customer.id LIMIT %(limit)s
""",
        day=day,
        company=scope.company_id,
        customers=scope.customers,
        occasion=scope.occasion_id,
        limit=limit,
    )


def _birthdays():
    return SQL(
        """
    SELECT customer.id AS customer_id, person.id AS partner_id, customer.user_id,
           person.lifecycle_birthday AS origin
      FROM crm_customer customer
      JOIN res_partner person ON person.commercial_partner_id = customer.partner_id
     WHERE person.active AND person.lifecycle_birthday IS NOT NULL
"""
    )


def _founding_days():
    return SQL(
        """
    SELECT customer.id AS customer_id, partner.id AS partner_id, customer.user_id,
           partner.lifecycle_founding_date AS origin
      FROM crm_customer customer
      JOIN res_partner partner ON partner.id = customer.partner_id
     WHERE partner.lifecycle_founding_date IS NOT NULL
"""
    )


def _first_orders():
    return SQL(
        """
    SELECT customer.id AS customer_id, customer.partner_id, customer.user_id,
           customer.date_first_order AS origin
      FROM crm_customer customer WHERE customer.date_first_order IS NOT NULL
"""
    )


ORIGINS = {
    "birthday": _birthdays,
    "founding": _founding_days,
    "first_order": _first_orders,
}


def care_on_events(scope, limit):
    """Rows (customer, partner, owner, day): customers' own events, their days ahead."""
    return SQL(
        """
SELECT DISTINCT customer.id, customer.partner_id, customer.user_id, yearly.day
  FROM crm_customer_event event
  JOIN crm_customer customer ON customer.id = event.customer_id
  CROSS JOIN LATERAL (
    SELECT (event.date + (years * interval '1 year'))::date AS day
      FROM generate_series(0, CASE WHEN event.is_yearly THEN GREATEST(0,
          date_part('year', %(first)s::date + event.lead_days)::int
              - date_part('year', event.date)::int) ELSE 0 END) years
  ) yearly
 WHERE customer.company_id = %(company)s AND customer.active
   AND customer.user_id IS NOT NULL AND customer.id IN %(customers)s
   AND yearly.day BETWEEN %(first)s AND %(first)s::date + event.lead_days
   AND NOT EXISTS (
       SELECT FROM crm_care_task task
        WHERE task.occasion_id = %(occasion)s AND task.customer_id = customer.id
          AND task.partner_id = customer.partner_id
          AND task.date_occasion = yearly.day)
 ORDER BY customer.id LIMIT %(limit)s
""",
        first=scope.first,
        company=scope.company_id,
        customers=scope.customers,
        occasion=scope.occasion_id,
        limit=limit,
    )


def care_on_anniversary(scope, kind, limit):
    """Rows (customer, partner, owner, day): each on the anniversary of his own day.

    29 February is kept on the 28th where there is no 29th, as PostgreSQL adds years.
    """
    return SQL(
        """
SELECT origin.customer_id, origin.partner_id, origin.user_id, yearly.day
  FROM (%(origins)s) origin
  JOIN crm_customer customer ON customer.id = origin.customer_id
  CROSS JOIN LATERAL (
    SELECT (origin.origin + (years * interval '1 year'))::date AS day
      FROM generate_series(
          date_part('year', %(first)s::date)::int
              - date_part('year', origin.origin)::int,
          date_part('year', %(last)s::date)::int
              - date_part('year', origin.origin)::int) years
     WHERE years > 0
  ) yearly
 WHERE customer.company_id = %(company)s AND customer.active
   AND customer.user_id IS NOT NULL AND customer.id IN %(customers)s
   AND yearly.day BETWEEN %(first)s AND %(last)s
   AND NOT EXISTS (
       SELECT FROM crm_care_task task
        WHERE task.occasion_id = %(occasion)s
          AND task.customer_id = origin.customer_id
          AND task.partner_id = origin.partner_id AND task.date_occasion = yearly.day)
 ORDER BY origin.customer_id, origin.partner_id LIMIT %(limit)s
""",
        origins=ORIGINS[kind](),
        first=scope.first,
        last=scope.last,
        company=scope.company_id,
        customers=scope.customers,
        occasion=scope.occasion_id,
        limit=limit,
    )
