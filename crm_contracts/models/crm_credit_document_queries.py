# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Documents that use credit, per limit; nothing here executes anything.

Each function returns common table expressions that stand on ``person`` of
``crm_credit_queries``: the contacts whose documents count for a limit.
"""

from odoo.tools import SQL


def documents(scope):
    """Ledger, orders, drafts and payments on their way, per limit."""
    return SQL(
        "%s, %s, %s, %s, %s, %s, %s",
        _rates(scope),
        _ledger(scope),
        _orders(scope),
        _billed(),
        _uninvoiced(),
        _paid(),
        _drafts(scope),
    )


def _ledger(scope):
    return SQL(
        """
ledger AS (
    SELECT person.head_id, person.scope,
           SUM(line.amount_residual * rate.factor) AS open_amount,
           SUM(line.amount_residual * rate.factor) FILTER (
               WHERE line.amount_residual < 0 OR line.date_maturity < %(today)s
           ) AS overdue_amount,
           MIN(line.date_maturity) FILTER (
               WHERE line.amount_residual > 0 AND line.date_maturity < %(today)s
           ) AS oldest,
           jsonb_agg(jsonb_build_array(line.move_id, line.move_name,
               line.amount_residual, %(today)s - line.date_maturity)
               ORDER BY line.date_maturity, line.id) FILTER (
               WHERE line.amount_residual > 0 AND line.date_maturity < %(today)s
                 AND person.scope = 'customer') AS items
      FROM person
      JOIN account_move_line line ON line.partner_id = person.partner_id
      JOIN account_account account ON account.id = line.account_id
      JOIN rate ON rate.company_id = line.company_id
     WHERE line.reconciled IS NOT TRUE AND line.parent_state = 'posted'
       AND account.account_type = 'asset_receivable' AND line.amount_residual != 0
       AND (line.company_id = %(company)s OR person.scope = 'companies')
     GROUP BY person.head_id, person.scope
)""",
        today=scope.today,
        company=scope.company_id,
    )


def _rates(scope):
    """What one unit of a company's currency is worth in the asking company's."""
    return SQL(
        """
rate AS (
    SELECT company.id AS company_id,
           CASE WHEN company.currency_id = %(currency)s THEN 1
                ELSE COALESCE(own.rate, 1) / COALESCE(other.rate, 1) END AS factor
      FROM res_company company
      LEFT JOIN LATERAL (
        SELECT row.rate FROM res_currency_rate row
         WHERE row.currency_id = company.currency_id AND row.name <= %(today)s
           AND (row.company_id = %(root)s OR row.company_id IS NULL)
         ORDER BY row.company_id, row.name DESC LIMIT 1) other ON TRUE
      LEFT JOIN LATERAL (
        SELECT row.rate FROM res_currency_rate row
         WHERE row.currency_id = %(currency)s AND row.name <= %(today)s
           AND (row.company_id = %(root)s OR row.company_id IS NULL)
         ORDER BY row.company_id, row.name DESC LIMIT 1) own ON TRUE
)""",
        currency=scope.currency_id,
        root=scope.root_id,
        today=scope.today,
    )


def _orders(scope):
    """Confirmed orders less what was invoiced of them, at the rate of the order.

    ``uncovered`` is what was delivered and not invoiced less what was invoiced and not
    delivered: with the open items it tells whether goods left before money came.
    """
    return SQL(
        """
ordered AS (
    SELECT person.head_id, person.scope, so.id AS order_id, so.crm_contract_id,
           rate.factor / COALESCE(NULLIF(so.currency_rate, 0), 1) AS factor,
           so.amount_total AS total,
           COALESCE(lines.invoiced, 0) * COALESCE(
               so.amount_total / NULLIF(so.amount_untaxed, 0), 1) AS invoiced,
           COALESCE(lines.uncovered, 0) * COALESCE(
               so.amount_total / NULLIF(so.amount_untaxed, 0), 1) AS uncovered
      FROM person
      JOIN sale_order so ON so.partner_invoice_id = person.partner_id
      JOIN rate ON rate.company_id = so.company_id
      LEFT JOIN LATERAL (
        SELECT SUM(line.untaxed_amount_invoiced) AS invoiced,
               SUM(CASE WHEN line.is_downpayment THEN -line.untaxed_amount_invoiced
                   WHEN template.type = 'consu' THEN COALESCE(line.price_subtotal
                       * line.qty_delivered / NULLIF(line.product_uom_qty, 0), 0)
                       - line.untaxed_amount_invoiced
                   ELSE 0 END) AS uncovered
          FROM sale_order_line line
          LEFT JOIN product_product product ON product.id = line.product_id
          LEFT JOIN product_template template ON template.id = product.product_tmpl_id
         WHERE line.order_id = so.id AND line.display_type IS NULL) lines ON TRUE
     WHERE so.state = 'sale' AND so.is_gratis IS NOT TRUE
       AND (so.company_id = %(company)s OR person.scope = 'companies')
)""",
        company=scope.company_id,
    )


def _billed():
    """What was invoiced of contracts with orders without naming order lines."""
    return SQL(
        """
billed AS (
    SELECT contract.head_id, contract.scope, contract.crm_contract_id,
           SUM(-line.balance * rate.factor * COALESCE(
               line.price_total / NULLIF(line.price_subtotal, 0), 1)) AS amount
      FROM (SELECT DISTINCT head_id, scope, crm_contract_id FROM ordered
             WHERE crm_contract_id IS NOT NULL) contract
      JOIN account_move move ON move.crm_contract_id = contract.crm_contract_id
       AND move.state = 'posted' AND move.crm_contract_side_document IS NOT TRUE
      JOIN account_move_line line
        ON line.move_id = move.id AND line.display_type = 'product'
      JOIN rate ON rate.company_id = line.company_id
     WHERE NOT EXISTS (SELECT 1 FROM sale_order_line_invoice_rel named
                        WHERE named.invoice_line_id = line.id)
     GROUP BY contract.head_id, contract.scope, contract.crm_contract_id
)"""
    )


def _uninvoiced():
    return SQL(
        """
uninvoiced AS (
    SELECT head_id, scope, SUM(GREATEST(amount, 0)) AS amount,
           SUM(uncovered) AS uncovered
      FROM (
        SELECT head_id, scope, (total - invoiced) * factor AS amount,
               uncovered * factor AS uncovered
          FROM ordered WHERE crm_contract_id IS NULL
         UNION ALL
        SELECT ordered.head_id, ordered.scope,
               SUM(GREATEST(ordered.total - ordered.invoiced, 0) * ordered.factor)
                   - COALESCE(MIN(billed.amount), 0),
               SUM(ordered.uncovered * ordered.factor) - COALESCE(MIN(billed.amount), 0)
          FROM ordered
          LEFT JOIN billed ON billed.head_id = ordered.head_id
           AND billed.scope = ordered.scope
           AND billed.crm_contract_id = ordered.crm_contract_id
         WHERE ordered.crm_contract_id IS NOT NULL
         GROUP BY ordered.head_id, ordered.scope, ordered.crm_contract_id
      ) rest
     GROUP BY head_id, scope
)"""
    )


def _paid():
    """Online payments that are done and not booked yet."""
    return SQL(
        """
paid AS (
    SELECT ordered.head_id, ordered.scope,
           SUM(transaction.amount * ordered.factor) AS amount
      FROM ordered
      JOIN sale_order_transaction_rel link ON link.sale_order_id = ordered.order_id
      JOIN payment_transaction transaction ON transaction.id = link.transaction_id
     WHERE transaction.state = 'done' AND transaction.payment_id IS NULL
       AND transaction.is_post_processed IS NOT TRUE
     GROUP BY ordered.head_id, ordered.scope
)"""
    )


def _drafts(scope):
    """Draft invoices, where the company counts them; orders are counted already."""
    return SQL(
        """
draft AS (
    SELECT person.head_id, person.scope,
           SUM(-line.balance * rate.factor * COALESCE(
               line.price_total / NULLIF(line.price_subtotal, 0), 1)) AS amount
      FROM person
      JOIN account_move move ON move.partner_id = person.partner_id
      JOIN account_move_line line
        ON line.move_id = move.id AND line.display_type = 'product'
      JOIN rate ON rate.company_id = move.company_id
     WHERE %(drafts)s AND move.state = 'draft'
       AND move.move_type IN ('out_invoice', 'out_refund')
       AND (move.company_id = %(company)s OR person.scope = 'companies')
       AND NOT EXISTS (SELECT 1 FROM sale_order_line_invoice_rel named
                        WHERE named.invoice_line_id = line.id)
       AND NOT EXISTS (SELECT 1 FROM ordered
                        WHERE ordered.crm_contract_id = move.crm_contract_id)
     GROUP BY person.head_id, person.scope
)""",
        drafts=scope.drafts,
        company=scope.company_id,
    )
