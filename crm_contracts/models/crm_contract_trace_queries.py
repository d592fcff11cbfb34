# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What was promised, ordered, delivered, invoiced and received; SQL that runs nothing.

Every function takes `restrict`, a condition on the alias `contract`. Amounts are with
taxes, in the contract's currency; quantities in the unit of the contract line.
"""

from odoo.tools import SQL


def sale_orders(restrict):
    """Order lines of contracts; what is cancelled does not count."""
    return SQL(
        """
SELECT contract.id AS contract_id, subject.id AS line_id,
       SUM(item.product_uom_qty * COALESCE(unit.factor / agreed.factor, 1))
           FILTER (WHERE orders.state IN ('draft', 'sent')) AS qty_quoted,
       SUM(item.product_uom_qty * COALESCE(unit.factor / agreed.factor, 1))
           FILTER (WHERE orders.state = 'sale') AS qty_ordered,
       SUM(item.price_total) FILTER (WHERE orders.state = 'sale') AS amount_ordered,
       SUM(item.qty_delivered * COALESCE(unit.factor / agreed.factor, 1))
           FILTER (WHERE orders.state = 'sale') AS qty_delivered,
       SUM(item.price_total * item.qty_delivered / NULLIF(item.product_uom_qty, 0))
           FILTER (WHERE orders.state = 'sale') AS amount_delivered
  FROM crm_contract contract
  JOIN sale_order orders ON orders.crm_contract_id = contract.id
  JOIN sale_order_line item ON item.order_id = orders.id AND item.display_type IS NULL
  LEFT JOIN crm_contract_line subject ON subject.id = item.crm_contract_line_id
  LEFT JOIN uom_uom unit ON unit.id = item.product_uom_id
  LEFT JOIN uom_uom agreed ON agreed.id = subject.product_uom_id
 WHERE orders.state != 'cancel' AND %(restrict)s
 GROUP BY contract.id, subject.id
""",
        restrict=restrict,
    )


def sale_links(restrict):
    """(invoice line, contract line) of what orders have invoiced."""
    return SQL(
        """
SELECT rel.invoice_line_id, MIN(item.crm_contract_line_id) AS line_id
  FROM crm_contract contract
  JOIN sale_order orders ON orders.crm_contract_id = contract.id
  JOIN sale_order_line item ON item.order_id = orders.id
  JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = item.id
 WHERE item.crm_contract_line_id IS NOT NULL AND %(restrict)s
 GROUP BY rel.invoice_line_id
""",
        restrict=restrict,
    )


def settlement_links(restrict):
    """(invoice line, contract line) of settlements that no order stands behind."""
    return SQL(
        """
SELECT item.id AS invoice_line_id, item.crm_contract_line_id AS line_id
  FROM crm_contract contract
  JOIN account_move move ON move.crm_contract_id = contract.id
  JOIN account_move_line item ON item.move_id = move.id
 WHERE item.crm_contract_line_id IS NOT NULL AND %(restrict)s
""",
        restrict=restrict,
    )


def invoices(restrict, links):
    """Posted invoices less credit notes per contract line.

    Lines that ask for an instalment have `by_plan`; what names neither a line nor an
    instalment has no line. An invoice that is settled in part has received the same
    part of each of its lines; a credit note takes back both.
    """
    return SQL(
        """
SELECT contract.id AS contract_id, subject.id AS line_id,
       item.crm_contract_instalment_id IS NOT NULL AS by_plan,
       SUM(item.quantity * side.sign * COALESCE(unit.factor / agreed.factor, 1))
           AS qty_invoiced,
       SUM(item.price_total * side.sign * side.rate) AS amount_invoiced,
       SUM(item.price_total * side.sign * side.rate * side.settled) AS amount_received
  FROM crm_contract contract
  JOIN account_move move ON move.crm_contract_id = contract.id
  JOIN account_move_line item
    ON item.move_id = move.id AND item.display_type = 'product'
  CROSS JOIN LATERAL (
    SELECT CASE WHEN move.move_type IN ('out_refund', 'in_refund') THEN -1 ELSE 1 END
               AS sign,
           CASE WHEN move.currency_id = contract.currency_id THEN 1
                ELSE contract.amount_total / NULLIF(contract.amount_total_company, 0)
                     / NULLIF(move.invoice_currency_rate, 0) END AS rate,
           COALESCE(1 - move.amount_residual / NULLIF(move.amount_total, 0), 1)
               AS settled
  ) side
  LEFT JOIN (%(links)s) link ON link.invoice_line_id = item.id
  LEFT JOIN crm_contract_line subject ON subject.id = link.line_id
  LEFT JOIN uom_uom unit ON unit.id = item.product_uom_id
  LEFT JOIN uom_uom agreed ON agreed.id = subject.product_uom_id
 WHERE move.state = 'posted' AND %(restrict)s
 GROUP BY contract.id, subject.id, by_plan
""",
        links=links,
        restrict=restrict,
    )


def held(restrict):
    """Retention money that customers still hold back, per contract."""
    return SQL(
        """
SELECT plan.contract_id, SUM(plan.amount_open) AS amount_retained
  FROM crm_contract contract
  JOIN crm_contract_instalment plan ON plan.contract_id = contract.id
 WHERE plan.is_retention AND plan.date_released IS NULL
   AND plan.state NOT IN ('void', 'paid') AND contract.date_effective IS NOT NULL
   AND %(restrict)s
 GROUP BY plan.contract_id
""",
        restrict=restrict,
    )


def settled(restrict):
    """What effective settlements wrote back, per contract line."""
    return SQL(
        """
SELECT item.contract_line_id AS line_id, SUM(item.price_total) AS amount_settled,
       SUM(item.quantity * COALESCE(unit.factor / agreed.factor, 1)) AS qty_settled
  FROM crm_contract contract
  JOIN crm_contract_settlement_line item ON item.contract_id = contract.id
  JOIN crm_contract_line subject ON subject.id = item.contract_line_id
  LEFT JOIN uom_uom unit ON unit.id = item.product_uom_id
  LEFT JOIN uom_uom agreed ON agreed.id = subject.product_uom_id
 WHERE item.state = 'effective' AND %(restrict)s
 GROUP BY item.contract_line_id
""",
        restrict=restrict,
    )


def agreed(restrict):
    """The lines of contracts, each with its share of the contract."""
    return SQL(
        """
SELECT line.id, line.contract_id, line.product_id, line.quantity, line.price_total,
       line.price_total / NULLIF(SUM(line.price_total)
           OVER (PARTITION BY line.contract_id), 0) AS share
  FROM crm_contract contract
  JOIN crm_contract_line line ON line.contract_id = contract.id
 WHERE %(restrict)s
""",
        restrict=restrict,
    )


def trace(restrict, orders, links):
    """One row per contract line, and one per contract for what names no line.

    What instalments invoiced and received is spread over the lines by their share of
    the contract, and so is the retention money that is still held.
    """
    return SQL(
        """
WITH ordered AS (
  SELECT contract_id, line_id, SUM(qty_quoted) AS qty_quoted,
         SUM(qty_ordered) AS qty_ordered, SUM(amount_ordered) AS amount_ordered,
         SUM(qty_delivered) AS qty_delivered, SUM(amount_delivered) AS amount_delivered
    FROM (%(orders)s) orders GROUP BY contract_id, line_id
), invoiced AS (%(invoices)s), held AS (%(held)s), settled AS (%(settled)s),
agreed AS (%(agreed)s), planned AS (
  SELECT contract_id, SUM(amount_invoiced) AS amount_invoiced,
         SUM(amount_received) AS amount_received
    FROM invoiced WHERE by_plan GROUP BY contract_id
)
%(lines)s UNION ALL %(rest)s
""",
        orders=orders,
        invoices=invoices(restrict, links),
        held=held(restrict),
        settled=settled(restrict),
        agreed=agreed(restrict),
        lines=_trace_lines(),
        rest=_trace_rest(),
    )


def _trace_lines():
    """Rows of contract lines, from the parts that `trace` names."""
    return SQL(
        """
SELECT agreed.id * 2 AS id, agreed.contract_id, agreed.id AS line_id,
       agreed.product_id, agreed.quantity AS qty_promised,
       agreed.price_total AS amount_promised,
       COALESCE(ordered.qty_quoted, 0) AS qty_quoted,
       COALESCE(ordered.qty_ordered, 0) AS qty_ordered,
       COALESCE(ordered.amount_ordered, 0) AS amount_ordered,
       COALESCE(ordered.qty_delivered, 0) AS qty_delivered,
       COALESCE(ordered.amount_delivered, 0) AS amount_delivered,
       COALESCE(settled.qty_settled, 0) AS qty_settled,
       COALESCE(settled.amount_settled, 0) AS amount_settled,
       COALESCE(own.qty_invoiced, 0) AS qty_invoiced,
       COALESCE(own.amount_invoiced, 0)
         + COALESCE(planned.amount_invoiced * agreed.share, 0) AS amount_invoiced,
       COALESCE(own.amount_received, 0)
         + COALESCE(planned.amount_received * agreed.share, 0) AS amount_received,
       COALESCE(held.amount_retained * agreed.share, 0) AS amount_retained
  FROM agreed
  LEFT JOIN ordered ON ordered.line_id = agreed.id
  LEFT JOIN settled ON settled.line_id = agreed.id
  LEFT JOIN invoiced own ON own.line_id = agreed.id AND NOT own.by_plan
  LEFT JOIN planned ON planned.contract_id = agreed.contract_id
  LEFT JOIN held ON held.contract_id = agreed.contract_id
"""
    )


def _trace_rest():
    """One row per contract with documents that name none of its lines."""
    return SQL(
        """
SELECT rest.contract_id * 2 + 1, rest.contract_id, NULL, NULL, 0, 0, 0, 0,
       SUM(rest.amount_ordered), 0, SUM(rest.amount_delivered), 0, 0, 0,
       SUM(rest.amount_invoiced), SUM(rest.amount_received), 0
  FROM (
    SELECT contract_id, COALESCE(amount_ordered, 0) AS amount_ordered,
           COALESCE(amount_delivered, 0) AS amount_delivered,
           0 AS amount_invoiced, 0 AS amount_received
      FROM ordered WHERE line_id IS NULL
     UNION ALL
    SELECT contract_id, 0, 0, amount_invoiced, amount_received
      FROM invoiced WHERE line_id IS NULL AND NOT by_plan
  ) rest
 GROUP BY rest.contract_id
"""
    )


def last_sold_prices(product_ids, partner_id, company_id, order_id):
    """(product, last price) of a customer's confirmed orders, in company currency."""
    return SQL(
        """
SELECT DISTINCT ON (item.product_id) item.product_id,
       item.price_subtotal / NULLIF(orders.currency_rate, 0)
           / (item.product_uom_qty * unit.factor / base.factor)
  FROM sale_order_line item
  JOIN sale_order orders ON orders.id = item.order_id
  JOIN res_partner partner ON partner.id = orders.partner_id
  JOIN product_product product ON product.id = item.product_id
  JOIN product_template template ON template.id = product.product_tmpl_id
  JOIN uom_uom unit ON unit.id = item.product_uom_id
  JOIN uom_uom base ON base.id = template.uom_id
 WHERE item.product_id = ANY(%(products)s) AND orders.state = 'sale'
   AND partner.commercial_partner_id = %(partner)s
   AND orders.company_id = %(company)s AND orders.id != %(order)s
   AND item.product_uom_qty > 0
 ORDER BY item.product_id, orders.date_order DESC, item.id DESC
""",
        products=list(product_ids),
        partner=partner_id or 0,
        company=company_id,
        order=order_id,
    )
