# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What ordered goods cost, as SQL; nothing here executes anything."""

from odoo.tools import SQL


def _quantity():
    """Quantity of an order line in the unit of its product."""
    return SQL(
        """line.product_uom_qty * COALESCE(line_unit.factor, 1)
           / COALESCE(NULLIF(unit.factor, 0), 1)"""
    )


def _cost_at_todays_price(scope):
    """Cost of an order line at the present cost of its product."""
    return SQL(
        "%s * COALESCE((product.standard_price ->> %s)::numeric, 0)",
        _quantity(),
        str(scope.company_id),
    )


def _cost_of_the_order():
    """Cost of an order line as sale_margin keeps it, in the company's currency."""
    return SQL(
        """line.product_uom_qty * COALESCE(line.purchase_price, 0)
           / COALESCE(NULLIF(so.currency_rate, 0), 1)"""
    )


def goods(scope, has_order_cost):
    """Rows (customer_id, day, product_id, quantity, cost), one per order line.

    Stands in a statement in which `ordered` names the rows of
    `crm_fact_queries.confirmed_orders`.
    has_order_cost: whether order lines keep their cost (sale_margin is installed)
    """
    return SQL(
        """
    SELECT ordered.customer_id, ordered.day, line.product_id,
           (%(quantity)s) AS quantity, (%(cost)s) AS cost
      FROM ordered
      JOIN sale_order so ON so.id = ordered.order_id
      JOIN sale_order_line line ON line.order_id = so.id
      JOIN product_product product ON product.id = line.product_id
      JOIN product_template template ON template.id = product.product_tmpl_id
      LEFT JOIN uom_uom line_unit ON line_unit.id = line.product_uom_id
      LEFT JOIN uom_uom unit ON unit.id = template.uom_id
     WHERE line.display_type IS NULL
""",
        quantity=_quantity(),
        cost=_cost_of_the_order() if has_order_cost else _cost_at_todays_price(scope),
    )
