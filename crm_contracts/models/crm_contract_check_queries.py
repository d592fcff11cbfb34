# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Statements that compare stored receipts and states with the ledger; all read."""

from odoo.tools import SQL

from .crm_contract_states import COLLECTING

# states in which receipts are kept: from the signature on
SIGNED = [*COLLECTING, "terminated"]

# One row per matching or advance: contract, partial, item, its currency, amount in it,
# amount in the company's currency.
LEDGER = SQL(
    """
SELECT move.crm_contract_id AS contract_id, partial.id AS partial_id,
       item.id AS line_id, item.currency_id,
       partial.debit_amount_currency AS amount, partial.amount AS company_amount
  FROM account_move move
  JOIN account_move_line item
    ON item.move_id = move.id AND item.display_type = 'payment_term'
  JOIN account_partial_reconcile partial ON partial.debit_move_id = item.id
 WHERE move.crm_contract_id IS NOT NULL
 UNION ALL
SELECT move.crm_contract_id, partial.id, item.id, item.currency_id,
       -partial.credit_amount_currency, -partial.amount
  FROM account_move move
  JOIN account_move_line item
    ON item.move_id = move.id AND item.display_type = 'payment_term'
  JOIN account_partial_reconcile partial ON partial.credit_move_id = item.id
  JOIN account_move_line other_line ON other_line.id = partial.debit_move_id
  JOIN account_move other ON other.id = other_line.move_id
 WHERE move.crm_contract_id IS NOT NULL
   AND other.crm_contract_id IS DISTINCT FROM move.crm_contract_id
 UNION ALL
SELECT item.crm_contract_id, 0, item.id, item.currency_id,
       -item.amount_residual_currency, -item.amount_residual
  FROM account_move_line item
 WHERE item.crm_contract_id IS NOT NULL AND item.parent_state = 'posted'
   AND item.amount_residual < 0
"""
)


def receipts_that_differ():
    """Contracts where a matching is not counted, or not with the ledger's amount."""
    return SQL(
        """
SELECT DISTINCT COALESCE(ledger.contract_id, counted.contract_id)
  FROM (%(ledger)s) ledger
  FULL JOIN (
    SELECT contract_id, COALESCE(partial_id, 0) AS partial_id,
           move_line_id AS line_id, SUM(amount) AS amount,
           SUM(company_amount) AS company_amount
      FROM crm_contract_allocation
     GROUP BY contract_id, COALESCE(partial_id, 0), move_line_id
  ) counted USING (contract_id, partial_id, line_id)
  JOIN crm_contract contract
    ON contract.id = COALESCE(ledger.contract_id, counted.contract_id)
 WHERE contract.state = ANY(%(signed)s)
   AND (ROUND((COALESCE(ledger.company_amount, 0)
               - COALESCE(counted.company_amount, 0))::numeric, 6) != 0
     OR (COALESCE(ledger.currency_id, contract.currency_id) = contract.currency_id
         AND ROUND((COALESCE(ledger.amount, 0)
                    - COALESCE(counted.amount, 0))::numeric, 6) != 0))
""",
        ledger=LEDGER,
        signed=SIGNED,
    )


def states_that_differ(days):
    """Contracts with an instalment whose sums or state are not what they should be.

    days: {company id: day against which instalments are overdue}. The cases are those
    of `crm_contract_rules.instalment_state`, in the same order.
    """
    return SQL(
        """
SELECT DISTINCT instalment.contract_id
  FROM crm_contract_instalment instalment
  JOIN crm_contract contract ON contract.id = instalment.contract_id
  JOIN res_currency currency ON currency.id = contract.currency_id
  JOIN (SELECT UNNEST(%(companies)s) AS company_id,
               UNNEST(%(days)s::date[]) AS today) calendar
    ON calendar.company_id = contract.company_id
  LEFT JOIN (
    SELECT instalment_id, SUM(amount) AS paid
      FROM crm_contract_allocation
     GROUP BY instalment_id
  ) received ON received.instalment_id = instalment.id
 CROSS JOIN LATERAL (
    SELECT ROUND(instalment.amount::numeric, currency.decimal_places) AS amount,
           ROUND((COALESCE(received.paid, 0) + COALESCE(instalment.opening_amount, 0)
                 )::numeric, currency.decimal_places) AS paid
  ) money
 WHERE contract.state = ANY(%(signed)s)
   AND (ROUND(COALESCE(instalment.amount_paid, 0)::numeric, currency.decimal_places)
          != money.paid
     OR instalment.state != CASE
          WHEN money.paid >= money.amount AND money.amount > 0 THEN 'paid'
          WHEN contract.state = 'terminated' THEN 'void'
          WHEN contract.state != ALL(%(collecting)s) THEN 'waiting'
          WHEN money.amount = 0 AND money.paid = 0 THEN 'void'
          WHEN instalment.date_due < calendar.today THEN 'overdue'
          WHEN money.paid != 0 THEN 'partial'
          WHEN instalment.date_due IS NOT NULL THEN 'due'
          ELSE 'waiting' END)
""",
        companies=list(days),
        days=list(days.values()),
        collecting=list(COLLECTING),
        signed=SIGNED,
    )
