# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What customers buy, by product: composition and product tasks (S-468, S-469)."""

from odoo.tools import SQL


def product_lines(scope):
    """(customer_id, product_id, categ_id, day, quantity, amount, order_id) of goods.

    Lines of the documents behind turnover (crm_turnover_queries.turnover) that name a
    product. quantity: in the product's own unit; amount: untaxed, in the company's
    currency at the document's own rate. Credit notes count negative. Not restricted to
    the scope's today.
    """
    parts = [_ordered_lines(scope), _invoiced_lines(scope)]
    if scope.history is not None:
        parts.append(_history_lines(scope))
    return SQL(" UNION ALL ").join(parts)


def _history_lines(scope):
    """Sales of an older system that name a product; an order's key is below zero.

    Orders as in crm_sales_queries.history_rows.
    """
    return SQL(
        """
SELECT line.customer_id, line.product_id, template.categ_id, line.date,
       line.quantity::numeric, line.amount, line.order_id
  FROM (
    SELECT customer_id, product_id, date, quantity, amount,
           CASE WHEN SUM(amount) OVER sale >= 0
                THEN -MIN(id) OVER sale END AS order_id
      FROM crm_sales_history WHERE company_id = %(company)s AND %(restrict)s
    WINDOW sale AS (PARTITION BY customer_id, date, COALESCE(reference, ''))
  ) line
  JOIN product_product product ON product.id = line.product_id
  JOIN product_template template ON template.id = product.product_tmpl_id
""",
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer_id")),
    )


def _ordered_lines(scope):
    return SQL(
        """
SELECT customer.id AS customer_id, line.product_id, template.categ_id,
       (so.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
       (line.product_uom_qty * COALESCE(unit.factor / NULLIF(own.factor, 0), 1))
           AS quantity,
       line.price_subtotal / COALESCE(NULLIF(so.currency_rate, 0), 1) AS amount,
       so.id AS order_id
  FROM sale_order so
  JOIN sale_order_line line ON line.order_id = so.id
  JOIN res_partner partner ON partner.id = so.partner_id
  JOIN crm_customer customer
    ON customer.partner_id = partner.commercial_partner_id
   AND customer.company_id = so.company_id
  JOIN product_product product ON product.id = line.product_id
  JOIN product_template template ON template.id = product.product_tmpl_id
  LEFT JOIN uom_uom unit ON unit.id = line.product_uom_id
  LEFT JOIN uom_uom own ON own.id = template.uom_id
 WHERE so.company_id = %(company)s AND so.state = 'sale'
   AND so.is_gratis IS NOT TRUE AND line.display_type IS NULL
   AND line.is_downpayment IS NOT TRUE AND %(restrict)s
""",
        tz=scope.tz,
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def _invoiced_lines(scope):
    """Credit notes and invoices behind which no order stands."""
    return SQL(
        """
SELECT customer.id, line.product_id, template.categ_id, move.invoice_date,
       (CASE move.move_type WHEN 'out_refund' THEN -1 ELSE 1 END
           * line.quantity * COALESCE(unit.factor / NULLIF(own.factor, 0), 1)),
       -line.balance, NULL
  FROM account_move move
  JOIN account_move_line line ON line.move_id = move.id
  JOIN res_partner partner ON partner.id = move.partner_id
  JOIN crm_customer customer
    ON customer.partner_id = partner.commercial_partner_id
   AND customer.company_id = move.company_id
  JOIN product_product product ON product.id = line.product_id
  JOIN product_template template ON template.id = product.product_tmpl_id
  LEFT JOIN uom_uom unit ON unit.id = line.product_uom_id
  LEFT JOIN uom_uom own ON own.id = template.uom_id
 WHERE move.company_id = %(company)s AND move.state = 'posted'
   AND line.display_type = 'product' AND %(restrict)s
   AND (move.move_type = 'out_refund' OR (
        move.move_type = 'out_invoice' AND NOT EXISTS (
            SELECT FROM account_move_line other
              JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = other.id
             WHERE other.move_id = move.id)))
""",
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def product_shares(scope, days):
    """Rows of the composition of each customer's purchases in the scoring window.

    share: of the sum of what the customer bought; place 1 is the largest product. A
    product that was only given back has share 0 and stands last.
    """
    return SQL(
        """
SELECT customer_id::bigint * 10000000 + product_id AS id,
       %(company)s AS company_id, customer_id, product_id, categ_id,
       quantity, ROUND(amount, %(decimals)s) AS amount, last_day AS date_last,
       ROW_NUMBER() OVER by_size AS place,
       CASE WHEN amount > 0 THEN (amount / SUM(GREATEST(amount, 0)) OVER whole)::float8
            ELSE 0 END AS share
  FROM (
    SELECT customer_id, product_id, categ_id, SUM(quantity)::float8 AS quantity,
           SUM(amount) AS amount, MAX(day) AS last_day
      FROM (%(lines)s) lines
     WHERE day > %(today)s - %(days)s::int AND day <= %(today)s
     GROUP BY customer_id, product_id, categ_id
  ) bought
WINDOW whole AS (PARTITION BY customer_id),
       by_size AS (PARTITION BY customer_id ORDER BY amount DESC, product_id)
""",
        company=scope.company_id,
        decimals=scope.decimals,
        lines=product_lines(scope),
        today=scope.today,
        days=days,
    )


def store_task_progress(scope):
    """Stores actual, completion, expected and state of product tasks; yields their ids.

    The same as crm_task_rules.progress; a task of a category counts its subcategories.
    """
    return SQL(
        """
WITH lines AS MATERIALIZED (
    SELECT * FROM (%(lines)s) line
     WHERE day <= %(today)s
       AND customer_id IN (SELECT customer_id FROM crm_product_task)
), bought AS (%(bought)s), judged AS (%(judged)s)
UPDATE crm_product_task AS task
   SET actual = judged.actual, completion = judged.completion,
       expected = judged.expected, state = judged.state
  FROM judged
 WHERE judged.id = task.id
   AND (task.actual, task.completion, task.expected, task.state) IS DISTINCT FROM
       (judged.actual, judged.completion, judged.expected, judged.state)
RETURNING task.id
""",
        lines=product_lines(scope),
        today=scope.today,
        bought=_bought_of_tasks(scope),
        judged=_judged_tasks(scope),
    )


def _bought_of_tasks(scope):
    """(id, target, date_from, date_to, actual) of the scope's tasks, from `lines`."""
    return SQL(
        """
    SELECT task.id, task.target, task.date_from, task.date_to,
           ROUND(COALESCE(SUM(CASE task.basis WHEN 'quantity' THEN lines.quantity
                              ELSE lines.amount END), 0)::numeric, 6) AS actual
      FROM crm_product_task task
      JOIN crm_customer customer ON customer.id = task.customer_id
      LEFT JOIN product_category wanted ON wanted.id = task.categ_id
      LEFT JOIN (lines LEFT JOIN product_category own ON own.id = lines.categ_id)
        ON lines.customer_id = task.customer_id
       AND lines.day BETWEEN task.date_from AND task.date_to
       AND (task.product_id = lines.product_id
            OR (task.product_id IS NULL
                AND starts_with(own.parent_path, wanted.parent_path)))
     WHERE customer.company_id = %(company)s AND %(restrict)s
     GROUP BY task.id
""",
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def _judged_tasks(scope):
    """(id, actual, completion, expected, state), from `bought`."""
    return SQL(
        """
    SELECT id, actual, (actual / target::numeric)::float8 AS completion,
           LEAST(GREATEST((%(today)s - date_from + 1)::float8
               / (date_to - date_from + 1), 0), 1) AS expected,
           CASE WHEN actual >= target::numeric THEN 'met'
                WHEN %(today)s < date_from THEN 'upcoming'
                WHEN %(today)s > date_to THEN 'missed'
                WHEN actual / target::numeric
                     < (%(today)s - date_from + 1)::numeric / (date_to - date_from + 1)
                THEN 'behind'
                ELSE 'running' END AS state
      FROM bought
""",
        today=scope.today,
    )
