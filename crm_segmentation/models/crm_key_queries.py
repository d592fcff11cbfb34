# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The key-account programme: sales, closed opportunities and own volumes as rows."""

from odoo.tools import SQL

from odoo.addons.crm_lifecycle.models.crm_file_queries import key_customers

from .crm_sales_queries import sales_rows


def key_account_rows(scope, has_order_cost):
    """Rows of crm.key.account.report of one company.

    One row per line of turnover, per closed opportunity and per day of a known own
    volume. A customer stands in one group: its first key segment now, else "key" by
    its kind or a checklist, else "other"; so the groups add up to the company.
    """
    return SQL(
        """
SELECT line.id, %(company)s AS company_id, line.customer_id, line.buyer_id,
       COALESCE(line.user_id, customer.user_id) AS user_id,
       COALESCE(line.team_id, customer.team_id) AS team_id,
       customer.trade_type_id, customer.abc_class, customer.rfm_segment_id,
       partner.state_id, partner.country_id,
       CASE WHEN first.segment_id IS NOT NULL OR recognised.customer_id IS NOT NULL
            THEN 'key' ELSE 'other' END AS account,
       first.segment_id, line.origin, line.document, line.lead_id, line.day,
       line.amount, line.margin, line.closed, line.won,
       CASE WHEN line.closed > 0 THEN line.won END::float8 AS success,
       line.known_amount, line.volume
  FROM (WITH known AS MATERIALIZED (%(known)s)
        %(sold)s UNION ALL %(closed)s UNION ALL %(volumes)s) line
  JOIN crm_customer customer ON customer.id = line.customer_id
  JOIN res_partner partner ON partner.id = customer.partner_id
  LEFT JOIN (%(recognised)s) recognised ON recognised.customer_id = customer.id
  LEFT JOIN (%(segments)s) first ON first.customer_id = customer.id
""",
        company=scope.company_id,
        known=_known_volumes(scope),
        sold=_sold(scope, has_order_cost),
        closed=_closed(scope),
        volumes=_volumes(),
        recognised=key_customers(scope.company_id),
        segments=_first_key_segments(scope),
    )


def share_of_sales(scope, days, column, state_ids=None):
    """(percent): part of the key accounts, or of regions, in the sales of a company.

    days: the first and the last that count
    column: "amount" (untaxed, in the company's currency) or "quantity" (each product in
    its own unit)
    state_ids: the regions; without any it is the part of the key accounts
    """
    if state_ids is None:
        counted = SQL(
            "line.customer_id IN (SELECT customer_id FROM (%s) recognised"
            " UNION SELECT customer_id FROM (%s) segments)",
            key_customers(scope.company_id),
            _first_key_segments(scope),
        )
    else:
        counted = SQL("line.state_id = ANY(%s)", list(state_ids))
    return SQL(
        """
SELECT 100 * SUM(line.%(column)s) FILTER (WHERE %(counted)s)
       / NULLIF(SUM(line.%(column)s), 0)
  FROM (%(sold)s) line
 WHERE line.day BETWEEN %(first)s AND %(last)s
""",
        column=SQL.identifier(column),
        counted=counted,
        sold=sales_rows(scope, has_order_cost=False),
        first=days[0],
        last=days[1],
    )


def _first_key_segments(scope):
    """(customer_id, segment_id): the first key segment of each member now."""
    return SQL(
        """
SELECT DISTINCT ON (membership.customer_id) membership.customer_id,
       membership.segment_id
  FROM crm_segment_membership membership
  JOIN crm_segment segment ON segment.id = membership.segment_id
 WHERE membership.company_id = %s AND membership.date_to IS NULL
   AND segment.active AND segment.is_key_account
 ORDER BY membership.customer_id, segment.sequence, segment.id
""",
        scope.company_id,
    )


def _known_volumes(scope):
    """(id, customer_id, day, volume): a day's part of what customers trade in all.

    Where several are known of a day, the one with the latest end counts, of equal ends
    the one found out last; days to come do not count.
    """
    return SQL(
        """
SELECT DISTINCT ON (volume.customer_id, known.day)
       volume.id::bigint * 100000 + (known.day::date - volume.date_from) AS id,
       volume.customer_id, known.day::date AS day,
       volume.amount / (volume.date_to - volume.date_from + 1) AS volume
  FROM crm_customer_volume volume
 CROSS JOIN LATERAL generate_series(
       volume.date_from::timestamp, LEAST(volume.date_to, %(today)s)::timestamp,
       '1 day') AS known(day)
 WHERE volume.company_id = %(company)s AND volume.amount > 0
 ORDER BY volume.customer_id, known.day, volume.date_to DESC, volume.date DESC,
       volume.id DESC
""",
        today=scope.today,
        company=scope.company_id,
    )


def _sold(scope, has_order_cost):
    """Lines of turnover; known_amount: on days of which the own volume is known."""
    return SQL(
        """
SELECT sale.id * 3 AS id, sale.customer_id, sale.customer_id AS buyer_id, sale.user_id,
       sale.team_id, 'sale' AS origin, sale.document, NULL::int4 AS lead_id, sale.day,
       sale.amount, sale.margin, 0 AS closed, 0 AS won,
       CASE WHEN known.id IS NOT NULL THEN sale.amount ELSE 0 END AS known_amount,
       0::numeric AS volume
  FROM (%(sales)s) sale
  LEFT JOIN known ON known.customer_id = sale.customer_id AND known.day = sale.day
""",
        sales=sales_rows(scope, has_order_cost),
    )


def _closed(scope):
    """Opportunities won and lost, on the day they were closed.

    Those of no company count in that of the person who made them.
    """
    return SQL(
        """
SELECT lead.id::bigint * 3 + 1, customer.id, NULL::int4, lead.user_id, lead.team_id,
       'opportunity', NULL, lead.id,
       (COALESCE(lead.date_closed, lead.write_date)
           AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date,
       0, 0, 1, CASE lead.won_status WHEN 'won' THEN 1 ELSE 0 END, 0, 0
  FROM crm_lead lead
  JOIN res_partner contact ON contact.id = lead.partner_id
  JOIN crm_customer customer
    ON customer.partner_id = contact.commercial_partner_id
   AND customer.company_id = %(company)s
  LEFT JOIN res_users maker ON maker.id = lead.create_uid
 WHERE COALESCE(lead.company_id, maker.company_id) = %(company)s
   AND lead.type = 'opportunity' AND lead.won_status IN ('won', 'lost')
""",
        tz=scope.tz,
        company=scope.company_id,
    )


def _volumes():
    return SQL(
        """
SELECT known.id * 3 + 2, known.customer_id, NULL::int4, NULL::int4, NULL::int4,
       'volume', NULL, NULL::int4, known.day, 0, 0, 0, 0, 0, known.volume
  FROM known
"""
    )
