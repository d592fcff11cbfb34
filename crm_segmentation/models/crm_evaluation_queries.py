# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tells whether the CRM works: one row per thing that is measured (S-548)."""

from odoo.tools import SQL

# Columns in the order of the rows; each part gives some of them, the others are empty.
COLUMNS = {
    "margin": SQL("numeric"),
    "score": SQL("float8"),
    "answers": SQL("int4"),
    "kept": SQL("float8"),
    "due": SQL("int4"),
    "hit": SQL("float8"),
    "visits": SQL("int4"),
    "staff_score": SQL("float8"),
    "staff_answers": SQL("int4"),
    "misses": SQL("int4"),
    "exports": SQL("int4"),
}


def evaluation_rows(scope, parts):
    """Rows of crm.evaluation.report of one company.

    parts: list of (names of its columns, SQL with record, day and these columns)
    """
    rows = [
        SQL(
            "SELECT record::bigint * %s + %s AS id, day, %s FROM (%s) part",
            len(parts),
            number,
            SQL(", ").join(_column(name, names) for name in COLUMNS),
            query,
        )
        for number, (names, query) in enumerate(parts)
    ]
    return SQL(
        "SELECT event.*, score * 100 AS score_percent, kept * 100 AS kept_percent,"
        " hit * 100 AS hit_percent, staff_score * 100 AS staff_percent,"
        " %s AS company_id FROM (%s) event WHERE day <= %s",
        scope.company_id,
        SQL(" UNION ALL ").join(rows),
        scope.today,
    )


def _column(name, given):
    column = SQL.identifier(name)
    value = column if name in given else SQL("NULL")
    return SQL("%s::%s AS %s", value, COLUMNS[name], column)


def margins(sales):
    """sales: rows of crm.sales.report."""
    return SQL("SELECT id AS record, day, margin FROM (%s) sale", sales)


def scores(sheets):
    """sheets: rows of crm.satisfaction.report."""
    return SQL("SELECT id AS record, day, score, answers FROM (%s) sheet", sheets)


def promises(sources):
    """sources: list of SQL of ``crm.customer._promise_sources``."""
    parts = [
        SQL(
            "SELECT record * 16 + %s AS record, day, kept, 1 AS due FROM (%s) promise",
            number,
            source,
        )
        for number, source in enumerate(sources)
    ]
    return SQL(" UNION ALL ").join(parts)


def worth_of_visits(scope, visits):
    """Done visits, and whether an order followed; visits: rows of crm.visit.report."""
    return SQL(
        """
SELECT visit.id AS record,
       (visit.date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
       CASE WHEN visit.order_count > 0 THEN 1 ELSE 0 END AS hit, 1 AS visits
  FROM (%(visits)s) visit
 WHERE visit.company_id = %(company)s AND visit.done_count > 0
""",
        tz=scope.tz,
        visits=visits,
        company=scope.company_id,
    )


def staff_periods(scope, least):
    """Rows (id, company_id, day, date_period, score, answers, remarks) of what staff
    said of the CRM: periods that are over, with at least so many answers.

    So nobody's answer can be told from an average, nor from how it changes. Remarks
    stand in an order that says nothing of who wrote them.
    """
    return SQL(
        """
SELECT MIN(answer.id) AS id, answer.company_id,
       (answer.date_period + interval '3 months' - interval '1 day')::date AS day,
       answer.date_period, AVG((answer.score::int - 1) / 4.0)::float8 AS score,
       COUNT(*)::int AS answers,
       STRING_AGG(NULLIF(TRIM(answer.remark), ''), E'\\n' ORDER BY MD5(answer.remark))
           AS remarks
  FROM crm_staff_answer answer
 WHERE answer.company_id = %(company)s
   AND answer.date_period + interval '3 months' <= %(today)s
 GROUP BY answer.company_id, answer.date_period
HAVING COUNT(*) >= %(least)s
""",
        company=scope.company_id,
        today=scope.today,
        least=least,
    )


def staff_scores(periods):
    """The average as often as there were answers, so that it weighs as much."""
    return SQL(
        """
SELECT period.id::bigint * 10000 + number AS record, period.day,
       period.score AS staff_score, 1 AS staff_answers
  FROM (%s) period
 CROSS JOIN LATERAL generate_series(1, period.answers) AS number
""",
        periods,
    )


def counted(rows, name):
    """One of each row (record, day) in the column of that name."""
    return SQL(
        "SELECT record, day, 1 AS %s FROM (%s) watched", SQL.identifier(name), rows
    )
