# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What customers still have to pay, once each: open items and instalments to come."""

from odoo.tools import SQL

from ..models.crm_contract_states import COLLECTING


def open_claims():
    """Open money of all customers, in the company's currency.

    One row per open receivable item and per instalment in force that is not invoiced
    in full: id, source ('invoice', 'credit', 'instalment'), company_id, partner_id,
    contract_id, instalment_id, move_id, date_due, amount. Credit notes and payments
    that are not matched are rows with a negative amount. What an invoice of a contract
    asks for is the invoice's row and no longer the instalment's: invoices that name
    their instalments first, the rest of what was invoiced or received oldest first.
    Contracts in another currency count at the rate of their signing.
    """
    return SQL(
        """
SELECT item.id * 2 AS id,
       CASE WHEN item.amount_residual < 0 THEN 'credit' ELSE 'invoice' END AS source,
       item.company_id, partner.commercial_partner_id AS partner_id,
       move.crm_contract_id AS contract_id, NULL::int AS instalment_id,
       item.move_id, COALESCE(item.date_maturity, item.date) AS date_due,
       item.amount_residual AS amount
  FROM account_move_line item
  JOIN account_account account
    ON account.id = item.account_id AND account.account_type = 'asset_receivable'
  JOIN account_move move ON move.id = item.move_id
  JOIN res_partner partner ON partner.id = item.partner_id
 WHERE item.parent_state = 'posted' AND item.reconciled IS NOT TRUE
   AND item.amount_residual != 0
 UNION ALL
SELECT plan.id * 2 + 1, 'instalment', plan.company_id, plan.partner_id,
       plan.contract_id, plan.id, NULL, plan.date_due,
       LEAST(plan.room, GREATEST(0, plan.room_until - plan.rest)) * plan.rate
  FROM (%(plan)s) plan
 WHERE LEAST(plan.room, GREATEST(0, plan.room_until - plan.rest)) > 0.000001
""",
        plan=_plan(),
    )


def _plan():
    """Instalments in force with the room their own invoices and receipts leave."""
    return SQL(
        """
SELECT instalment.*,
       SUM(room) OVER (PARTITION BY contract_id ORDER BY sequence, id) AS room_until,
       GREATEST(0, GREATEST(invoiced, received)
           - SUM(named) OVER (PARTITION BY contract_id)) AS rest
  FROM (
    SELECT instalment.id, instalment.contract_id, instalment.sequence,
           instalment.date_due, contract.company_id, contract.partner_id,
           contract.amount_invoiced AS invoiced, contract.amount_received AS received,
           contract.amount_total_company / NULLIF(contract.amount_total, 0) AS rate,
           LEAST(instalment.amount, COALESCE(asked.amount, 0)) AS named,
           instalment.amount - LEAST(instalment.amount, COALESCE(asked.amount, 0))
               AS room
      FROM crm_contract_instalment instalment
      JOIN crm_contract contract ON contract.id = instalment.contract_id
      LEFT JOIN (
        SELECT line.crm_contract_instalment_id AS instalment_id,
               SUM(CASE WHEN move.move_type = 'out_refund' THEN -line.price_total
                        ELSE line.price_total END) AS amount
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
         WHERE line.crm_contract_instalment_id IS NOT NULL
           AND line.display_type = 'product' AND line.parent_state = 'posted'
         GROUP BY line.crm_contract_instalment_id
      ) asked ON asked.instalment_id = instalment.id
     WHERE contract.active
       AND contract.state = ANY(%(collecting)s)
  ) instalment
""",
        collecting=list(COLLECTING),
    )
