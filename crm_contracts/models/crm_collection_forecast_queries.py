# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The statement that keeps what was expected of the coming weeks."""

from odoo.tools import SQL


def forecast(items, company_id, monday, until):
    """Stores one row per owner and week of the open items, once per Monday.

    items: SQL of the open items with their expectation; until: the first Monday that
    is left out. Amounts are in the company's currency.
    """
    return SQL(
        """
INSERT INTO crm_collection_forecast
       (company_id, user_id, date_made, week, amount_due, amount_expected)
SELECT item.company_id, item.user_id, %(monday)s,
       date_trunc('week', item.date_expected)::date,
       SUM(item.company_amount), SUM(item.expected_amount)
  FROM (%(items)s) item
 WHERE item.company_id = %(company)s AND item.date_expected < %(until)s
   AND NOT EXISTS (
       SELECT FROM crm_collection_forecast made
        WHERE made.company_id = %(company)s AND made.date_made = %(monday)s)
 GROUP BY item.company_id, item.user_id, date_trunc('week', item.date_expected)
    ON CONFLICT DO NOTHING
""",
        items=items,
        company=company_id,
        monday=monday,
        until=until,
    )
