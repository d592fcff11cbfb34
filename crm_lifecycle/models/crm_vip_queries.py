# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What counts for the tiers of customers; no statement executes anything."""

from typing import NamedTuple

from odoo.tools import SQL

from .crm_fact_queries import confirmed_orders, other_turnover

VIP_FACT_COLUMNS = ("vip_order_amount", "vip_month_amount")


class VipBasis(NamedTuple):
    """What a company lets count for its tiers.

    days: window up to today; taxed: whether tax is part of the amounts
    category_ids: ids of the product categories that count, or None for all goods
    """

    days: int
    taxed: bool
    category_ids: tuple | None

    @property
    def is_plain(self):
        """Whole documents without tax, as the other facts count them."""
        return self.category_ids is None and not self.taxed

    def counts(self):
        if self.category_ids is None:
            return SQL("TRUE")
        return SQL("template.categ_id = ANY(%s)", list(self.category_ids))


def _counted_orders(scope, basis):
    """Rows (customer_id, day, amount), one per order with goods that count."""
    column = "price_total" if basis.taxed else "price_subtotal"
    return SQL(
        """
    SELECT customer.id AS customer_id,
           (so.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
           goods.amount / COALESCE(NULLIF(so.currency_rate, 0), 1) AS amount
      FROM sale_order so
      JOIN res_partner partner ON partner.id = so.partner_id
      JOIN crm_customer customer
        ON customer.partner_id = partner.commercial_partner_id
       AND customer.company_id = so.company_id
      JOIN LATERAL (
        SELECT SUM(%(amount)s) AS amount
          FROM sale_order_line line
          JOIN product_product product ON product.id = line.product_id
          JOIN product_template template ON template.id = product.product_tmpl_id
         WHERE line.order_id = so.id AND line.display_type IS NULL AND %(counts)s
      ) goods ON goods.amount IS NOT NULL
     WHERE so.company_id = %(company)s AND so.state = 'sale'
       AND so.is_gratis IS NOT TRUE AND %(restrict)s
""",
        tz=scope.tz,
        amount=SQL.identifier("line", column),
        counts=basis.counts(),
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def _counted_moves(scope, basis):
    """Rows (customer_id, day, amount) of credit notes (negative) and invoices without
    an order, as far as their goods count."""
    share = SQL("1")
    if basis.taxed:
        share = SQL("COALESCE(line.price_total / NULLIF(line.price_subtotal, 0), 1)")
    return SQL(
        """
    SELECT customer.id AS customer_id, move.invoice_date AS day,
           -line.balance * %(share)s AS amount
      FROM account_move move
      JOIN res_partner partner ON partner.id = move.partner_id
      JOIN crm_customer customer
        ON customer.partner_id = partner.commercial_partner_id
       AND customer.company_id = move.company_id
      JOIN account_move_line line
        ON line.move_id = move.id AND line.display_type = 'product'
      JOIN product_product product ON product.id = line.product_id
      JOIN product_template template ON template.id = product.product_tmpl_id
     WHERE move.company_id = %(company)s AND move.state = 'posted'
       AND %(counts)s AND %(restrict)s
       AND (move.move_type = 'out_refund' OR (
            move.move_type = 'out_invoice' AND NOT EXISTS (
                SELECT FROM account_move_line other
                  JOIN sale_order_line_invoice_rel rel
                    ON rel.invoice_line_id = other.id
                 WHERE other.move_id = move.id)))
""",
        share=share,
        company=scope.company_id,
        counts=basis.counts(),
        restrict=scope.restrict(SQL("customer.id")),
    )


def vip_facts(scope, basis):
    """Largest order and best calendar month within the window, as far as they count.

    basis: VipBasis. Amounts in the company's currency at the document's own rate; a
    credit note lowers its month, not the order. Sales of an older system have no goods:
    they count where all goods do and no tax is asked for.
    """
    if basis.is_plain:
        orders, moves = confirmed_orders(scope), other_turnover(scope)
    else:
        orders, moves = _counted_orders(scope, basis), _counted_moves(scope, basis)
    return SQL(
        """
WITH counted_order AS (
    SELECT customer_id, day, amount FROM (%(orders)s) counted_row
     WHERE day > %(today)s - %(days)s AND day <= %(today)s
), counted AS (
    SELECT customer_id, day, amount FROM counted_order
     UNION ALL
    SELECT customer_id, day, amount FROM (%(moves)s) counted_row
     WHERE day > %(today)s - %(days)s AND day <= %(today)s
)
SELECT month.customer_id,
       ROUND(COALESCE(MAX(largest.amount), 0), %(decimals)s),
       ROUND(GREATEST(MAX(month.amount), 0), %(decimals)s)
  FROM (
    SELECT customer_id, SUM(amount) AS amount
      FROM counted GROUP BY customer_id, date_trunc('month', day)
  ) month
  LEFT JOIN (
    SELECT customer_id, MAX(amount) AS amount FROM counted_order GROUP BY customer_id
  ) largest USING (customer_id)
 GROUP BY month.customer_id
""",
        orders=orders,
        moves=moves,
        today=scope.today,
        days=basis.days,
        decimals=scope.decimals,
    )
