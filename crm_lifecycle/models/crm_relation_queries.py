# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tools import SQL


def kinds_of_company(company_id):
    """Rows (kind_id, customers, mean turnover in percent of the company's mean)."""
    return SQL(
        """
SELECT kind_id, COUNT(*) AS customers,
       COALESCE(AVG(amount_12m) / NULLIF((
           SELECT AVG(amount_12m) FROM crm_customer
            WHERE company_id = %(company)s AND active IS TRUE
       ), 0) * 100, 0) AS percent
  FROM crm_customer
 WHERE company_id = %(company)s AND active IS TRUE AND kind_id IS NOT NULL
 GROUP BY kind_id
""",
        company=company_id,
    )


def store_suggestions(scope, suggestions):
    """Writes the suggested type by kind; yields the ids of customers that changed.

    suggestions: list of (kind id, type of relation), possibly empty.
    """
    values = SQL("SELECT NULL::int AS kind_id, NULL::varchar AS suggestion")
    if suggestions:
        values = SQL(" UNION ALL ").join(
            SQL("SELECT %s::int AS kind_id, %s::varchar AS suggestion", *row)
            for row in suggestions
        )
    return SQL(
        """
UPDATE crm_customer AS target
   SET relation_suggested = fresh.suggestion
  FROM (
    SELECT customer.id, kind.suggestion
      FROM crm_customer customer
      LEFT JOIN (%(values)s) kind ON kind.kind_id = customer.kind_id
     WHERE customer.company_id = %(company)s AND %(restrict)s
  ) fresh
 WHERE target.id = fresh.id
   AND target.relation_suggested IS DISTINCT FROM fresh.suggestion
RETURNING target.id
""",
        values=values,
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )
