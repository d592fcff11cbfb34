# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A trading company of any size, made by a few set-based statements.

Every run makes the same rows: customers with names of their own, orders spread
over three years, larger and more frequent for some customers than for others.
"""

from odoo.tools import SQL


def fill(env, customers, orders):
    """Make customers, orders and invoices in the main company; open the accounts.

    Every order has three lines, every second one an invoice; of five invoices one is
    open. The accounts are opened by what the installation itself calls.
    """
    documents(env, customers, orders)
    env["crm.customer"]._open_missing_accounts()
    env["crm.customer"]._refresh_facts()
    env.flush_all()
    env.execute_query(SQL("ANALYZE crm_customer"))


def documents(env, customers, orders):
    fill_required(env)
    home = env.ref("base.main_company")
    currency = home.currency_id.id
    env.execute_query(customers_query(env, customers))
    env.execute_query(orders_query(home, customers, orders))
    env.execute_query(lines_query(currency))
    env.execute_query(SQL("ANALYZE res_partner, sale_order, sale_order_line"))
    journal = env["account.journal"].search(
        [("type", "=", "sale"), ("company_id", "=", home.id)], limit=1
    )
    env.execute_query(invoices_query(home, journal))
    env.execute_query(entries_query(home, receivable(env), income(env)))
    env.execute_query(SQL("ANALYZE account_move, account_move_line"))
    env.execute_query(links_query())
    env.execute_query(SQL("ANALYZE sale_order_line_invoice_rel"))
    env.invalidate_all()


def fill_required(env):
    """Let the database fill what other apps require of contacts and orders."""
    for model in (env["res.partner"], env["sale.order"]):
        required = [
            name
            for name, field in model._fields.items()
            if field.type == "selection" and field.store and field.required
        ]
        for name, value in model.default_get(required).items():
            env.execute_query(
                SQL(
                    "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s",
                    SQL.identifier(model._table),
                    SQL.identifier(name),
                    value,
                )
            )


def receivable(env):
    return _account(env, "asset_receivable")


def income(env):
    return _account(env, "income")


def _account(env, kind):
    return env["account.account"].search([("account_type", "=", kind)], limit=1)


def demanded(model):
    """Columns that add-ons demand of each row, as stock and purchase do, and values."""
    names = [
        field.name
        for field in model._fields.values()
        if field.store and field.required and field.type == "selection"
    ]
    defaults = model.default_get(names)
    columns = SQL("").join(SQL(", %s", SQL.identifier(name)) for name in defaults)
    return columns, SQL("").join(SQL(", %s", value) for value in defaults.values())


def customers_query(env, count):
    names, values = demanded(env["res.partner"])
    return SQL(
        """
INSERT INTO res_partner (id, commercial_partner_id, name, complete_name, active,
                         is_company, type, lang, create_date, write_date%(names)s)
SELECT fresh, fresh, 'Bench Trading ' || n, 'Bench Trading ' || n, TRUE,
       TRUE, 'contact', 'en_US', NOW(), NOW()%(values)s
  FROM (SELECT n, nextval('res_partner_id_seq') AS fresh
          FROM generate_series(1, %(count)s) n) numbered
""",
        names=names,
        values=values,
        count=count,
    )


def same_contacts(env, other):
    """Give another database as many contacts: a mail's sender is looked for in them."""
    other.execute_query(customers_query(other, env["res.partner"].search_count([])))
    other.execute_query(SQL("ANALYZE res_partner"))


def orders_query(home, customers, orders):
    """Orders of three years; the square favours the first customers."""
    names, values = demanded(home.env["sale.order"])
    return SQL(
        """
INSERT INTO sale_order (name, partner_id, partner_invoice_id, partner_shipping_id,
                        company_id, currency_id, currency_rate, state, date_order,
                        amount_untaxed, amount_tax, amount_total,
                        create_date, write_date%(names)s)
SELECT 'BENCH' || n, partner.id, partner.id, partner.id, %(company)s, %(currency)s, 1,
       'sale', NOW() - (n * 7919 %% 1095) * interval '1 day',
       100 + n * 104729 %% 9900, 0, 100 + n * 104729 %% 9900, NOW(), NOW()%(values)s
  FROM generate_series(1::bigint, %(count)s) n
  JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place
          FROM res_partner WHERE name LIKE 'Bench Trading %%') partner
    ON partner.place = floor(
           %(customers)s * ((n * 2654435761 %% 4294967296) / 4294967296.0) ^ 2)::bigint
""",
        company=home.id,
        currency=home.currency_id.id,
        count=orders,
        customers=customers,
        names=names,
        values=values,
    )


def lines_query(currency_id):
    """Three lines of each order: half, a quarter and the rest of its amount."""
    return SQL(
        """
INSERT INTO sale_order_line (order_id, name, company_id, currency_id, state,
                             product_uom_qty, price_unit, price_subtotal, price_total,
                             customer_lead, order_partner_id, create_date, write_date)
SELECT so.id, part.name, so.company_id, %s, so.state, 1, so.amount_untaxed * share,
       so.amount_untaxed * share, so.amount_untaxed * share, 0, so.partner_id,
       NOW(), NOW()
  FROM sale_order so
 CROSS JOIN (VALUES ('Coal', 0.5), ('Transport', 0.25), ('Handling', 0.25)
            ) part (name, share)
 WHERE so.name LIKE 'BENCH%%'
""",
        currency_id,
    )


def invoices_query(home, journal):
    """One posted invoice for every second order; four of five are paid."""
    return SQL(
        """
INSERT INTO account_move (name, ref, journal_id, company_id, currency_id, state,
                          move_type, auto_post, date, invoice_date, invoice_date_due,
                          partner_id, commercial_partner_id, payment_state,
                          amount_untaxed, amount_tax, amount_total, amount_residual,
                          amount_untaxed_signed, amount_total_signed,
                          amount_residual_signed, create_date, write_date)
SELECT 'INV' || so.name, so.name, %(journal)s, so.company_id, %(currency)s, 'posted',
       'out_invoice', 'no', so.date_order::date, so.date_order::date,
       so.date_order::date + 30, so.partner_id, so.partner_id,
       CASE WHEN so.id %% 10 = 0 THEN 'not_paid' ELSE 'paid' END,
       so.amount_untaxed, 0, so.amount_total, open.amount, so.amount_untaxed,
       so.amount_total, open.amount, NOW(), NOW()
  FROM sale_order so
 CROSS JOIN LATERAL (
       SELECT CASE WHEN so.id %% 10 = 0 THEN so.amount_total ELSE 0 END AS amount) open
 WHERE so.name LIKE 'BENCH%%' AND so.id %% 2 = 0
""",
        journal=journal.id,
        currency=home.currency_id.id,
    )


def entries_query(home, receivable_account, income_account):
    """The two ledger lines of each invoice."""
    return SQL(
        """
INSERT INTO account_move_line (move_id, move_name, journal_id, company_id, currency_id,
                               company_currency_id, account_id, partner_id, date,
                               date_maturity, parent_state, display_type, name,
                               quantity, debit, credit, balance, amount_currency,
                               price_subtotal, amount_residual,
                               amount_residual_currency, reconciled,
                               create_date, write_date)
SELECT move.id, move.name, move.journal_id, move.company_id, move.currency_id,
       move.currency_id, side.account_id, move.partner_id, move.date,
       CASE WHEN side.sign = 1 THEN move.invoice_date_due END, 'posted', side.kind,
       'Coal', 1,
       CASE WHEN side.sign = 1 THEN move.amount_total ELSE 0 END,
       CASE WHEN side.sign = 1 THEN 0 ELSE move.amount_total END,
       side.sign * move.amount_total, side.sign * move.amount_total, move.amount_total,
       CASE WHEN side.sign = 1 THEN move.amount_residual ELSE 0 END,
       CASE WHEN side.sign = 1 THEN move.amount_residual ELSE 0 END,
       side.sign = 1 AND move.amount_residual = 0, NOW(), NOW()
  FROM account_move move
 CROSS JOIN (VALUES (1, 'payment_term', %(receivable)s), (-1, 'product', %(income)s)
            ) side (sign, kind, account_id)
 WHERE move.ref LIKE 'BENCH%%' AND move.company_id = %(company)s
""",
        receivable=receivable_account.id,
        income=income_account.id,
        company=home.id,
    )


def links_query():
    """Which order line an invoice line bills."""
    return SQL(
        """
INSERT INTO sale_order_line_invoice_rel (order_line_id, invoice_line_id)
SELECT MIN(sol.id), line.id
  FROM account_move move
  JOIN account_move_line line ON line.move_id = move.id AND line.credit > 0
  JOIN sale_order so ON so.name = move.ref
  JOIN sale_order_line sol ON sol.order_id = so.id
 WHERE so.name LIKE 'BENCH%%'
 GROUP BY line.id
"""
    )
