# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The customer analysis list: one row per customer (S-535); nothing here runs."""

from odoo.tools import SQL

from odoo.addons.crm_lifecycle.models.crm_visit_queries import done_visits

from .crm_voice_queries import care_events

YEAR = 365


def analysis_rows(scope, sales, sources):
    """Rows of crm.customer.analysis of one company, of the last 365 days.

    sales: rows of crm.sales.report; sources: of ``crm.customer._care_sources``
    Kept: ordered in the year before and in this one; nothing is said of who did not
    order in the year before. Friction: what was given back, and complaints, against
    what was bought.
    """
    return SQL(
        """
WITH sale AS MATERIALIZED (
    SELECT customer_id, product_id, categ_id, document, amount, day
      FROM (%(sales)s) line
     WHERE day > %(today)s - 2 * %(year)s AND day <= %(today)s)
SELECT %(who)s, %(buys)s, %(words)s
  FROM crm_customer customer
  JOIN res_partner partner ON partner.id = customer.partner_id
  LEFT JOIN (%(bought)s) bought ON bought.customer_id = customer.id
  LEFT JOIN (%(said)s) said ON said.customer_id = customer.id
  LEFT JOIN (%(visited)s) visited ON visited.customer_id = customer.id
 CROSS JOIN (%(sold)s) sold
 WHERE customer.company_id = %(company)s AND customer.active
""",
        today=scope.today,
        year=YEAR,
        company=scope.company_id,
        sales=sales,
        who=_who(),
        buys=_buys(scope),
        words=_words(),
        bought=_bought(scope),
        said=_said(scope, sources),
        visited=_visited(scope),
        sold=_sold(scope),
    )


def _who():
    return SQL(
        """
       customer.id, customer.id AS customer_id, customer.company_id, customer.user_id,
       customer.team_id, customer.stage_id, customer.trade_type_id,
       customer.abc_class, customer.rfm_segment_id, partner.industry_id,
       partner.state_id, partner.country_id, customer.date_first_order,
       customer.date_last_order
"""
    )


def _buys(scope):
    """Duration, frequency, amount, range, friction and retention."""
    return SQL(
        """
       CASE WHEN customer.date_first_order <= %(today)s THEN
           ROUND((%(today)s - customer.date_first_order) / 365.25, 1) END::float8
           AS years,
       customer.order_count_12m AS order_count,
       COALESCE(bought.orders_before, 0) AS order_count_before,
       NULLIF(customer.order_rhythm_days, 0) AS rhythm_days,
       customer.amount_12m AS amount, NULLIF(customer.wallet_share, 0) AS wallet_share,
       COALESCE(bought.products, 0) AS product_count,
       COALESCE(bought.lines, 0) AS line_count,
       bought.products::float8 / NULLIF(sold.products, 0) AS product_part,
       CASE WHEN bought.gross > 0 THEN (bought.returned / bought.gross)::float8 END
           AS return_rate,
       CASE WHEN customer.order_count_12m > 0 THEN
           COALESCE(said.complaints, 0)::float8 / customer.order_count_12m END
           AS complaint_rate,
       CASE WHEN bought.orders_before > 0 THEN
           CASE WHEN bought.orders > 0 THEN 1.0 ELSE 0.0 END END::float8 AS kept
""",
        today=scope.today,
    )


def _words():
    """Care, what the customer says, and how satisfied it is."""
    return SQL(
        """
       COALESCE(visited.visits, 0) AS visit_count,
       COALESCE(said.complaints, 0) AS complaint_count,
       COALESCE(said.enquiries, 0) AS enquiry_count,
       COALESCE(said.suggestions, 0) AS suggestion_count,
       COALESCE(said.opinions, 0) AS opinion_count,
       COALESCE(said.services, 0) AS service_count,
       COALESCE(said.hours, 0)::float8 AS service_hours,
       CASE WHEN customer.voice_answer_count > 0 THEN customer.voice_score END
           AS satisfaction
"""
    )


def _bought(scope):
    return SQL(
        """
SELECT customer_id,
       COUNT(DISTINCT product_id) FILTER (WHERE is_now AND amount > 0) AS products,
       COUNT(DISTINCT categ_id) FILTER (WHERE is_now AND amount > 0) AS lines,
       COUNT(DISTINCT document) FILTER (WHERE is_now) AS orders,
       COUNT(DISTINCT document) FILTER (WHERE NOT is_now) AS orders_before,
       SUM(amount) FILTER (WHERE is_now AND amount > 0) AS gross,
       -COALESCE(SUM(amount) FILTER (WHERE is_now AND amount < 0), 0) AS returned
  FROM (SELECT sale.*, day > %s - %s AS is_now FROM sale) dated
 GROUP BY customer_id
""",
        scope.today,
        YEAR,
    )


def _sold(scope):
    """How many different products the company sold to anybody."""
    return SQL(
        "SELECT COUNT(DISTINCT product_id) AS products FROM sale"
        " WHERE day > %s - %s AND amount > 0",
        scope.today,
        YEAR,
    )


def _said(scope, sources):
    return SQL(
        """
SELECT customer_id,
       COUNT(*) FILTER (WHERE kind IN ('complaint', 'dispute')) AS complaints,
       COUNT(*) FILTER (WHERE kind = 'enquiry') AS enquiries,
       COUNT(*) FILTER (WHERE kind = 'suggestion') AS suggestions,
       COUNT(*) FILTER (WHERE kind IN ('opinion', 'praise')) AS opinions,
       COUNT(*) FILTER (WHERE kind = 'repair') AS services,
       SUM(hours) AS hours
  FROM (%(events)s) event
 WHERE day > %(today)s - %(year)s
 GROUP BY customer_id
""",
        events=care_events(scope, sources),
        today=scope.today,
        year=YEAR,
    )


def _visited(scope):
    return SQL(
        """
SELECT customer_id, COUNT(*) AS visits FROM (%(visits)s) visit
 WHERE day > %(today)s - %(year)s AND day <= %(today)s
 GROUP BY customer_id
""",
        visits=done_visits(scope),
        today=scope.today,
        year=YEAR,
    )
