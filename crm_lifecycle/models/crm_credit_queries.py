# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Statements about the credit and the prepaid balance of customers."""

from odoo.tools import SQL

CREDIT_FACT_COLUMNS = ("prepaid_amount", "prepaid_before", "prepaid_rate")


def credit_facts(scope, days):
    """What customers have paid in advance: now, `days` ago, and the change.

    A balance in the customer's favour on its receivable accounts, from posted entries,
    in the company's currency; what the customer owes is no prepaid balance.
    """
    return SQL(
        """
SELECT customer_id, ROUND(now_amount, %(decimals)s), ROUND(then_amount, %(decimals)s),
       CASE WHEN then_amount > 0
            THEN ROUND(now_amount / then_amount - 1, 4)::float8 ELSE 0 END
  FROM (
    SELECT customer.id AS customer_id,
           GREATEST(-SUM(line.balance), 0) AS now_amount,
           GREATEST(-COALESCE(SUM(line.balance) FILTER (
               WHERE line.date <= %(today)s::date - %(days)s), 0), 0) AS then_amount
      FROM crm_customer customer
      JOIN account_move_line line ON line.partner_id = customer.partner_id
       AND line.company_id = customer.company_id
       AND line.parent_state = 'posted' AND line.date <= %(today)s
      JOIN account_account account ON account.id = line.account_id
       AND account.account_type = 'asset_receivable'
     WHERE customer.company_id = %(company)s AND %(restrict)s
     GROUP BY customer.id
  ) balance
 WHERE now_amount > 0 OR then_amount > 0
""",
        company=scope.company_id,
        today=scope.today,
        days=days,
        decimals=scope.decimals,
        restrict=scope.restrict(SQL("customer.id")),
    )


def note_credit_cut(partner_id, company_id, today, words):
    """Notes on the account of the contact in one company that its credit was cut."""
    return SQL(
        "UPDATE crm_customer SET date_credit_cut = %s, credit_cut = %s"
        " WHERE partner_id = %s AND company_id = %s RETURNING id",
        today,
        words,
        partner_id,
        company_id,
    )
