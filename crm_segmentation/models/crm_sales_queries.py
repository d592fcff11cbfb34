# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sales by line with everything reports group them by; nothing here runs anything."""

from odoo.tools import SQL

# A customer is new for this long after the first order.
NEW_DAYS = 365


def sales_rows(scope, has_order_cost):
    """Rows of crm.sales.report of one company: the lines behind the turnover.

    Orders, credit notes (negative), invoices without an order, and sales of an older
    system; untaxed, in the company's currency at the document's own rate.
    document: what is counted as one order, empty for invoices and credit notes
    has_order_cost: whether order lines keep their cost (sale_margin is installed)
    """
    return SQL(
        """
SELECT line.id, %(company)s AS company_id, line.customer_id, line.origin, line.document,
       COALESCE(line.user_id, customer.user_id) AS user_id,
       COALESCE(line.team_id, customer.team_id) AS team_id,
       line.product_id, template.categ_id, customer.trade_type_id, customer.abc_class,
       customer.rfm_segment_id, partner.state_id, partner.country_id,
       line.campaign_id, line.source_id, line.medium_id, line.day,
       CASE WHEN line.day < COALESCE(customer.date_first_order, line.day) + %(new)s::int
            THEN 'new' ELSE 'old' END AS buyer,
       line.quantity::float8 AS quantity, ROUND(line.amount, 4) AS amount,
       ROUND(line.cost, 4) AS cost, ROUND(line.amount - line.cost, 4) AS margin
  FROM (%(ordered)s UNION ALL %(invoiced)s UNION ALL %(history)s) line
  JOIN crm_customer customer ON customer.id = line.customer_id
  JOIN res_partner partner ON partner.id = customer.partner_id
  LEFT JOIN product_product product ON product.id = line.product_id
  LEFT JOIN product_template template ON template.id = product.product_tmpl_id
""",
        company=scope.company_id,
        new=NEW_DAYS,
        ordered=_ordered(scope, has_order_cost),
        invoiced=_invoiced(scope),
        history=_history(scope),
    )


def _in_own_unit(quantity):
    """A quantity of a line in the unit of its product."""
    return SQL("%s * COALESCE(unit.factor / NULLIF(own.factor, 0), 1)", quantity)


def _cost(scope, quantity):
    """What a quantity costs at the present cost of its product."""
    return SQL(
        "%s * COALESCE((product.standard_price ->> %s)::numeric, 0)",
        _in_own_unit(quantity),
        str(scope.company_id),
    )


def _product_joins():
    return SQL(
        """
  LEFT JOIN product_product product ON product.id = line.product_id
  LEFT JOIN product_template template ON template.id = product.product_tmpl_id
  LEFT JOIN uom_uom unit ON unit.id = line.product_uom_id
  LEFT JOIN uom_uom own ON own.id = template.uom_id
"""
    )


def _ordered(scope, has_order_cost):
    kept = SQL(
        """(line.product_uom_qty * COALESCE(line.purchase_price, 0)
            / COALESCE(NULLIF(so.currency_rate, 0), 1))::numeric"""
    )
    quantity = SQL("line.product_uom_qty")
    return SQL(
        """
SELECT line.id::bigint * 3 AS id, customer.id AS customer_id, 'order' AS origin,
       'o' || so.id AS document,
       so.user_id, so.team_id, line.product_id, so.campaign_id, so.source_id,
       so.medium_id,
       (so.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
       %(quantity)s AS quantity,
       line.price_subtotal / COALESCE(NULLIF(so.currency_rate, 0), 1)::numeric
           AS amount,
       %(cost)s AS cost
  FROM sale_order so
  JOIN sale_order_line line ON line.order_id = so.id
  JOIN res_partner buyer ON buyer.id = so.partner_id
  JOIN crm_customer customer
    ON customer.partner_id = buyer.commercial_partner_id
   AND customer.company_id = so.company_id
  %(joins)s
 WHERE so.company_id = %(company)s AND so.state = 'sale'
   AND so.is_gratis IS NOT TRUE AND line.display_type IS NULL AND %(restrict)s
""",
        tz=scope.tz,
        company=scope.company_id,
        quantity=_in_own_unit(quantity),
        cost=kept if has_order_cost else _cost(scope, quantity),
        joins=_product_joins(),
        restrict=scope.restrict(SQL("customer.id")),
    )


def _invoiced(scope):
    """Credit notes and invoices behind which no order stands."""
    quantity = SQL(
        "line.quantity * CASE move.move_type WHEN 'out_refund' THEN -1 ELSE 1 END"
    )
    return SQL(
        """
SELECT line.id::bigint * 3 + 1, customer.id,
       CASE move.move_type WHEN 'out_refund' THEN 'refund' ELSE 'invoice' END,
       NULL::text, move.invoice_user_id, move.team_id, line.product_id,
       move.campaign_id, move.source_id, move.medium_id, move.invoice_date,
       %(quantity)s, -line.balance, %(cost)s
  FROM account_move move
  JOIN account_move_line line ON line.move_id = move.id
  JOIN res_partner buyer ON buyer.id = move.partner_id
  JOIN crm_customer customer
    ON customer.partner_id = buyer.commercial_partner_id
   AND customer.company_id = move.company_id
  %(joins)s
 WHERE move.company_id = %(company)s AND move.state = 'posted'
   AND line.display_type = 'product' AND %(restrict)s
   AND (move.move_type = 'out_refund' OR (
        move.move_type = 'out_invoice' AND NOT EXISTS (
            SELECT FROM account_move_line other
              JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = other.id
             WHERE other.move_id = move.id)))
""",
        company=scope.company_id,
        quantity=_in_own_unit(quantity),
        cost=_cost(scope, quantity),
        joins=_product_joins(),
        restrict=scope.restrict(SQL("customer.id")),
    )


def _history(scope):
    return SQL(
        """
SELECT line.id::bigint * 3 + 2, line.customer_id, 'history',
       CASE WHEN line.is_order THEN
           'h' || line.customer_id || '/' || line.date || '/'
               || COALESCE(line.reference, '') END,
       NULL::int4, NULL::int4, line.product_id, NULL::int4, NULL::int4, NULL::int4,
       line.date, line.quantity::numeric, line.amount,
       line.quantity::numeric
           * COALESCE((product.standard_price ->> %(key)s)::numeric, 0)
  FROM (
    SELECT *, SUM(amount) OVER (
                  PARTITION BY customer_id, date, COALESCE(reference, '')) >= 0
                  AS is_order
      FROM crm_sales_history WHERE company_id = %(company)s
  ) line
  LEFT JOIN product_product product ON product.id = line.product_id
 WHERE %(restrict)s
""",
        key=str(scope.company_id),
        company=scope.company_id,
        restrict=scope.restrict(SQL("line.customer_id")),
    )


def history_rows(company_id):
    """(customer_id, day, amount, is_order, document) of sales of an older system.

    Lines of one customer, day and reference are one order; what sums to less than
    zero was given back.
    """
    return SQL(
        """
SELECT customer_id, date AS day, SUM(amount) AS amount, SUM(amount) >= 0 AS is_order,
       -MIN(id) AS document
  FROM crm_sales_history WHERE company_id = %s
 GROUP BY customer_id, date, COALESCE(reference, '')
""",
        company_id,
    )


def customers_of_history(import_id):
    """Ids of the customers of whom one import holds sales."""
    return SQL(
        "SELECT DISTINCT customer_id FROM crm_sales_history WHERE import_id = %s",
        import_id,
    )


def insert_history(stamp, columns):
    """Stores the rows of an import; stamp: (import, company, user, moment)."""
    return SQL(
        """
INSERT INTO crm_sales_history (
    import_id, company_id, create_uid, create_date, write_uid, write_date,
    number, customer_id, date, amount, quantity, product_id, reference)
SELECT %(import)s, %(company)s, %(user)s, %(now)s, %(user)s, %(now)s,
       number, customer_id, day, amount, quantity, NULLIF(product_id, 0), reference
  FROM UNNEST(%(numbers)s::int4[], %(customers)s::int4[], %(days)s::date[],
              %(amounts)s::numeric[], %(quantities)s::float8[], %(products)s::int4[],
              %(references)s::varchar[])
       AS given (number, customer_id, day, amount, quantity, product_id, reference)
""",
        **dict(zip(("import", "company", "user", "now"), stamp, strict=True)),
        **columns,
    )


def known_customers(company_id):
    """(customer_id, name, code) of every account of a company, by lower-case text."""
    return SQL(
        """
SELECT customer.id, LOWER(TRIM(partner.name)), LOWER(TRIM(customer.customer_code))
  FROM crm_customer customer
  JOIN res_partner partner ON partner.id = customer.partner_id
 WHERE customer.company_id = %s ORDER BY customer.id
""",
        company_id,
    )


def unnamed_sales(company_id):
    """(customer_id, day, amount) of sales of an older system without a reference."""
    return SQL(
        """
SELECT DISTINCT customer_id, date, amount FROM crm_sales_history
 WHERE company_id = %s AND reference IS NULL
""",
        company_id,
    )


def known_orders(scope):
    """Lower-case names of the confirmed orders of the company: what Odoo holds."""
    return SQL(
        """
SELECT LOWER(so.name) FROM sale_order so
 WHERE so.company_id = %(company)s AND so.state = 'sale'
 UNION
SELECT LOWER(so.client_order_ref) FROM sale_order so
 WHERE so.company_id = %(company)s AND so.state = 'sale'
   AND so.client_order_ref IS NOT NULL
""",
        company=scope.company_id,
    )


def mark_company(company_id):
    """Writes the row of a company without changing it, see decision 0065."""
    return SQL(
        """
UPDATE res_company SET segmentation_has_history = segmentation_has_history
 WHERE id = %s RETURNING id
""",
        company_id,
    )
