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
    """

    percent_a: int
    percent_b: int
    bins: int
    bounds: tuple | None


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
)


def customer_scores(scope, rules):
    """(customer_id, *SCORE_COLUMNS) of the active customers with something to score.

    RFM looks at customers with an order in the window, ABC at those with turnover.
    """
    return SQL(
        """
WITH base AS (
    SELECT id, trade_type_id, rfm_order_count, rfm_amount, date_last_order
      FROM crm_customer
     WHERE company_id = %(company)s AND active
), rfm AS (%(rfm)s), abc AS (%(abc)s)
SELECT base.id, rfm.r, rfm.f, rfm.m, rfm.r::text || rfm.f || rfm.m, segment.id,
       abc.class, abc.share, abc.cumulative, abc.company_share
  FROM base
  LEFT JOIN rfm ON rfm.id = base.id
  LEFT JOIN abc ON abc.id = base.id
  LEFT JOIN LATERAL (%(segment)s) segment ON TRUE
 WHERE rfm.id IS NOT NULL OR abc.id IS NOT NULL
""",
        company=scope.company_id,
        rfm=_bound_scores(scope, rules) if rules.bounds else _quantile_scores(rules),
        abc=_abc(rules),
        segment=_rfm_segment(scope),
    )


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


def _abc(rules):
    """crm_abc_rules.classify; what stands before all ties is the sum less the ties.

    Excluding the ties from the frame would say the same, in quadratic time.
    """
    return SQL(
        """
SELECT id,
       CASE WHEN rfm_amount < 0 THEN 'C'
            WHEN before * 100 < total * %(percent_a)s THEN 'A'
            WHEN before * 100 < total * %(percent_ab)s THEN 'B'
            ELSE 'C' END AS class,
       CASE WHEN rfm_amount > 0 THEN ROUND(rfm_amount / total, 6)
            ELSE 0 END::float8 AS share,
       CASE WHEN rfm_amount > 0 THEN ROUND((before + ties) / total, 6)
            ELSE 1 END::float8 AS cumulative,
       CASE WHEN rfm_amount > 0 THEN ROUND(rfm_amount / company_total, 6)
            ELSE 0 END::float8 AS company_share
  FROM (
    SELECT id, rfm_amount,
           SUM(GREATEST(rfm_amount, 0)) OVER () AS company_total,
           SUM(GREATEST(rfm_amount, 0)) OVER (PARTITION BY trade_type_id) AS total,
           SUM(rfm_amount) OVER (PARTITION BY trade_type_id, rfm_amount) AS ties,
           SUM(rfm_amount) OVER (PARTITION BY trade_type_id ORDER BY rfm_amount DESC)
               - SUM(rfm_amount) OVER (PARTITION BY trade_type_id, rfm_amount)
               AS before
      FROM base WHERE rfm_amount != 0
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
    amount_12m, rfm_amount, silence_ratio)
SELECT %s, id, company_id, user_id, stage_id, vip_tier_id, trade_type_id,
       abc_class, rfm_r, rfm_f, rfm_m, rfm_score, rfm_segment_id, order_count_12m,
       amount_12m, rfm_amount, silence_ratio
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
