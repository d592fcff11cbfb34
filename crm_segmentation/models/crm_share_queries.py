# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who and what makes how much of the turnover: composition, concentration, products."""

from odoo.tools import SQL

# Groups in which concentration is looked at: name of the dimension, key of a customer.
DIMENSIONS = {
    "company": SQL("0"),
    "trade_type": SQL("customer.trade_type_id"),
    "region": SQL("partner.state_id"),
    "country": SQL("partner.country_id"),
}


def composition(scope):
    """Rows of the composition of one company's turnover by trade type (S-462).

    Turnover is that of the scoring window; a customer that returned more than it bought
    lowers the sum of its type. Without any turnover there is no row.
    """
    return SQL(
        """
SELECT %(company)s::bigint * 1000000 + COALESCE(trade_type_id, 0) AS id,
       %(company)s AS company_id, trade_type_id, customers AS customer_count, buyers
           AS buyer_count,
       class_a AS class_a_count, amount,
       (amount / total)::float8 AS share, COALESCE(target_share, 0) AS target_share,
       CASE WHEN target_share > 0 THEN (amount / total)::float8 - target_share
            ELSE 0 END AS share_gap
  FROM (
    SELECT customer.trade_type_id, COUNT(*) AS customers,
           COUNT(*) FILTER (WHERE customer.rfm_amount > 0) AS buyers,
           COUNT(*) FILTER (WHERE customer.abc_class = 'A') AS class_a,
           SUM(customer.rfm_amount) AS amount,
           SUM(SUM(customer.rfm_amount)) OVER () AS total
      FROM crm_customer customer
     WHERE customer.company_id = %(company)s AND customer.active
     GROUP BY customer.trade_type_id
  ) summed
  LEFT JOIN crm_trade_type trade_type ON trade_type.id = trade_type_id
 WHERE total > 0
""",
        company=scope.company_id,
    )


def concentration(scope, bases, rules):
    """Rows of the concentration of one company: one per basis, dimension and group.

    bases: {name: column of crm_customer}; the rules are those of
    crm_concentration_rules, which the tests hold this statement against. What is no
    known group, or the only one, is nothing that the company depends on.
    """
    parts = [
        _ranked(scope, number, basis, column)
        for number, (basis, column) in enumerate(bases.items())
    ]
    return SQL(
        """
SELECT (%(company)s::bigint * 100 + MIN(number)) * 1000000 + group_key AS id,
       %(company)s AS company_id, basis, dimension,
       NULLIF(CASE WHEN dimension = 'trade_type' THEN group_key END, 0)
           AS trade_type_id,
       NULLIF(CASE WHEN dimension = 'region' THEN group_key END, 0) AS state_id,
       NULLIF(CASE WHEN dimension = 'country' THEN group_key END, 0) AS country_id,
       COUNT(*) AS customer_count, SUM(amount) AS amount,
       (SUM(amount) / MIN(company_total))::float8 AS share,
       (ARRAY_AGG(customer_id ORDER BY place))[1] AS largest_id,
       (MAX(amount) / SUM(amount))::float8 AS largest_share,
       (SUM(amount) FILTER (WHERE place <= %(top)s) / SUM(amount))::float8 AS top_share,
       (SUM(amount) FILTER (WHERE place <= CEIL(customers * %(few)s / 100.0))
           / SUM(amount))::float8 AS few_share,
       COUNT(*) FILTER (WHERE before * 100 < total * %(most)s) AS most_count,
       ROUND(SUM((amount / total) ^ 2), 6)::float8 AS hhi,
       MAX(amount) / SUM(amount) > %(limit)s / 100.0
           OR (group_key != 0 AND SUM(amount) < MIN(company_total)
               AND SUM(amount) / MIN(company_total) > %(limit)s / 100.0)
           AS is_dependent
  FROM (%(parts)s) ranked
 GROUP BY basis, dimension, group_key
""",
        company=scope.company_id,
        top=rules.top_count,
        few=rules.few_percent,
        most=rules.most_percent,
        limit=rules.limit_percent,
        parts=SQL(" UNION ALL ").join(parts),
    )


def _ranked(scope, number, basis, column):
    """(number, basis, dimension, group_key, customer_id, amount, place...) by size."""
    sides = SQL(", ").join(
        SQL("(%s, %s, COALESCE(%s, 0))", place, name, key)
        for place, (name, key) in enumerate(DIMENSIONS.items())
    )
    return SQL(
        """
SELECT %(number)s * 10 + side.number AS number, %(basis)s AS basis, side.dimension,
       side.group_key, customer.id AS customer_id, customer.%(column)s AS amount,
       ROW_NUMBER() OVER by_size AS place,
       COUNT(*) OVER whole AS customers,
       SUM(customer.%(column)s) OVER whole AS total,
       SUM(customer.%(column)s) OVER (PARTITION BY side.dimension) AS company_total,
       SUM(customer.%(column)s) OVER (by_size ROWS UNBOUNDED PRECEDING)
           - customer.%(column)s AS before
  FROM crm_customer customer
  JOIN res_partner partner ON partner.id = customer.partner_id
 CROSS JOIN LATERAL (VALUES %(sides)s) AS side(number, dimension, group_key)
 WHERE customer.company_id = %(company)s AND customer.active
   AND customer.%(column)s > 0
WINDOW whole AS (PARTITION BY side.dimension, side.group_key),
       by_size AS (PARTITION BY side.dimension, side.group_key
                   ORDER BY customer.%(column)s DESC, customer.id)
""",
        number=number,
        basis=basis,
        column=SQL.identifier(column),
        sides=sides,
        company=scope.company_id,
    )
