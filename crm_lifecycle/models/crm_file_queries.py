# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Set-based statements about customer files; none of them executes anything."""

from odoo.tools import SQL


def _asked(kind_id):
    return SQL("customer.kind_id = %s", kind_id) if kind_id else SQL("TRUE")


def _sum(parts):
    return SQL(" + ").join([SQL("0"), *parts])


def judge_files(scope, items):
    """Completeness: weight of what is filled in percent of what is asked for.

    items: list of (kind id or False, weight, SQL subselect of ids that have it).
    Rounded down, so that 100 means that nothing is missing. Yields changed ids.
    """
    asked = _sum(
        SQL("CASE WHEN %s THEN %s ELSE 0 END", _asked(kind), weight)
        for kind, weight, _filled in items
    )
    filled = _sum(
        SQL(
            "CASE WHEN %s AND customer.id IN %s THEN %s ELSE 0 END",
            _asked(kind),
            subselect,
            weight,
        )
        for kind, weight, subselect in items
    )
    return SQL(
        """
UPDATE crm_customer AS target SET completeness = fresh.score
  FROM (
    SELECT customer.id,
           COALESCE(FLOOR(100.0 * (%(filled)s) / NULLIF(%(asked)s, 0)), 100)::int
           AS score
      FROM crm_customer customer
     WHERE customer.company_id = %(company)s AND %(restrict)s
  ) fresh
 WHERE target.id = fresh.id AND target.completeness IS DISTINCT FROM fresh.score
RETURNING target.id
""",
        filled=filled,
        asked=asked,
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def missing_items(customer_ids, items):
    """Rows (customer_id, item_id) of what a full file would hold and these do not.

    items: list of (item id, kind id or False, SQL subselect of ids that have it).
    """
    return SQL(" UNION ALL ").join(
        SQL(
            "SELECT customer.id, %s FROM crm_customer customer"
            " WHERE customer.id = ANY(%s) AND %s AND customer.id NOT IN %s",
            item_id,
            list(customer_ids),
            _asked(kind),
            subselect,
        )
        for item_id, kind, subselect in items
    )


SUPPLY_FACT_COLUMNS = ("date_stock_empty", "stock_days_left")


def supply_facts(scope):
    """The day the first product runs out, by its latest count, and days until then."""
    return SQL(
        """
SELECT customer_id, MIN(date_empty), MIN(date_empty) - %(today)s::date
  FROM (
    SELECT DISTINCT ON (stock.customer_id, stock.product_id)
           stock.customer_id, stock.date_empty
      FROM crm_customer_stock stock
     WHERE stock.company_id = %(company)s AND stock.date <= %(today)s
       AND %(restrict)s
     ORDER BY stock.customer_id, stock.product_id, stock.date DESC, stock.id DESC
  ) latest
 WHERE date_empty IS NOT NULL
 GROUP BY customer_id
""",
        company=scope.company_id,
        today=scope.today,
        restrict=scope.restrict(SQL("stock.customer_id")),
    )


def key_customers(company_id):
    """Ids of key customers: by their kind, or recognised by a checklist."""
    return SQL(
        """
SELECT customer.id AS customer_id
  FROM crm_customer customer
  LEFT JOIN crm_customer_kind kind ON kind.id = customer.kind_id
 WHERE customer.company_id = %s
   AND (kind.is_key_account OR customer.date_key_recognised IS NOT NULL)
""",
        company_id,
    )
