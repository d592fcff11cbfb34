# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL


class CrmCollectionItem(models.Model):
    """What customers owe, item by item: the ledger, and instalments before an invoice.

    Credit notes and payments that are not matched are items with a negative amount.
    An instalment counts with what no invoice of its contract asks for yet, so nothing
    counts twice: invoices that name it first, then others of the contract by age.
    """

    _name = "crm.collection.item"
    _description = "Open Item"
    _inherit = [
        "crm.collection.item.expected.mixin",
        "crm.collection.item.disputed.mixin",
    ]
    _auto = False
    _order = "date_due, id"
    _depends = {
        "account.move.line": [
            "account_id",
            "amount_residual",
            "amount_residual_currency",
            "company_id",
            "crm_contract_instalment_id",
            "currency_id",
            "date",
            "date_maturity",
            "display_type",
            "parent_state",
            "partner_id",
            "price_total",
            "reconciled",
        ],
        "account.move": [
            "crm_contract_id",
            "crm_contract_side_document",
            "invoice_date",
            "move_type",
            "name",
            "reversed_entry_id",
            "state",
        ],
        "crm.contract": [
            "amount_total",
            "amount_total_company",
            "contract_type",
            "name",
        ],
        "crm.contract.instalment": [
            "amount_open",
            "amount_paid",
            "company_id",
            "currency_id",
            "customer_id",
            "date_due",
            "name",
            "sequence",
            "state",
        ],
        "crm.customer": ["collection_user_id", "company_id", "partner_id", "user_id"],
    }

    name = fields.Char(string="Document", readonly=True)
    customer_id = fields.Many2one("crm.customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", string="Owner", readonly=True)
    collection_user_id = fields.Many2one("res.users", readonly=True)
    kind = fields.Selection(
        selection=[
            ("invoice", "Invoice"),
            ("entry", "Other Claim"),
            ("instalment", "Instalment, not Invoiced"),
            ("credit", "Credit Note"),
            ("payment", "Payment on Account"),
        ],
        readonly=True,
    )
    move_id = fields.Many2one("account.move", string="Entry", readonly=True)
    reversed_move_id = fields.Many2one(
        "account.move", string="Credits Invoice", readonly=True
    )
    move_line_id = fields.Many2one("account.move.line", readonly=True)
    instalment_id = fields.Many2one("crm.contract.instalment", readonly=True)
    contract_id = fields.Many2one("crm.contract", readonly=True)
    date = fields.Date(readonly=True)
    date_due = fields.Date(string="Due Date", readonly=True)
    days_overdue = fields.Integer(readonly=True, aggregator="max")
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(string="Open", readonly=True, aggregator=None)
    company_currency_id = fields.Many2one("res.currency", readonly=True)
    company_amount = fields.Monetary(
        string="Open (Company Currency)",
        currency_field="company_currency_id",
        readonly=True,
    )

    def action_open_document(self):
        self.ensure_one()
        record = self.move_id or self.contract_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    def _key(self):
        """What reminders remember the item by."""
        if self.instalment_id:
            return ("instalment", self.instalment_id.id)
        return ("item", self.move_line_id.id)

    def _statement_labels(self):
        names = ("name", "kind", "date", "date_due", "days_overdue", "amount")
        labels = {
            name: self._fields[name]._description_string(self.env) for name in names
        }
        return {**labels, "disputed": self.env._("Disputed")}

    def _statement_row(self, today, disputed):
        """One line of a statement; disputed: {move id: amount}."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        overdue = max((today - self.date_due).days, 0) if self.amount > 0 else 0
        return {
            "item": self,
            "name": self.name or "",
            "kind": kinds[self.kind],
            "date": self.date,
            "date_due": self.date_due,
            "days_overdue": overdue,
            "is_due": self.amount < 0 or self.date_due <= today,
            "amount": self.amount,
            "disputed": disputed.get(self.move_id.id, 0.0) if self.amount > 0 else 0.0,
        }

    def _open_items(self, today):
        """The items with their owner and their days on a day."""
        return SQL(
            """
SELECT item.*, customer.company_id, customer.user_id, customer.collection_user_id,
       company.currency_id AS company_currency_id,
       GREATEST(%(today)s - item.date_due, 0) AS days_overdue
  FROM (%(ledger)s UNION ALL %(plan)s) item
  JOIN crm_customer customer ON customer.id = item.customer_id
  JOIN res_company company ON company.id = customer.company_id
""",
            today=today,
            ledger=self._ledger_query(),
            plan=self._plan_query(),
        )

    def _ledger_query(self):
        """Open receivable items."""
        return SQL(
            """
SELECT line.id * 2 AS id, COALESCE(move.name, line.name) AS name,
       customer.id AS customer_id,
       CASE WHEN line.amount_residual < 0 AND move.move_type = 'out_refund'
            THEN 'credit'
            WHEN line.amount_residual < 0 THEN 'payment'
            WHEN move.move_type = 'out_invoice' THEN 'invoice' ELSE 'entry' END AS kind,
       move.id AS move_id, move.reversed_entry_id AS reversed_move_id,
       line.id AS move_line_id, NULL::int AS instalment_id,
       move.crm_contract_id AS contract_id,
       COALESCE(move.invoice_date, line.date) AS date,
       COALESCE(line.date_maturity, line.date) AS date_due, line.currency_id,
       line.amount_residual_currency AS amount, line.amount_residual AS company_amount
  FROM account_move_line line
  JOIN account_move move ON move.id = line.move_id
  JOIN account_account account ON account.id = line.account_id
  JOIN res_partner partner ON partner.id = line.partner_id
  JOIN crm_customer customer ON customer.partner_id = partner.commercial_partner_id
   AND customer.company_id = line.company_id
 WHERE line.reconciled IS NOT TRUE AND line.parent_state = 'posted'
   AND account.account_type = 'asset_receivable' AND line.amount_residual != 0
"""
        )

    def _plan_query(self):
        """What of the due instalments no invoice asks for; what we owe is no claim.

        Amounts have the decimals of the contract's and of the company's currency.
        """
        return SQL(
            """
SELECT id * 2 + 1, name, customer_id, 'instalment', NULL::int, NULL::int, NULL::int,
       id, contract_id, date_due, date_due, currency_id, amount,
       ROUND(amount * worth, decimals)
  FROM (
    SELECT rest.*, ROUND(GREATEST(0, LEAST(rest.open, SUM(rest.open) OVER (
               PARTITION BY rest.customer_id, rest.contract_id
               ORDER BY rest.date_due, rest.sequence, rest.id) - rest.loose)),
               rest.places) AS amount
      FROM (%s) rest
  ) plan
 WHERE amount > 0
""",
            self._plan_rest_query(),
        )

    def _plan_rest_query(self):
        """Due instalments: what is open, and what invoices ask for without a name."""
        return SQL(
            """
SELECT instalment.id, instalment.customer_id, instalment.contract_id,
       instalment.sequence, instalment.date_due, instalment.currency_id,
       contract.name || ' ' || instalment.name AS name,
       own_currency.decimal_places AS decimals, agreed.decimal_places AS places,
       COALESCE(contract.amount_total_company
           / NULLIF(contract.amount_total, 0), 1) AS worth,
       GREATEST(0, instalment.amount_open - GREATEST(
           0, COALESCE(own.asked, 0) - instalment.amount_paid)) AS open,
       GREATEST(0, COALESCE(invoiced.open, 0) - COALESCE(linked.open, 0)) AS loose
  FROM crm_contract_instalment instalment
  JOIN crm_contract contract ON contract.id = instalment.contract_id
  JOIN res_company company ON company.id = contract.company_id
  JOIN res_currency own_currency ON own_currency.id = company.currency_id
  JOIN res_currency agreed ON agreed.id = instalment.currency_id
  LEFT JOIN LATERAL (%(asked)s) own ON TRUE
  LEFT JOIN LATERAL (%(invoiced)s) invoiced ON TRUE
  LEFT JOIN LATERAL (%(linked)s) linked ON TRUE
 WHERE instalment.state IN ('due', 'partial', 'overdue')
   AND instalment.date_due IS NOT NULL AND instalment.amount_open > 0
   AND contract.contract_type != 'purchase'
""",
            asked=self._asked_query(),
            invoiced=self._invoiced_query(),
            linked=self._linked_query(),
        )

    def _asked_query(self):
        """What posted invoices ask for the instalment."""
        return SQL(
            """
SELECT SUM(CASE line.parent_state WHEN 'posted' THEN
           CASE move.move_type WHEN 'out_refund' THEN -1 ELSE 1 END * line.price_total
           END) AS asked
  FROM account_move_line line
  JOIN account_move move ON move.id = line.move_id
 WHERE line.crm_contract_instalment_id = instalment.id
   AND line.display_type = 'product'
"""
        )

    def _invoiced_query(self):
        """What is open of the invoices of the contract, penalties left out."""
        return SQL(
            """
SELECT SUM(CASE WHEN line.currency_id = contract.currency_id
           THEN line.amount_residual_currency ELSE line.amount_residual
           * contract.amount_total / NULLIF(contract.amount_total_company, 0) END
       ) AS open
  FROM account_move move
  JOIN account_move_line line ON line.move_id = move.id
 WHERE move.crm_contract_id = contract.id AND move.state = 'posted'
   AND line.display_type = 'payment_term'
   AND move.crm_contract_side_document IS NOT TRUE
"""
        )

    def _linked_query(self):
        """What of that belongs to instalments that invoices name."""
        return SQL(
            """
SELECT SUM(GREATEST(0, asked.amount - asked.paid)) AS open
  FROM (
    SELECT other.id, other.amount_paid AS paid,
           SUM(CASE move.move_type WHEN 'out_refund' THEN -1 ELSE 1 END
               * line.price_total) AS amount
      FROM crm_contract_instalment other
      JOIN account_move_line line ON line.crm_contract_instalment_id = other.id
       AND line.display_type = 'product' AND line.parent_state = 'posted'
      JOIN account_move move ON move.id = line.move_id
     WHERE other.contract_id = contract.id
     GROUP BY other.id
  ) asked
"""
        )
