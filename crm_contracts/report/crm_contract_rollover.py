# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL


class CrmContractRollover(models.Model):
    """What each contract carried from year to year, in the company's currency.

    One row per signed contract and calendar year until it ended: open at the start,
    signed in the year, received in it, dropped with its end, carried forward. What we
    buy is nothing we receive: purchase contracts are left out.
    """

    _name = "crm.contract.rollover"
    _description = "Contracts Carried Forward"
    _auto = False
    _rec_name = "contract_id"
    _order = "year desc, contract_id"
    _depends = {
        "crm.contract": [
            "amount_total",
            "amount_total_company",
            "company_id",
            "contract_type",
            "customer_id",
            "date_ended",
            "date_signed",
            "opening_received",
            "state",
            "team_id",
            "type_id",
            "user_id",
        ],
        "crm.contract.allocation": ["company_amount", "contract_id", "date"],
    }

    contract_id = fields.Many2one("crm.contract", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    customer_id = fields.Many2one("crm.customer", readonly=True)
    user_id = fields.Many2one("res.users", string="Owner", readonly=True)
    team_id = fields.Many2one("crm.team", readonly=True)
    type_id = fields.Many2one("crm.contract.type", readonly=True)
    year = fields.Char(readonly=True)
    amount_start = fields.Monetary(string="Open at the Start", readonly=True)
    amount_signed = fields.Monetary(string="Signed in the Year", readonly=True)
    amount_received = fields.Monetary(string="Received in the Year", readonly=True)
    amount_dropped = fields.Monetary(
        string="Dropped",
        readonly=True,
        help="Open when the contract was closed or terminated.",
    )
    amount_carried = fields.Monetary(string="Carried Forward", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            "WITH contract AS (%s), money AS (%s), yearly AS (%s) %s",
            self._contracts(),
            self._money(),
            self._yearly(),
            self._rows(),
        )

    def _contracts(self):
        """Signed contracts, their years, and what was received before the ledger."""
        return SQL(
            """
SELECT id, company_id, customer_id, user_id, team_id, type_id, date_ended,
       amount_total_company AS total,
       COALESCE(opening_received * amount_total_company / NULLIF(amount_total, 0), 0)
           AS before,
       EXTRACT(YEAR FROM date_signed)::integer AS first,
       EXTRACT(YEAR FROM COALESCE(date_ended, CURRENT_DATE))::integer AS last
  FROM crm_contract
 WHERE date_signed IS NOT NULL AND active AND contract_type != 'purchase'
"""
        )

    def _money(self):
        return SQL(
            """
SELECT contract_id, EXTRACT(YEAR FROM date)::integer AS year,
       SUM(company_amount) AS amount
  FROM crm_contract_allocation
 GROUP BY 1, 2
"""
        )

    def _yearly(self):
        """Received until the start of each year and in it."""
        return SQL(
            """
SELECT contract.*, series.year, COALESCE(money.amount, 0) AS received,
       contract.before + COALESCE(SUM(money.amount) OVER (
           PARTITION BY contract.id ORDER BY series.year
           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS earlier
  FROM contract
 CROSS JOIN LATERAL generate_series(contract.first, contract.last) AS series(year)
  LEFT JOIN money ON money.contract_id = contract.id AND money.year = series.year
"""
        )

    def _rows(self):
        return SQL(
            """
SELECT (id::bigint * 200 + year - 1900) AS id, id AS contract_id, company_id,
       customer_id, user_id, team_id, type_id, year::varchar AS year,
       CASE WHEN year > first THEN total - earlier ELSE 0 END AS amount_start,
       CASE WHEN year = first THEN total - before ELSE 0 END AS amount_signed,
       received AS amount_received,
       CASE WHEN date_ended IS NOT NULL AND year = last
            THEN total - earlier - received ELSE 0 END AS amount_dropped,
       CASE WHEN date_ended IS NOT NULL AND year = last
            THEN 0 ELSE total - earlier - received END AS amount_carried
  FROM yearly
"""
        )
