# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which contacts a person may see where contacts follow their customers."""

from typing import NamedTuple

from odoo.tools import SQL


class Viewer(NamedTuple):
    """Who looks: his contact, limited and own companies, his teams, and the day."""

    user_id: int
    partner_id: int
    limited_ids: list
    company_ids: list
    team_ids: list
    today: object


def contact_seen(alias, viewer):
    """True for contacts that are no customer of a limited company, or a seen one.

    OFFSET 0 keeps PostgreSQL from hashing every customer for each search of a few
    contacts: both subselects go through the index of (partner, company), so the cost of
    a contact does not grow with the number of customers.
    """
    return SQL(
        """
(%(alias)s.partner_share IS FALSE OR %(alias)s.id = %(partner)s
 OR NOT EXISTS (
    SELECT 1 FROM crm_customer limited
     WHERE limited.partner_id = %(alias)s.commercial_partner_id
       AND limited.active AND limited.company_id = ANY(%(limited)s) OFFSET 0)
 OR EXISTS (
    SELECT 1 FROM crm_customer seen
     WHERE seen.partner_id = %(alias)s.commercial_partner_id
       AND seen.company_id = ANY(%(companies)s)
       AND (seen.user_id = %(user)s OR seen.team_id = ANY(%(teams)s)
            OR EXISTS (
               SELECT 1 FROM crm_customer_collaborator helper
                WHERE helper.customer_id = seen.id AND helper.user_id = %(user)s
                  AND (helper.date_until IS NULL
                       OR helper.date_until >= %(today)s))) OFFSET 0))
""",
        alias=SQL.identifier(alias),
        partner=viewer.partner_id,
        limited=viewer.limited_ids,
        companies=viewer.company_ids,
        teams=viewer.team_ids,
        user=viewer.user_id,
        today=viewer.today,
    )


def shared_buyers(user_id, today):
    """Rows (company, contact ids) of the customers on which a user collaborates today.

    Few rows: a search for documents by these contacts goes through their index, which
    a condition on each document would not.
    """
    return SQL(
        """
SELECT shared.company_id, ARRAY_AGG(buyer.id)
  FROM crm_customer_collaborator helper
  JOIN crm_customer shared ON shared.id = helper.customer_id
  JOIN res_partner buyer ON buyer.commercial_partner_id = shared.partner_id
 WHERE helper.user_id = %(user)s
   AND (helper.date_until IS NULL OR helper.date_until >= %(today)s)
 GROUP BY shared.company_id
""",
        user=user_id,
        today=today,
    )


def phone_holders(digits, limit):
    """Ids of contacts whose number ends with these digits, whatever its format."""
    return SQL(
        """
SELECT id
  FROM res_partner
 WHERE active
   AND RIGHT(REGEXP_REPLACE(COALESCE(phone_sanitized, phone), '\\D', '', 'g'),
             LENGTH(%(digits)s)) = %(digits)s
 ORDER BY id
 LIMIT %(limit)s
""",
        digits=digits,
        limit=limit,
    )


def last_purchases(customer_ids, limit):
    """Rows (customer, day, order, products) of the latest confirmed orders of each."""
    return SQL(
        """
SELECT customer_id, day, name, products
  FROM (
    SELECT customer.id AS customer_id, sale.date_order::date AS day, sale.name,
           STRING_AGG(line.name, ', ' ORDER BY line.sequence, line.id) AS products,
           ROW_NUMBER() OVER (PARTITION BY customer.id
                              ORDER BY sale.date_order DESC, sale.id DESC) AS place
      FROM crm_customer customer
      JOIN res_partner buyer ON buyer.commercial_partner_id = customer.partner_id
      JOIN sale_order sale ON sale.partner_id = buyer.id
           AND sale.company_id = customer.company_id AND sale.state = 'sale'
      JOIN sale_order_line line ON line.order_id = sale.id
           AND line.display_type IS NULL
     WHERE customer.id = ANY(%(customers)s)
     GROUP BY customer.id, sale.id
  ) latest
 WHERE place <= %(limit)s
 ORDER BY customer_id, day DESC
""",
        customers=list(customer_ids),
        limit=limit,
    )
