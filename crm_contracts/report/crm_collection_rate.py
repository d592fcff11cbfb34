# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_contract_states import COLLECTING

# rate -> what of the money due was collected
RATES = {
    "rate": "amount_collected",
    "rate_in_time": "amount_in_time",
}


class CrmCollectionRate(models.Model):
    """Money that fell due, and how much of it came in: by owner, team and month.

    One row per instalment and per receivable item of an invoice without a contract, in
    the company's currency. Collected in time: matched on the due day or before. The
    rate of a group is that of its sums.
    """

    _name = "crm.collection.rate"
    _description = "Collection Rate"
    _auto = False
    _order = "date_due desc, id"
    _rec_name = "partner_id"

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    customer_id = fields.Many2one("crm.customer", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Contact", readonly=True)
    user_id = fields.Many2one("res.users", string="Owner", readonly=True)
    team_id = fields.Many2one("crm.team", readonly=True)
    contract_id = fields.Many2one("crm.contract", readonly=True)
    move_id = fields.Many2one("account.move", string="Invoice", readonly=True)
    date_due = fields.Date(string="Due Date", readonly=True)
    amount_due = fields.Monetary(string="Fell Due", readonly=True)
    amount_collected = fields.Monetary(string="Collected", readonly=True)
    amount_in_time = fields.Monetary(string="Collected in Time", readonly=True)
    rate = fields.Float(string="Collection Rate (%)", readonly=True, aggregator="avg")
    rate_in_time = fields.Float(string="In Time (%)", readonly=True, aggregator="avg")

    def _read_group_select(self, aggregate_spec, query):
        name, _colon, how = aggregate_spec.partition(":")
        if name not in RATES or how != "avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "100.0 * SUM(%s) / NULLIF(SUM(%s), 0)",
            self._field_to_sql(self._table, RATES[name], query),
            self._field_to_sql(self._table, "amount_due", query),
        )

    @property
    def _table_query(self):
        return SQL(
            """
SELECT claim.*, company.currency_id, customer.id AS customer_id, customer.user_id,
       customer.team_id,
       100.0 * claim.amount_collected / NULLIF(claim.amount_due, 0) AS rate,
       100.0 * claim.amount_in_time / NULLIF(claim.amount_due, 0) AS rate_in_time
  FROM (%(instalments)s UNION ALL %(invoices)s) claim
  JOIN res_company company ON company.id = claim.company_id
  LEFT JOIN crm_customer customer ON customer.partner_id = claim.partner_id
   AND customer.company_id = claim.company_id
 WHERE claim.date_due <= %(today)s AND claim.amount_due > 0
""",
            today=fields.Date.context_today(self),
            instalments=self._instalments(),
            invoices=self._invoices(),
        )

    def _instalments(self):
        return SQL(
            """
SELECT instalment.id * 2 AS id, contract.company_id, contract.partner_id,
       contract.id AS contract_id, NULL::int AS move_id, instalment.date_due,
       instalment.amount * money.rate AS amount_due,
       LEAST(instalment.amount, COALESCE(received.amount, 0)) * money.rate
           AS amount_collected,
       LEAST(instalment.amount, COALESCE(received.in_time, 0)) * money.rate
           AS amount_in_time
  FROM crm_contract_instalment instalment
  JOIN crm_contract contract ON contract.id = instalment.contract_id
 CROSS JOIN LATERAL (
    SELECT COALESCE(contract.amount_total_company
               / NULLIF(contract.amount_total, 0), 1) AS rate
  ) money
  LEFT JOIN LATERAL (
    SELECT SUM(allocation.amount) AS amount,
           SUM(allocation.amount) FILTER (
               WHERE allocation.date <= instalment.date_due) AS in_time
      FROM crm_contract_allocation allocation
     WHERE allocation.instalment_id = instalment.id
  ) received ON TRUE
 WHERE contract.state = ANY(%(collecting)s)
   AND contract.contract_type != 'purchase'
""",
            collecting=list(COLLECTING),
        )

    def _invoices(self):
        return SQL(
            """
SELECT item.id * 2 + 1, item.company_id, partner.commercial_partner_id, NULL,
       item.move_id, COALESCE(item.date_maturity, item.date), item.balance,
       item.balance - item.amount_residual, COALESCE(matched.in_time, 0)
  FROM account_move_line item
  JOIN account_move move ON move.id = item.move_id
   AND move.move_type = 'out_invoice' AND move.crm_contract_id IS NULL
  JOIN res_partner partner ON partner.id = item.partner_id
  LEFT JOIN LATERAL (
    SELECT SUM(partial.amount) AS in_time
      FROM account_partial_reconcile partial
     WHERE partial.debit_move_id = item.id
       AND partial.max_date <= COALESCE(item.date_maturity, item.date)
  ) matched ON TRUE
 WHERE item.display_type = 'payment_term' AND item.parent_state = 'posted'
"""
        )
