# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Set-based reading of the ledger for contracts; nothing here executes anything."""

from odoo.tools import SQL

from .crm_contract_states import COLLECTING, RUNNING


def receipts(contract_ids):
    """Matchings on the receivable items of the contracts' invoices and credit notes.

    One row per matching and item, in ledger order. The amount is positive when the
    item of an invoice was settled and negative when a credit note was paid out; under
    a purchase contract bills are what is settled. A credit note matched with an
    invoice of the same contract settles the invoice: its own side is left out, and so
    are rebates and penalties. Without an amount in the item's currency it is an
    exchange difference.
    """
    return SQL(
        """
SELECT matched.*,
       CASE WHEN matched.amount = 0 THEN 'exchange'
            WHEN other.move_type IN
                 ('out_refund', 'out_invoice', 'in_refund', 'in_invoice')
            THEN 'credit_note'
            WHEN other.origin_payment_id IS NOT NULL
              OR other.statement_line_id IS NOT NULL THEN 'payment'
            ELSE 'entry' END AS kind,
       other.name AS reference
  FROM (%(debits)s UNION ALL %(credits)s) matched
  JOIN account_move_line other_line ON other_line.id = matched.other_id
  JOIN account_move other ON other.id = other_line.move_id
 WHERE matched.amount > 0 OR matched.company_amount > 0
    OR other.crm_contract_id IS DISTINCT FROM matched.contract_id
 ORDER BY matched.contract_id, matched.partial_id, matched.line_id
""",
        debits=_matchings(contract_ids, SQL("debit"), SQL("credit"), 1),
        credits=_matchings(contract_ids, SQL("credit"), SQL("debit"), -1),
    )


def _matchings(contract_ids, own, other, sign):
    """Matchings of the items on one side, `own`, of the contracts' documents."""
    return SQL(
        """
    SELECT move.crm_contract_id AS contract_id, partial.id AS partial_id,
           item.id AS line_id, move.id AS move_id, partial.max_date AS date,
           partial.%(own)s_amount_currency * side.sign AS amount,
           partial.amount * side.sign AS company_amount, item.currency_id,
           partial.%(other)s_move_id AS other_id, move.name AS invoice_reference,
           item.crm_contract_retention_id AS retention_id
      FROM account_move move
      JOIN crm_contract contract ON contract.id = move.crm_contract_id
      CROSS JOIN LATERAL (
        SELECT CASE contract.contract_type WHEN 'purchase' THEN -1 * %(sign)s
               ELSE %(sign)s END AS sign
      ) side
      JOIN account_move_line item
        ON item.move_id = move.id AND item.display_type = 'payment_term'
      JOIN account_partial_reconcile partial ON partial.%(own)s_move_id = item.id
     WHERE move.crm_contract_id = ANY(%(contracts)s)
       AND move.crm_contract_side_document IS NOT TRUE
""",
        contracts=list(contract_ids),
        own=own,
        other=other,
        sign=sign,
    )


def advances(contract_ids):
    """What is left of money that names a contract and no invoice asked for yet.

    One row per receivable item with a rest, oldest first; columns as `receipts`. As
    the item is matched, its rest shrinks and the matching speaks for it.
    """
    return SQL(
        """
SELECT item.crm_contract_id AS contract_id, 0 AS partial_id, item.id AS line_id,
       item.move_id, item.date, -item.amount_residual_currency AS amount,
       -item.amount_residual AS company_amount, item.currency_id,
       'advance' AS kind, item.move_name AS reference, NULL AS invoice_reference
  FROM account_move_line item
 WHERE item.crm_contract_id = ANY(%(contracts)s) AND item.parent_state = 'posted'
   AND item.amount_residual < 0
 ORDER BY item.crm_contract_id, item.date, item.id
""",
        contracts=list(contract_ids),
    )


def instalment_links(contract_ids):
    """(contract, move, instalment, amount asked) of lines that name an instalment."""
    return SQL(
        """
SELECT move.crm_contract_id, move.id, instalment.id, ABS(SUM(line.price_total))
  FROM account_move move
  JOIN account_move_line line ON line.move_id = move.id
  JOIN crm_contract_instalment instalment
    ON instalment.id = line.crm_contract_instalment_id
 WHERE move.crm_contract_id = ANY(%(contracts)s) AND line.display_type = 'product'
 GROUP BY move.crm_contract_id, move.id, instalment.id
 ORDER BY move.id, instalment.sequence, instalment.id
""",
        contracts=list(contract_ids),
    )


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
