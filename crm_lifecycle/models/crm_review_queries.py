# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Development periods that ended without success, found as a set."""

from odoo.tools import SQL

from . import crm_fact_queries


def periods_without_success(scope, months):
    """Rows (customer_id, user_id, registration_id, start, end).

    Customers whose protection ended before today without a confirmed order from its
    application to its last day, and without a review of that period.
    """
    return SQL(
        """
WITH ordered AS (%(orders)s), period AS (
    SELECT customer.id AS customer_id, customer.user_id, registration.id,
           COALESCE(registration.date_submitted::date,
                    (customer.date_protected_until - %(months)s * interval '1 month')
                    ::date) AS day_from,
           customer.date_protected_until AS day_to
      FROM crm_customer customer
      LEFT JOIN LATERAL (
          SELECT line.id, line.date_submitted
            FROM crm_customer_registration line
           WHERE line.customer_id = customer.id AND line.state = 'confirmed'
           ORDER BY line.id DESC LIMIT 1
      ) registration ON TRUE
     WHERE customer.company_id = %(company)s AND customer.active
       AND customer.user_id IS NOT NULL AND %(restrict)s
       AND customer.date_protected_until < %(today)s
)
SELECT period.*
  FROM period
 WHERE NOT EXISTS (
       SELECT FROM ordered
        WHERE ordered.customer_id = period.customer_id
          AND ordered.day BETWEEN period.day_from AND period.day_to)
   AND NOT EXISTS (
       SELECT FROM crm_customer_review review
        WHERE review.customer_id = period.customer_id
          AND review.date_end = period.day_to)
 ORDER BY period.customer_id
""",
        orders=crm_fact_queries.confirmed_orders(scope),
        company=scope.company_id,
        months=months,
        today=scope.today,
        restrict=scope.restrict(SQL("customer.id")),
    )
