# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who stood where on one day and on another: the migration matrix."""

from datetime import date
from typing import NamedTuple

from odoo.tools import SQL


class Step(NamedTuple):
    """What is compared.

    day_from, day_to: the days; each uses the last snapshot of the company up to it
    today: from this day on customers as they stand now are used instead
    name: column of the snapshot, or "level" for a scorecard
    scorecard_id: whose levels, else 0
    names: (id, name, rank) of what the column points to, a lower rank being better and
        None where no place is better than another; empty for letters
    """

    day_from: date
    day_to: date
    today: date
    name: str
    scorecard_id: int
    names: tuple = ()


# Columns that point to records: whether a higher sequence is worse, better or neither.
NAMED = {"rfm_segment_id": 1, "stage_id": 0, "vip_tier_id": -1}
LETTERS = ("abc_class", "xyz_class", "customer_class")
DIRECTIONS = [
    ("up", "Better"),
    ("down", "Worse"),
    ("moved", "Elsewhere"),
    ("same", "Unchanged"),
    ("new", "New"),
    ("gone", "Gone"),
]


def migration(company_id, step):
    """Rows of the matrix, one per customer that stood anywhere on one of the days.

    direction: crm_class_rules.direction where one place is better than another
    """
    return SQL(
        """
WITH before AS (%(before)s), after AS (%(after)s)
SELECT customer.id, customer.id AS customer_id, customer.company_id,
       customer.user_id, before.place AS place_from, after.place AS place_to,
       COALESCE(before.amount, 0) AS amount_from,
       COALESCE(after.amount, 0) AS amount_to,
       COALESCE(after.amount, 0) - COALESCE(before.amount, 0) AS amount_change,
       CASE WHEN before.place IS NOT DISTINCT FROM after.place THEN 'same'
            WHEN before.place IS NULL THEN 'new'
            WHEN after.place IS NULL THEN 'gone'
            WHEN after.rank < before.rank THEN 'up'
            WHEN after.rank > before.rank THEN 'down'
            ELSE 'moved' END AS direction
  FROM crm_customer customer
  LEFT JOIN before ON before.customer_id = customer.id
  LEFT JOIN after ON after.customer_id = customer.id
 WHERE customer.company_id = %(company)s
   AND (before.place IS NOT NULL OR after.place IS NOT NULL)
""",
        before=_places(company_id, step, step.day_from),
        after=_places(company_id, step, step.day_to),
        company=company_id,
    )


def _places(company_id, step, day):
    """(customer_id, place, rank, amount) on a day; a lower rank is better."""
    if step.name == "level":
        return _levels(company_id, step, day)
    place, rank, join = _place(step)
    return SQL(
        """
    SELECT snapshot.customer_id, %(place)s AS place, %(rank)s AS rank,
           snapshot.amount_12m AS amount
      FROM (%(stood)s) snapshot %(join)s
""",
        place=place,
        rank=rank,
        join=join,
        stood=_stood(company_id, step, day),
    )


def _stood(company_id, step, day):
    """(customer_id, amount_12m, column of the step) of the day."""
    column = SQL.identifier(step.name)
    if day >= step.today:
        return SQL(
            "SELECT id AS customer_id, amount_12m, %s FROM crm_customer"
            " WHERE company_id = %s AND active",
            column,
            company_id,
        )
    return SQL(
        """
SELECT customer_id, amount_12m, %(column)s FROM crm_customer_snapshot
 WHERE company_id = %(company)s AND date = (
    SELECT MAX(date) FROM crm_customer_snapshot
     WHERE company_id = %(company)s AND date <= %(day)s)
""",
        column=column,
        company=company_id,
        day=day,
    )


def _place(step):
    column = SQL.identifier("snapshot", step.name)
    if step.name in LETTERS:
        return column, SQL("ascii(%s)", column), SQL("")
    names = step.names or ((0, "", None),)
    return (
        SQL("named.name"),
        SQL("named.rank"),
        SQL(
            "LEFT JOIN (VALUES %s) AS named (id, name, rank) ON named.id = %s",
            SQL(", ").join(
                SQL("(%s::int, %s::varchar, %s::int)", *named) for named in names
            ),
            column,
        ),
    )


def _levels(company_id, step, day):
    return SQL(
        """
    SELECT customer_id, level AS place,
           CASE level WHEN 'good' THEN 1 WHEN 'fair' THEN 2 ELSE 3 END AS rank,
           0::numeric AS amount
      FROM crm_scorecard_result
     WHERE company_id = %(company)s AND scorecard_id = %(card)s
       AND date_from <= %(day)s AND (date_to IS NULL OR date_to > %(day)s)
""",
        company=company_id,
        card=step.scorecard_id,
        day=day,
    )
