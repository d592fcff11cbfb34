# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Scores of all customers of a company in one query; agrees with the pure rules."""

from typing import NamedTuple

from odoo.tools import SQL


class ScoreRules(NamedTuple):
    """How one company scores.

    percent_a, percent_b: parts of the turnover that classes A and B stand for
    bins: number of RFM scores
    bounds: None for quantiles, or (recency, frequency, amount) with bins - 1 ascending
        numbers each
    measure: column of crm_customer that ABC compares
    group: column of crm_customer inside which it compares, "region" or None
    percent_x, percent_y: variation up to which demand is X or Y
    """

    percent_a: int
    percent_b: int
    bins: int
    bounds: tuple | None
    measure: str = "rfm_amount"
    group: str | None = "trade_type_id"
    percent_x: int = 50
    percent_y: int = 100


SCORE_COLUMNS = (
    "rfm_r",
    "rfm_f",
    "rfm_m",
    "rfm_score",
    "rfm_segment_id",
    "abc_class",
    "abc_share",
    "abc_cumulative",
    "company_share",
    "xyz_class",
    "abc_xyz",
)


def customer_scores(scope, rules):
    """(customer_id, *SCORE_COLUMNS) of the active customers with something to score.

    RFM looks at customers with an order in the window, ABC at those with turnover.
    """
    return SQL(
        """
WITH base AS (%(base)s), rfm AS (%(rfm)s), abc AS (%(abc)s)
SELECT base.id, rfm.r, rfm.f, rfm.m, rfm.r::text || rfm.f || rfm.m, segment.id,
       abc.class, abc.share, abc.cumulative, base.company_share,
       CASE WHEN abc.class IS NOT NULL THEN base.xyz END, abc.class || base.xyz
  FROM base
  LEFT JOIN rfm ON rfm.id = base.id
  LEFT JOIN abc ON abc.id = base.id
  LEFT JOIN LATERAL (%(segment)s) segment ON TRUE
 WHERE rfm.id IS NOT NULL OR abc.id IS NOT NULL OR base.company_share > 0
""",
        base=_base(scope, rules),
        rfm=_bound_scores(scope, rules) if rules.bounds else _quantile_scores(rules),
        abc=abc(rules),
        segment=_rfm_segment(scope),
    )


def _base(scope, rules):
    """The active customers with what is compared; demand as in crm_demand_rules."""
    return SQL(
        """
    SELECT id, rfm_order_count, rfm_amount, %(measure)s AS measure,
           %(group)s AS fellows,
           COALESCE(rfm_date_last, date_last_order) AS date_last_order,
           CASE WHEN rfm_amount > 0 THEN ROUND(
                    rfm_amount / SUM(GREATEST(rfm_amount, 0)) OVER (), 6)
                ELSE 0 END::float8 AS company_share,
           CASE WHEN COALESCE(xyz_months, 0) = 0 THEN NULL
                WHEN xyz_variation * 100 <= %(percent_x)s THEN 'X'
                WHEN xyz_variation * 100 <= %(percent_y)s THEN 'Y'
                ELSE 'Z' END AS xyz
      FROM crm_customer
     WHERE company_id = %(company)s AND active
""",
        measure=SQL.identifier(rules.measure),
        group=_group(rules),
        percent_x=rules.percent_x,
        percent_y=rules.percent_y,
        company=scope.company_id,
    )


def _group(rules):
    """What customers share who are compared by ABC."""
    if rules.group == "region":
        return SQL(
            "(SELECT state_id FROM res_partner WHERE id = crm_customer.partner_id)"
        )
    return SQL.identifier(rules.group) if rules.group else SQL("NULL::int")


def _quantile_scores(rules):
    """crm_rfm_rules.quantile_scores: RANK leaves ties together, NTILE would not."""
    return SQL(
        "SELECT id, %s AS r, %s AS f, %s AS m FROM base WHERE rfm_order_count > 0",
        _quantile("date_last_order", rules.bins),
        _quantile("rfm_order_count", rules.bins),
        _quantile("rfm_amount", rules.bins),
    )


def _quantile(column, bins):
    return SQL(
        "((RANK() OVER (ORDER BY %s) - 1) * %s / COUNT(*) OVER () + 1)::int",
        SQL.identifier(column),
        bins,
    )


def _bound_scores(scope, rules):
    """crm_rfm_rules.recency_by_bounds and score_by_bounds."""
    recency, frequency, amount = (list(bounds) for bounds in rules.bounds)
    return SQL(
        """
SELECT id,
       (SELECT 1 + COUNT(*) FROM unnest(%(recency)s::numeric[]) bound
         WHERE %(today)s - date_last_order <= bound)::int AS r,
       (SELECT 1 + COUNT(*) FROM unnest(%(frequency)s::numeric[]) bound
         WHERE rfm_order_count >= bound)::int AS f,
       (SELECT 1 + COUNT(*) FROM unnest(%(amount)s::numeric[]) bound
         WHERE rfm_amount >= bound)::int AS m
  FROM base WHERE rfm_order_count > 0
""",
        today=scope.today,
        recency=recency,
        frequency=frequency,
        amount=amount,
    )


def abc(rules):
    """crm_abc_rules.classify; what stands before all ties is the sum less the ties.

    Excluding the ties from the frame would say the same, in quadratic time.
    """
    return SQL(
        """
SELECT id,
       CASE WHEN measure < 0 THEN 'C'
            WHEN before * 100 < total * %(percent_a)s THEN 'A'
            WHEN before * 100 < total * %(percent_ab)s THEN 'B'
            ELSE 'C' END AS class,
       CASE WHEN measure > 0 THEN ROUND(measure / total, 6)
            ELSE 0 END::float8 AS share,
       CASE WHEN measure > 0 THEN ROUND((before + ties) / total, 6)
            ELSE 1 END::float8 AS cumulative
  FROM (
    SELECT id, measure,
           SUM(GREATEST(measure, 0)) OVER (PARTITION BY fellows) AS total,
           SUM(measure) OVER (PARTITION BY fellows, measure) AS ties,
           SUM(measure) OVER (PARTITION BY fellows ORDER BY measure DESC)
               - SUM(measure) OVER (PARTITION BY fellows, measure) AS before
      FROM base WHERE measure != 0
  ) ranked
""",
        percent_a=rules.percent_a,
        percent_ab=rules.percent_a + rules.percent_b,
    )


def _rfm_segment(scope):
    """The first row of the segment table that contains the customer's scores."""
    return SQL(
        """
SELECT id FROM crm_rfm_segment
 WHERE active AND (company_id = %s OR company_id IS NULL)
   AND rfm.r BETWEEN r_min AND r_max AND rfm.f BETWEEN f_min AND f_max
   AND rfm.m BETWEEN m_min AND m_max
 ORDER BY sequence, id LIMIT 1
""",
        scope.company_id,
    )


def take_snapshot(scope):
    """One row per active customer of the company and day; a second run adds nothing."""
    return SQL(
        """
INSERT INTO crm_customer_snapshot (
    date, customer_id, company_id, user_id, stage_id, vip_tier_id, trade_type_id,
    abc_class, rfm_r, rfm_f, rfm_m, rfm_score, rfm_segment_id, order_count_12m,
    amount_12m, rfm_amount, silence_ratio, xyz_class, customer_class,
    importance_points, health_points)
SELECT %s, id, company_id, user_id, stage_id, vip_tier_id, trade_type_id,
       abc_class, rfm_r, rfm_f, rfm_m, rfm_score, rfm_segment_id, order_count_12m,
       amount_12m, rfm_amount, silence_ratio, xyz_class, customer_class,
       importance_points, health_points
  FROM crm_customer WHERE company_id = %s AND active
    ON CONFLICT (customer_id, date) DO NOTHING
RETURNING customer_id
""",
        scope.today,
        scope.company_id,
    )


def drop_twin_snapshots(merged_ids, kept_id):
    """A customer has one snapshot a day: that of the account that stays; yields ids."""
    return SQL(
        """
DELETE FROM crm_customer_snapshot AS snapshot
 WHERE customer_id = ANY(%(merged)s)
   AND EXISTS (
       SELECT FROM crm_customer_snapshot other
        WHERE other.date = snapshot.date
          AND (other.customer_id = %(kept)s
               OR (other.customer_id = ANY(%(merged)s) AND other.id < snapshot.id)))
RETURNING id
""",
        merged=list(merged_ids),
        kept=kept_id,
    )
