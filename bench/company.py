# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A trading company of any size, made by a few set-based statements.

Every run makes the same rows: customers with names of their own, orders spread
over three years, larger and more frequent for some customers than for others.
"""

from odoo.tools import SQL


def fill(env, customers, orders):
    """Make customers, their orders and their accounts in the main company."""
    home = env.ref("base.main_company")
    env.execute_query(customers_query(customers))
    env.execute_query(orders_query(home, customers, orders))
    env.execute_query(lines_query(home.currency_id.id))
    env.execute_query(SQL("ANALYZE res_partner, sale_order, sale_order_line"))
    env.invalidate_all()
    env["crm.customer"]._open_missing_accounts()
    env["crm.customer"]._refresh_facts()
    env.flush_all()
    env.execute_query(SQL("ANALYZE crm_customer"))


def customers_query(count):
    return SQL(
        """
INSERT INTO res_partner (id, commercial_partner_id, name, complete_name, active,
                         is_company, type, lang, autopost_bills,
                         create_date, write_date)
SELECT fresh, fresh, 'Bench Trading ' || n, 'Bench Trading ' || n, TRUE,
       TRUE, 'contact', 'en_US', 'ask', NOW(), NOW()
  FROM (SELECT n, nextval('res_partner_id_seq') AS fresh
          FROM generate_series(1, %s) n) numbered
""",
        count,
    )


def orders_query(home, customers, orders):
    """Orders of three years; the square favours the first customers."""
    return SQL(
        """
INSERT INTO sale_order (name, partner_id, partner_invoice_id, partner_shipping_id,
                        company_id, currency_id, currency_rate, state, date_order,
                        amount_untaxed, amount_tax, amount_total,
                        create_date, write_date)
SELECT 'BENCH' || n, partner.id, partner.id, partner.id, %(company)s, %(currency)s, 1,
       'sale', NOW() - (n * 7919 %% 1095) * interval '1 day',
       100 + n * 104729 %% 9900, 0, 100 + n * 104729 %% 9900, NOW(), NOW()
  FROM generate_series(1::bigint, %(count)s) n
  JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place
          FROM res_partner WHERE name LIKE 'Bench Trading %%') partner
    ON partner.place = floor(%(customers)s * ((n * 48271 %% 65537) / 65537.0) ^ 2
                            )::bigint
""",
        company=home.id,
        currency=home.currency_id.id,
        count=orders,
        customers=customers,
    )


def lines_query(currency_id):
    return SQL(
        """
INSERT INTO sale_order_line (order_id, name, company_id, currency_id, state,
                             product_uom_qty, price_unit, price_subtotal, price_total,
                             customer_lead, order_partner_id, create_date, write_date)
SELECT so.id, 'Coal', so.company_id, %s, so.state, 1, so.amount_untaxed,
       so.amount_untaxed, so.amount_untaxed, 0, so.partner_id, NOW(), NOW()
  FROM sale_order so WHERE so.name LIKE 'BENCH%%'
""",
        currency_id,
    )
