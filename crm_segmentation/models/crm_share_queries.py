# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who and what makes how much of turnover and profit: composition, concentration."""

from typing import NamedTuple

from odoo.tools import SQL

from .crm_segment_fact_queries import contribution

# Groups in which concentration is looked at: name of the dimension, key of a customer.
DIMENSIONS = {
    "company": SQL("0"),
    "trade_type": SQL("customer.trade_type_id"),
    "region": SQL("partner.state_id"),
    "country": SQL("partner.country_id"),
}


class Basis(NamedTuple):
    """What concentration is measured by.

    amount: SQL of the row `customer` or of its sheet `value`, in the company's currency
    counts: SQL condition of the customers who count
    """

    amount: SQL
    counts: SQL


BASES = {
    # who returned more than it bought holds no part of the turnover
    "turnover": Basis(SQL("customer.rfm_amount"), SQL("customer.rfm_amount > 0")),
    # a loss is a part of the profit: it lowers the sum
    "profit": Basis(contribution("value"), SQL("value.id IS NOT NULL")),
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

    bases: {name: Basis}; the rules are those of crm_concentration_rules, which the
    tests hold this statement against. What is no known group, or the only one, is
    nothing that the company depends on.
    """
    return SQL(
        """
SELECT (%(company)s::bigint * 100 + MIN(number)) * 1000000 + group_key AS id,
       %(company)s AS company_id, basis, dimension, %(groups)s,
       COUNT(*) AS customer_count, SUM(amount) AS amount,
       (SUM(amount) / MIN(company_total))::float8 AS share,
       (ARRAY_AGG(customer_id ORDER BY place))[1] AS largest_id,
       (MAX(amount) / MIN(total))::float8 AS largest_share,
       (SUM(amount) FILTER (WHERE place <= %(top)s) / MIN(total))::float8 AS top_share,
       (SUM(amount) FILTER (WHERE place <= CEIL(customers * %(few)s / 100.0))
           / MIN(total))::float8 AS few_share,
       COUNT(*) FILTER (WHERE before * 100 < total * %(most)s) AS most_count,
       ROUND(SUM((GREATEST(amount, 0) / gains) ^ 2), 6)::float8 AS hhi,
       COUNT(*) FILTER (WHERE amount < 0) AS loss_count,
       COALESCE(SUM(amount) FILTER (WHERE amount < 0), 0) AS loss_amount,
       (SUM(LEAST(amount, 0)) / MIN(total))::float8 AS loss_share,
       COALESCE(MAX(amount) / MIN(total) > %(limit)s / 100.0, FALSE)
           OR COALESCE(group_key != 0 AND COUNT(*) < MIN(company_customers)
               AND SUM(amount) / MIN(company_total) > %(limit)s / 100.0, FALSE)
           AS is_dependent
  FROM (%(ranked)s) ranked
 GROUP BY basis, dimension, group_key
""",
        company=scope.company_id,
        groups=_groups(),
        top=rules.top_count,
        few=rules.few_percent,
        most=rules.most_percent,
        limit=rules.limit_percent,
        ranked=_all_ranked(scope, bases),
    )


def ranking(scope, bases, rules):
    """Rows of crm.customer.pareto: each customer's place in each of its groups.

    The cumulative share passes 1 before the losses bring it back; without a positive
    sum there is no share.
    """
    return SQL(
        """
SELECT customer_id::bigint * 100 + number AS id,
       %(company)s AS company_id, basis, dimension, %(groups)s, customer_id, place,
       amount, (amount / total)::float8 AS share,
       ((before + amount) / total)::float8 AS cumulative,
       place <= CEIL(customers * %(few)s / 100.0) AS is_few,
       place <= %(top)s AS is_top, amount < 0 AS is_loss
  FROM (%(ranked)s) ranked
""",
        company=scope.company_id,
        groups=_groups(),
        top=rules.top_count,
        few=rules.few_percent,
        ranked=_all_ranked(scope, bases),
    )


def _groups():
    """The group of a row, in the column of its dimension."""
    return SQL(
        """
       NULLIF(CASE WHEN dimension = 'trade_type' THEN group_key END, 0)
           AS trade_type_id,
       NULLIF(CASE WHEN dimension = 'region' THEN group_key END, 0) AS state_id,
       NULLIF(CASE WHEN dimension = 'country' THEN group_key END, 0) AS country_id
"""
    )


def _all_ranked(scope, bases):
    parts = [
        _ranked(scope, number, name, basis)
        for number, (name, basis) in enumerate(bases.items())
    ]
    return SQL(" UNION ALL ").join(parts)


def _ranked(scope, number, name, basis):
    """(number, basis, dimension, group_key, customer_id, amount, place...) by size.

    total and company_total are empty when nothing positive is left to share.
    """
    sides = SQL(", ").join(
        SQL("(%s, %s, COALESCE(%s, 0))", place, dimension, key)
        for place, (dimension, key) in enumerate(DIMENSIONS.items())
    )
    return SQL(
        """
SELECT %(number)s * 10 + side.number AS number, %(name)s AS basis, side.dimension,
       side.group_key, customer.id AS customer_id, held.amount,
       ROW_NUMBER() OVER by_size AS place,
       COUNT(*) OVER whole AS customers,
       COUNT(*) OVER company AS company_customers,
       NULLIF(GREATEST(SUM(held.amount) OVER whole, 0), 0) AS total,
       NULLIF(SUM(GREATEST(held.amount, 0)) OVER whole, 0) AS gains,
       NULLIF(GREATEST(SUM(held.amount) OVER company, 0), 0) AS company_total,
       SUM(held.amount) OVER (by_size ROWS UNBOUNDED PRECEDING) - held.amount AS before
  FROM crm_customer customer
  JOIN res_partner partner ON partner.id = customer.partner_id
  LEFT JOIN crm_customer_value value ON value.customer_id = customer.id
 CROSS JOIN LATERAL (SELECT %(amount)s AS amount) held
 CROSS JOIN LATERAL (VALUES %(sides)s) AS side(number, dimension, group_key)
 WHERE customer.company_id = %(company)s AND customer.active AND %(counts)s
WINDOW company AS (PARTITION BY side.dimension),
       whole AS (PARTITION BY side.dimension, side.group_key),
       by_size AS (PARTITION BY side.dimension, side.group_key
                   ORDER BY held.amount DESC, customer.id)
""",
        number=number,
        name=name,
        amount=basis.amount,
        counts=basis.counts,
        sides=sides,
        company=scope.company_id,
    )
