# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Contracts whose instalments are paid, made by a few set-based statements.

Every contract has ten instalments of 100; each has an invoice item and a payment item
that are matched, and the receipt that tells it. Of a thousand receipts one is wrong.
"""

from odoo.tools import SQL

from .company import receivable

PLAN = 10


def fill(env, receipts):
    home = env.ref("base.main_company")
    partner = env["res.partner"].create({"name": "Bench Payer", "is_company": True})
    account = env["crm.customer"]._ensure_accounts(partner, home)
    contract = env["crm.contract"].create(
        {"subject": "Bench", "customer_id": account.id, "company_id": home.id}
    )
    contract.sudo().state = "effective"
    env.flush_all()
    for query in (
        _copies(contract, receipts // PLAN),
        _instalments(),
        SQL("ANALYZE crm_contract, crm_contract_instalment"),
        _moves(home, _journal(env, home)),
        _items(home, receivable(env)),
        SQL("ANALYZE account_move, account_move_line"),
        _matchings(home),
        SQL("ANALYZE account_partial_reconcile"),
        _receipts(home),
        SQL("ANALYZE crm_contract_allocation"),
    ):
        env.execute_query(query)
    env.invalidate_all()


def spoil(env):
    """One receipt of a thousand loses a cent."""
    env.execute_query(
        SQL(
            "UPDATE crm_contract_allocation SET amount = 99.99, company_amount = 99.99"
            " WHERE id %% 1000 = 0"
        )
    )


def _journal(env, home):
    return env["account.journal"].search(
        [("type", "=", "sale"), ("company_id", "=", home.id)], limit=1
    )


def _copies(contract, count):
    """Copies of a contract in everything but number and token."""
    own = {"id", "name", "access_token"}
    names = sorted(
        name
        for name, field in contract._fields.items()
        if field.column_type and field.store and name not in own
    )
    columns = SQL(", ").join(map(SQL.identifier, names))
    return SQL(
        """
INSERT INTO crm_contract (name, %(columns)s)
SELECT 'BENCH/' || n, %(columns)s
  FROM crm_contract, generate_series(1, %(count)s) n
 WHERE id = %(contract)s
""",
        columns=columns,
        contract=contract.id,
        count=count,
    )


def _instalments():
    return SQL(
        """
INSERT INTO crm_contract_instalment (contract_id, company_id, currency_id, customer_id,
    sequence, name, trigger, days, date_due, percent, amount, amount_paid, amount_open,
    date_paid, state)
SELECT contract.id, contract.company_id, contract.currency_id, contract.customer_id,
       n, 'BENCH', 'signing', 0, CURRENT_DATE - 30, 0, 100, 100, 0, CURRENT_DATE - 30,
       'paid'
  FROM crm_contract contract CROSS JOIN generate_series(1, %s) n
 WHERE contract.name LIKE 'BENCH/%%'
""",
        PLAN,
    )


def _moves(home, journal):
    """An invoice and an entry of payment for each instalment."""
    return SQL(
        """
INSERT INTO account_move (name, ref, journal_id, company_id, currency_id, state,
    move_type, auto_post, date, partner_id, commercial_partner_id, crm_contract_id)
SELECT side.prefix || instalment.id, 'BENCHPAID' || instalment.id, %(journal)s,
       %(company)s, instalment.currency_id, 'posted', side.kind, 'no',
       CURRENT_DATE - 30,
       customer.partner_id, customer.partner_id,
       CASE WHEN side.kind = 'out_invoice' THEN instalment.contract_id END
  FROM crm_contract_instalment instalment
  JOIN crm_customer customer ON customer.id = instalment.customer_id
 CROSS JOIN (VALUES ('BENCHINV', 'out_invoice'), ('BENCHPAY', 'entry'))
       side (prefix, kind)
 WHERE instalment.name = 'BENCH'
""",
        journal=journal.id,
        company=home.id,
    )


def _items(home, account):
    return SQL(
        """
INSERT INTO account_move_line (move_id, move_name, journal_id, company_id, currency_id,
    company_currency_id, account_id, partner_id, date, parent_state, display_type,
    debit, credit, balance, amount_currency, amount_residual, amount_residual_currency,
    reconciled)
SELECT move.id, move.name, move.journal_id, move.company_id, move.currency_id,
       move.currency_id, %(account)s, move.partner_id, move.date, 'posted',
       CASE WHEN side.sign = 1 THEN 'payment_term' ELSE 'product' END,
       GREATEST(side.sign, 0) * 100, GREATEST(-side.sign, 0) * 100, side.sign * 100,
       side.sign * 100, 0, 0, TRUE
  FROM account_move move
 CROSS JOIN LATERAL (
    SELECT CASE WHEN move.move_type = 'entry' THEN -1 ELSE 1 END AS sign) side
 WHERE move.ref LIKE 'BENCHPAID%%' AND move.company_id = %(company)s
""",
        account=account.id,
        company=home.id,
    )


def _matchings(home):
    return SQL(
        """
INSERT INTO account_partial_reconcile (debit_move_id, credit_move_id, company_id,
    debit_currency_id, credit_currency_id, max_date, amount, debit_amount_currency,
    credit_amount_currency)
SELECT owed.id, paid.id, owed.company_id, owed.currency_id, owed.currency_id, owed.date,
       100, 100, 100
  FROM account_move invoice
  JOIN account_move payment
    ON payment.ref = invoice.ref AND payment.move_type = 'entry'
  JOIN account_move_line owed ON owed.move_id = invoice.id
  JOIN account_move_line paid ON paid.move_id = payment.id
 WHERE invoice.ref LIKE 'BENCHPAID%%' AND invoice.move_type = 'out_invoice'
   AND invoice.company_id = %s
""",
        home.id,
    )


def _receipts(home):
    return SQL(
        """
INSERT INTO crm_contract_allocation (instalment_id, contract_id, company_id, partial_id,
    move_line_id, date, kind, amount, company_amount)
SELECT instalment.id, instalment.contract_id, instalment.company_id, partial.id,
       item.id, partial.max_date, 'payment', 100, 100
  FROM account_move move
  JOIN crm_contract_instalment instalment
    ON 'BENCHPAID' || instalment.id = move.ref
  JOIN account_move_line item ON item.move_id = move.id
  JOIN account_partial_reconcile partial ON partial.debit_move_id = item.id
 WHERE move.company_id = %s AND move.crm_contract_id IS NOT NULL
""",
        home.id,
    )
