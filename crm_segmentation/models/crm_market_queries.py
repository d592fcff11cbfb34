# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Satisfaction and the return of campaigns, as rows of reports."""

from odoo.tools import SQL

from .crm_sales_queries import sales_rows
from .crm_voice_queries import answers


def satisfaction_rows(scope, sources, whole):
    """Rows of crm.satisfaction.report: one score from 0 to 1 per answer sheet.

    That of everything at once, else the average of the items. whole: keys of the items
    that ask about everything at once; they are no items of the average.
    """
    return SQL(
        """
SELECT sheet.sheet * 100000 + %(company)s AS id, %(company)s AS company_id,
       sheet.customer_id, customer.user_id, customer.team_id, customer.trade_type_id,
       customer.abc_class, customer.rfm_segment_id, partner.state_id,
       partner.country_id, sheet.day, sheet.score / 100 AS score, 1 AS answers
  FROM (SELECT sheet, customer_id, MAX(day) AS day,
               COALESCE(AVG(whole),
                        AVG(perceived) FILTER (WHERE item <> ALL(%(whole)s))) AS score
          FROM (%(answers)s) answer
         WHERE day <= %(today)s
         GROUP BY sheet, customer_id) sheet
  JOIN crm_customer customer ON customer.id = sheet.customer_id
  JOIN res_partner partner ON partner.id = customer.partner_id
 WHERE sheet.score IS NOT NULL
""",
        company=scope.company_id,
        whole=list(whole),
        answers=answers(sources),
        today=scope.today,
    )


def marketing_rows(scope, has_order_cost):
    """Rows of crm.marketing.report: leads, what they cost and what was sold.

    Sales count when their document names a campaign, a source or a channel; leads of
    no company count in that of the person who made them.
    """
    return SQL(
        """
SELECT sale.id * 3 AS id, %(company)s AS company_id, sale.campaign_id, sale.source_id,
       sale.medium_id, sale.user_id, sale.team_id, sale.day, sale.document,
       sale.amount, 0::numeric AS cost, 0 AS leads, 0 AS won
  FROM (%(sales)s) sale
 WHERE COALESCE(sale.campaign_id, sale.source_id, sale.medium_id) IS NOT NULL
 UNION ALL
SELECT lead.id::bigint * 3 + 1, %(company)s, lead.campaign_id, lead.source_id,
       lead.medium_id, lead.user_id, lead.team_id,
       (lead.create_date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date, NULL, 0, 0, 1,
       CASE lead.won_status WHEN 'won' THEN 1 ELSE 0 END
  FROM crm_lead lead
  LEFT JOIN res_users maker ON maker.id = lead.create_uid
 WHERE COALESCE(lead.company_id, maker.company_id) = %(company)s
   AND COALESCE(lead.campaign_id, lead.source_id, lead.medium_id) IS NOT NULL
 UNION ALL
SELECT cost.id::bigint * 3 + 2, cost.company_id, cost.campaign_id, cost.source_id,
       cost.medium_id, cost.user_id, NULL, cost.date, NULL, 0, cost.amount, 0, 0
  FROM crm_marketing_cost cost WHERE cost.company_id = %(company)s
""",
        company=scope.company_id,
        tz=scope.tz,
        sales=sales_rows(scope, has_order_cost),
    )
