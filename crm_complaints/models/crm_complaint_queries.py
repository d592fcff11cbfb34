# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Facts about complaints as SQL; nothing here executes anything."""

from odoo.tools import SQL

COMPLAINT_FACT_COLUMNS = (
    "complaint_count_12m",
    "complaint_open_count",
    "compensation_amount_12m",
    "date_last_complaint",
)
# What a customer is unhappy with; questions, ideas and praise are no complaints.
COUNTED_KINDS = ("complaint", "dispute")


def complaint_facts(scope):
    """Complaints and disputes of the last 365 days, open ones, money granted.

    Cancelled ones do not count; a compensation counts on the day of its document.
    Days are those of the company's time zone.
    """
    return SQL(
        """
SELECT customer_id,
       COUNT(*) FILTER (WHERE counts AND day > %(today)s - 365),
       COUNT(*) FILTER (WHERE counts AND is_open),
       ROUND(COALESCE(SUM(amount) FILTER (WHERE day > %(today)s - 365), 0),
             %(decimals)s),
       MAX(day) FILTER (WHERE counts)
  FROM (
    SELECT complaint.customer_id, complaint.is_open, 0.0 AS amount,
           complaint.kind = ANY(%(kinds)s) AND complaint.phase != 'cancelled' AS counts,
           (complaint.date_opened AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day
      FROM crm_complaint complaint
     WHERE complaint.company_id = %(company)s AND %(complaints)s
     UNION ALL
    SELECT offer.customer_id, FALSE, offer.amount_company, FALSE, offer.date_done
      FROM crm_complaint_compensation offer
     WHERE offer.company_id = %(company)s AND offer.state = 'done' AND %(offers)s
  ) document
 WHERE day <= %(today)s
 GROUP BY customer_id
""",
        tz=scope.tz,
        company=scope.company_id,
        today=scope.today,
        decimals=scope.decimals,
        kinds=list(COUNTED_KINDS),
        complaints=scope.restrict(SQL("complaint.customer_id")),
        offers=scope.restrict(SQL("offer.customer_id")),
    )


def complaints_of_changed_tiers(limit):
    """(id,) of open complaints whose customer is in another tier than when promised."""
    return SQL(
        """
SELECT complaint.id
  FROM crm_complaint complaint
  JOIN crm_customer customer ON customer.id = complaint.customer_id
 WHERE complaint.is_open
   AND customer.vip_tier_id IS DISTINCT FROM complaint.sla_vip_tier_id
 ORDER BY complaint.id
 LIMIT %s
""",
        limit,
    )
