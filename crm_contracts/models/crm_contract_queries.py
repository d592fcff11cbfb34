# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Set-based reading of the ledger for contracts; nothing here executes anything."""

from odoo.tools import SQL

from .crm_contract_states import COLLECTING, RUNNING


def mark_rows(table, ids):
    """Writes rows without changing them: a second transaction starts again."""
    return SQL(
        "UPDATE %s SET write_date = write_date WHERE id = ANY(%s) RETURNING id",
        SQL.identifier(table),
        list(ids),
    )


CONTRACT_FACT_COLUMNS = (
    "contract_count",
    "contract_amount",
    "contract_open_amount",
    "contract_overdue_amount",
)


def contract_facts(scope):
    """Running contracts, in the company's currency at the rate of the signing."""
    return SQL(
        """
SELECT contract.customer_id,
       COUNT(*) FILTER (WHERE contract.state = ANY(%(running)s)),
       ROUND(COALESCE(SUM(contract.amount_total_company)
           FILTER (WHERE contract.state = ANY(%(running)s)), 0), %(decimals)s),
       ROUND(COALESCE(SUM(contract.amount_open * contract.amount_total_company
           / NULLIF(contract.amount_total, 0)), 0), %(decimals)s),
       ROUND(COALESCE(SUM(contract.amount_overdue * contract.amount_total_company
           / NULLIF(contract.amount_total, 0)), 0), %(decimals)s)
  FROM crm_contract contract
 WHERE contract.company_id = %(company)s AND contract.active AND %(restrict)s
   AND contract.state = ANY(%(collecting)s)
   AND contract.contract_type != 'purchase'
 GROUP BY contract.customer_id
""",
        company=scope.company_id,
        decimals=scope.decimals,
        running=list(RUNNING),
        collecting=list(COLLECTING),
        restrict=scope.restrict(SQL("contract.customer_id")),
    )


RECEIVABLE_FACT_COLUMNS = (
    "receivable_open_amount",
    "receivable_overdue_amount",
    "receivable_days_overdue",
)


def receivable_facts(scope):
    """Open items of the ledger: what a customer owes, what of it is late, since when.

    Credit notes and payments that are not matched yet reduce both amounts: a customer
    with 100 overdue and 100 of unused credit owes nothing.
    """
    return SQL(
        """
SELECT customer.id,
       ROUND(SUM(line.amount_residual), %(decimals)s),
       ROUND(GREATEST(0, SUM(line.amount_residual) FILTER (
           WHERE line.amount_residual < 0 OR line.date_maturity < %(today)s)),
           %(decimals)s),
       CASE WHEN SUM(line.amount_residual) FILTER (
           WHERE line.amount_residual < 0 OR line.date_maturity < %(today)s) > 0
           THEN %(today)s - MIN(line.date_maturity) FILTER (
               WHERE line.amount_residual > 0 AND line.date_maturity < %(today)s)
           ELSE 0 END
  FROM account_move_line line
  JOIN account_account account ON account.id = line.account_id
  JOIN res_partner partner ON partner.id = line.partner_id
  JOIN crm_customer customer
    ON customer.partner_id = partner.commercial_partner_id
   AND customer.company_id = line.company_id
 WHERE line.company_id = %(company)s AND line.reconciled IS NOT TRUE
   AND line.parent_state = 'posted' AND account.account_type = 'asset_receivable'
   AND line.amount_residual != 0 AND %(restrict)s
 GROUP BY customer.id
""",
        today=scope.today,
        company=scope.company_id,
        decimals=scope.decimals,
        restrict=scope.restrict(SQL("customer.id")),
    )
