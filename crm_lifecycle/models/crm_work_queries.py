# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Set-based statements of the weekly work report; none of them executes anything."""

from odoo.tools import SQL


def _visits(scope):
    return SQL(
        """
    SELECT visit.user_id,
           (visit.date_start AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
           CASE WHEN visit.state IN ('done', 'reviewed') THEN 'visits_done'
                ELSE 'visits_missed' END AS kind, 0 AS amount
      FROM crm_customer_visit visit
     WHERE visit.company_id = %(company)s AND visit.state != 'cancelled'
""",
        tz=scope.tz,
        company=scope.company_id,
    )


def _activities(scope):
    """Activities that were marked done; their author did them."""
    return SQL(
        """
    SELECT users.id, (message.date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date,
           'activities_done', 0
      FROM mail_message message
      JOIN res_users users ON users.partner_id = message.author_id
     WHERE message.mail_activity_type_id IS NOT NULL AND users.active
       AND users.company_id = %(company)s
""",
        tz=scope.tz,
        company=scope.company_id,
    )


def _registrations(scope):
    return SQL(
        """
    SELECT registration.user_id,
           (registration.date_submitted AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date,
           'registrations', 0
      FROM crm_customer_registration registration
     WHERE registration.company_id = %(company)s
       AND registration.date_submitted IS NOT NULL
""",
        tz=scope.tz,
        company=scope.company_id,
    )


def _orders(scope):
    return SQL(
        """
    SELECT so.user_id,
           (so.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date,
           CASE WHEN so.state = 'sale' THEN 'orders' ELSE 'quotations' END,
           so.amount_untaxed / COALESCE(NULLIF(so.currency_rate, 0), 1)
      FROM sale_order so
     WHERE so.company_id = %(company)s AND so.state IN ('sent', 'sale')
       AND so.user_id IS NOT NULL AND so.is_gratis IS NOT TRUE
""",
        tz=scope.tz,
        company=scope.company_id,
    )


def work_of_week(scope, first, last):
    """One row per user: how many of each kind from first to last, both included."""
    return SQL(
        """
SELECT user_id,
       COUNT(*) FILTER (WHERE kind = 'visits_done') AS visits_done,
       COUNT(*) FILTER (WHERE kind = 'visits_missed') AS visits_missed,
       COUNT(*) FILTER (WHERE kind = 'activities_done') AS activities_done,
       COUNT(*) FILTER (WHERE kind = 'registrations') AS registrations,
       COUNT(*) FILTER (WHERE kind = 'quotations') AS quotations,
       ROUND(SUM(amount) FILTER (WHERE kind = 'quotations'), %(decimals)s)
           AS quotation_amount,
       COUNT(*) FILTER (WHERE kind = 'orders') AS orders,
       ROUND(SUM(amount) FILTER (WHERE kind = 'orders'), %(decimals)s) AS order_amount
  FROM (%(visits)s UNION ALL %(activities)s UNION ALL %(registrations)s
        UNION ALL %(orders)s) work
 WHERE day BETWEEN %(first)s AND %(last)s
 GROUP BY user_id
""",
        visits=_visits(scope),
        activities=_activities(scope),
        registrations=_registrations(scope),
        orders=_orders(scope),
        first=first,
        last=last,
        decimals=scope.decimals,
    )
