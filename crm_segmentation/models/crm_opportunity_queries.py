# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Actions with customers and opportunities as rows of reports (S-534)."""

from odoo.tools import SQL


def action_rows(scope, sources):
    """Rows of crm.customer.action.report of one company, up to today.

    sources: list of SQL of ``crm.customer._action_sources``
    """
    parts = [
        SQL(
            "SELECT id * 16 + %s AS id, customer_id, user_id, day, action_kind, hours,"
            " model, res_id FROM (%s) action",
            number,
            source,
        )
        for number, source in enumerate(sources)
    ]
    return SQL(
        """
SELECT done.id, %(company)s AS company_id, done.customer_id, done.user_id,
       %(people)s, done.day, done.action_kind, done.hours, done.model, done.res_id,
       1 AS actions,
       CASE WHEN done.action_kind IN ('visit', 'invitation') THEN 1 ELSE 0 END
           AS visits,
       CASE WHEN done.action_kind = 'phone' THEN 1 ELSE 0 END AS calls
  FROM (%(actions)s) done
  JOIN crm_customer customer ON customer.id = done.customer_id
  JOIN res_partner partner ON partner.id = customer.partner_id
 WHERE done.day <= %(today)s
""",
        company=scope.company_id,
        people=SQL("customer.team_id, %s", _customer_columns()),
        actions=SQL(" UNION ALL ").join(parts),
        today=scope.today,
    )


def opportunity_rows(scope):
    """Rows of crm.opportunity.report: opportunities on the day they were opened.

    Lost ones count as well. Those of no company count in that of who made them.
    """
    return SQL(
        """
SELECT lead.id::bigint AS id, %(company)s AS company_id, lead.id AS lead_id,
       customer.id AS customer_id, lead.user_id, lead.team_id, %(customer)s,
       lead.campaign_id, lead.source_id, lead.medium_id, lead.stage_id AS lead_stage_id,
       lead.won_status AS outcome,
       (lead.create_date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
       COALESCE(lead.expected_revenue, 0) AS expected,
       CASE lead.won_status WHEN 'won' THEN COALESCE(lead.expected_revenue, 0)
            ELSE 0 END AS won_amount,
       1 AS opportunities,
       CASE lead.won_status WHEN 'won' THEN 1 ELSE 0 END AS won,
       CASE lead.won_status WHEN 'lost' THEN 1 ELSE 0 END AS lost
  FROM crm_lead lead
  LEFT JOIN res_users maker ON maker.id = lead.create_uid
  LEFT JOIN res_partner contact ON contact.id = lead.partner_id
  LEFT JOIN crm_customer customer
    ON customer.partner_id = contact.commercial_partner_id
   AND customer.company_id = %(company)s
  LEFT JOIN res_partner partner ON partner.id = customer.partner_id
 WHERE lead.type = 'opportunity'
   AND COALESCE(lead.company_id, maker.company_id) = %(company)s
""",
        company=scope.company_id,
        customer=_customer_columns(),
        tz=scope.tz,
    )


def _customer_columns():
    """By what customers are grouped; `customer` and its `partner` are joined."""
    return SQL(
        """customer.trade_type_id, customer.abc_class, customer.rfm_segment_id,
       partner.state_id, partner.country_id"""
    )
