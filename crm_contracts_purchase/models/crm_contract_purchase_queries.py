# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Purchase orders in the tracing of contracts; SQL that runs nothing."""

from odoo.tools import SQL


def purchase_orders(restrict):
    """Purchase lines of contracts, in the columns of the sales side."""
    return SQL(
        """
SELECT contract.id AS contract_id, subject.id AS line_id,
       SUM(item.product_qty * COALESCE(unit.factor / agreed.factor, 1))
           FILTER (WHERE orders.state != 'purchase') AS qty_quoted,
       SUM(item.product_qty * COALESCE(unit.factor / agreed.factor, 1))
           FILTER (WHERE orders.state = 'purchase') AS qty_ordered,
       SUM(item.price_total) FILTER (WHERE orders.state = 'purchase')
           AS amount_ordered,
       SUM(item.qty_received * COALESCE(unit.factor / agreed.factor, 1))
           FILTER (WHERE orders.state = 'purchase') AS qty_delivered,
       SUM(item.price_total * item.qty_received / NULLIF(item.product_qty, 0))
           FILTER (WHERE orders.state = 'purchase') AS amount_delivered
  FROM crm_contract contract
  JOIN purchase_order orders ON orders.crm_contract_id = contract.id
  JOIN purchase_order_line item
    ON item.order_id = orders.id AND item.display_type IS NULL
  LEFT JOIN crm_contract_line subject ON subject.id = item.crm_contract_line_id
  LEFT JOIN uom_uom unit ON unit.id = item.product_uom_id
  LEFT JOIN uom_uom agreed ON agreed.id = subject.product_uom_id
 WHERE orders.state != 'cancel' AND %(restrict)s
 GROUP BY contract.id, subject.id
""",
        restrict=restrict,
    )


def purchase_links(restrict):
    """(bill line, contract line) of what purchase orders were billed for."""
    return SQL(
        """
SELECT billed.id AS invoice_line_id, item.crm_contract_line_id AS line_id
  FROM crm_contract contract
  JOIN purchase_order orders ON orders.crm_contract_id = contract.id
  JOIN purchase_order_line item ON item.order_id = orders.id
  JOIN account_move_line billed ON billed.purchase_line_id = item.id
 WHERE item.crm_contract_line_id IS NOT NULL AND %(restrict)s
""",
        restrict=restrict,
    )


def last_prices(product_ids, company_id):
    """(product, last price bought per unit of the product) in company currency."""
    return SQL(
        """
SELECT DISTINCT ON (item.product_id) item.product_id,
       item.price_subtotal / NULLIF(orders.currency_rate, 0)
           / NULLIF(item.product_uom_qty, 0)
  FROM purchase_order_line item
  JOIN purchase_order orders ON orders.id = item.order_id
 WHERE item.product_id = ANY(%(products)s) AND orders.company_id = %(company)s
   AND orders.state = 'purchase' AND item.product_uom_qty > 0
 ORDER BY item.product_id, orders.date_approve DESC, item.id DESC
""",
        products=list(product_ids),
        company=company_id,
    )
