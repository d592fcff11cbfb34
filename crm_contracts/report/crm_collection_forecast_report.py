# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL


class CrmCollectionForecastReport(models.Model):
    """Forecast against actual: what Monday expected of the week, and what came in.

    Received: payments and bank lines on receivable accounts by their day, less money
    that went back, in the company's currency, of the owner the customer has today.
    """

    _name = "crm.collection.forecast.report"
    _description = "Forecast of Receipts against Actual"
    _auto = False
    _order = "week desc, id"
    _rec_name = "week"

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    user_id = fields.Many2one("res.users", string="Owner", readonly=True)
    week = fields.Date(string="Week of", readonly=True)
    amount_expected = fields.Monetary(string="Expected", readonly=True)
    amount_received = fields.Monetary(string="Received", readonly=True)
    difference = fields.Monetary(string="Received more than Expected", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
SELECT ROW_NUMBER() OVER (ORDER BY week, total.company_id, user_id) AS id,
       total.company_id, company.currency_id, user_id, week,
       SUM(expected) AS amount_expected, SUM(received) AS amount_received,
       SUM(received) - SUM(expected) AS difference
  FROM (
    SELECT company_id, user_id, week, amount_expected AS expected, 0 AS received
      FROM crm_collection_forecast
     WHERE week = date_made
     UNION ALL
    SELECT receipt.company_id, customer.user_id, date_trunc('week', receipt.date)::date,
           0, receipt.amount
      FROM (%(receipts)s) receipt
      LEFT JOIN crm_customer customer ON customer.partner_id = receipt.partner_id
       AND customer.company_id = receipt.company_id
     WHERE EXISTS (
        SELECT FROM crm_collection_forecast made
         WHERE made.company_id = receipt.company_id
           AND made.week = made.date_made
           AND made.week = date_trunc('week', receipt.date)::date)
  ) total
  JOIN res_company company ON company.id = total.company_id
 GROUP BY total.company_id, company.currency_id, user_id, week
""",
            receipts=self._receipts(),
        )

    def _receipts(self):
        """Payments of customers by their day; what they overpay counts as received."""
        return SQL(
            """
SELECT item.company_id, partner.commercial_partner_id AS partner_id, item.date,
       -item.balance AS amount
  FROM account_move_line item
  JOIN account_account account
    ON account.id = item.account_id AND account.account_type = 'asset_receivable'
  JOIN account_move move ON move.id = item.move_id
  JOIN res_partner partner ON partner.id = item.partner_id
 WHERE item.parent_state = 'posted'
   AND (move.origin_payment_id IS NOT NULL OR move.statement_line_id IS NOT NULL)
"""
        )
