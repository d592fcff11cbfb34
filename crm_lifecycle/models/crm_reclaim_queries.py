# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Days on which customers are reminded of and taken back, computed as a set."""

from datetime import date
from typing import NamedTuple

from odoo.tools import SQL

from . import crm_customer_queries


class ReclaimRule(NamedTuple):
    """One line of the decision, in order of precedence.

    pool_id: pool the customer goes to; days, remind_days: after the last proved
        action, or None when the customers of this line are exempt
    since: day on which the rule was switched on; earliest: first day it takes anybody
    subselect: SQL of the crm.customer ids the line is about
    """

    pool_id: int | None
    days: int | None
    remind_days: int | None
    since: date | None
    earliest: date | None
    subselect: SQL


def _values(rules):
    return SQL(", ").join(
        SQL(
            "(%s, %s::int, %s::int, %s::int, %s::date, %s::date)",
            number,
            rule.pool_id,
            rule.days,
            rule.remind_days,
            rule.since,
            rule.earliest,
        )
        for number, rule in enumerate(rules)
    )


def _held(scope, number):
    """Customers with an owner: the number of their rule, their lock, their clock.

    The clock starts at the later of the last proved action and the day on which the
    owner received the customer.
    """
    return SQL(
        """
    SELECT customer.id, %(number)s AS number,
           customer.date_locked_until AS locked,
           GREATEST(customer.date_last_action,
                    COALESCE(customer.date_owner, customer.create_date::date)) AS clock
      FROM crm_customer customer
     WHERE customer.company_id = %(company)s AND customer.active
       AND customer.user_id IS NOT NULL AND %(restrict)s
""",
        number=number,
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def store_reclaim_days(scope, rules):
    """Stores who falls into which pool on which day, and when the owner is reminded.

    A lock puts the day off. Customers without an owner and exempt ones have no day.
    Yields the ids that changed.
    """
    numbered = [(number, rule.subselect) for number, rule in enumerate(rules)]
    return SQL(
        """
WITH held AS (%(held)s)
UPDATE crm_customer AS target
   SET reclaim_pool_id = fresh.pool_id, date_reclaim = fresh.due,
       date_reclaim_remind = fresh.remind
  FROM (
    SELECT customer.id, rule.pool_id,
           GREATEST(held.clock + rule.days, rule.earliest, held.locked + 1) AS due,
           GREATEST(held.clock + rule.remind_days, rule.since) AS remind
      FROM (SELECT id, company_id FROM crm_customer) customer
      LEFT JOIN (held JOIN (VALUES %(rules)s)
          AS rule (number, pool_id, days, remind_days, since, earliest)
          ON rule.number = held.number AND rule.days IS NOT NULL
      ) ON held.id = customer.id
     WHERE customer.company_id = %(company)s AND %(restrict)s
  ) AS fresh
 WHERE target.id = fresh.id
   AND (target.reclaim_pool_id, target.date_reclaim, target.date_reclaim_remind)
       IS DISTINCT FROM (fresh.pool_id, fresh.due, fresh.remind)
RETURNING target.id
""",
        held=_held(scope, crm_customer_queries.first_match(numbered, None)),
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
        rules=_values(rules),
    )


def forget_reclaim_days(scope):
    """No pool takes back: nobody has a day. Yields the ids that changed."""
    return SQL(
        """
UPDATE crm_customer AS customer
   SET reclaim_pool_id = NULL, date_reclaim = NULL, date_reclaim_remind = NULL
 WHERE customer.company_id = %s AND %s AND customer.reclaim_pool_id IS NOT NULL
RETURNING customer.id
""",
        scope.company_id,
        scope.restrict(SQL("customer.id")),
    )


def reminded_before(reminded, remind):
    """Condition: the last reminder belongs to an earlier silence."""
    return SQL("%s < %s", reminded, remind)
