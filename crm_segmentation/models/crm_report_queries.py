# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Lines and totals of reports; nothing here executes anything."""

from odoo.tools import SQL

from .crm_report_rules import PERIODS, column_of


def visible(query):
    """All columns of the rows that a search found, with the rights it was made with."""
    return query.select(SQL("%s.*", SQL.identifier(query.table)))


def insert_lines(run, source, plan):
    """Stores the lines of a report by one statement, ranked; yields nothing.

    run: (run id, company id, currency id, decimals, user id, moment)
    source: SQL of the rows that the reader may see
    plan: (windows, {column: group}, figures)
    """
    windows, keys, figures = plan
    columns = [column_of(f, period) for f in figures for period in PERIODS]
    names = [*keys, *columns]
    first = SQL.identifier(columns[0])
    return SQL(
        """
INSERT INTO crm_report_line (
    run_id, company_id, currency_id, create_uid, create_date, write_uid, write_date,
    place, share, growth_prev, growth_year, %(names)s)
SELECT %(run)s, %(company)s, %(currency)s, %(user)s, %(now)s, %(user)s, %(now)s,
       ROW_NUMBER() OVER (ORDER BY %(order)s),
       CASE WHEN %(first)s > 0 AND %(shared)s THEN
           (%(first)s / SUM(GREATEST(%(first)s, 0)) OVER ())::float8 END,
       %(growth_prev)s, %(growth_year)s, %(names)s
  FROM (SELECT *, SUM(%(first)s) OVER (%(outer)s) AS outer_sum
          FROM (%(grouped)s) grouped) ranked
""",
        names=SQL(", ").join(SQL.identifier(name) for name in names),
        run=run[0],
        company=run[1],
        currency=run[2],
        user=run[4],
        now=run[5],
        order=_order(list(keys), first),
        outer=SQL("PARTITION BY %s", SQL.identifier(next(iter(keys)))),
        first=first,
        shared=figures[0].is_additive,
        growth_prev=_growth(figures[0], "prev"),
        growth_year=_growth(figures[0], "year"),
        grouped=grouped(source, plan, run[3]),
    )


def grouped(source, plan, decimals):
    """The figures by key, or one row of totals when there is no key."""
    windows, keys, figures = plan
    selected = [
        SQL("%s AS %s", _key(name, group), SQL.identifier(name))
        for name, group in keys.items()
    ]
    selected += [
        SQL("%s AS %s", _figure(f, period, decimals), SQL.identifier(name))
        for f in figures
        for period in PERIODS
        for name in [column_of(f, period)]
    ]
    return SQL(
        """
SELECT %(selected)s
  FROM (%(source)s) sale
  JOIN UNNEST(%(kinds)s::varchar[], %(starts)s::date[], %(ends)s::date[],
              %(months)s::int4[], %(days)s::int4[])
       AS period (kind, date_from, date_to, months, days)
    ON sale.day BETWEEN period.date_from AND period.date_to
 %(group_by)s
""",
        selected=SQL(", ").join(selected),
        source=source,
        kinds=[window.kind for window in windows],
        starts=[window.date_from for window in windows],
        ends=[window.date_to for window in windows],
        months=[window.months for window in windows],
        days=[window.days for window in windows],
        group_by=_group_by(keys),
    )


def _group_by(keys):
    if not keys:
        return SQL()
    parts = [_key(name, group) for name, group in keys.items()]
    return SQL("GROUP BY %s", SQL(", ").join(parts))


def _key(name, group):
    if name != "day":
        return SQL.identifier("sale", name)
    return SQL(
        """date_trunc(%s, sale.day + make_interval(months => period.months,
           days => period.days))::date""",
        # the same text in both places: PostgreSQL compares expressions
        _unit(group),
    )


def _unit(group):
    units = {
        "week": SQL("'week'"),
        "month": SQL("'month'"),
        "quarter": SQL("'quarter'"),
        "year": SQL("'year'"),
    }
    return units[group]


def _figure(figure, period, decimals):
    column = SQL.identifier("sale", figure.column)
    within = SQL("FILTER (WHERE period.kind = %s)", period)
    if figure.way == "rate":
        base = SQL("SUM(%s) %s", SQL.identifier("sale", figure.base), within)
        return SQL(
            "ROUND(%s, 6)::float8", part(SQL("SUM(%s) %s", column, within), base)
        )
    if figure.way == "distinct":
        return SQL("COUNT(DISTINCT %s) %s", column, within)
    if figure.way == "avg":
        return SQL("AVG(%s) %s", column, within)
    if figure.kind == "money":
        return SQL("COALESCE(ROUND(SUM(%s) %s, %s), 0)", column, within, decimals)
    return SQL("COALESCE(SUM(%s) %s, 0)", column, within)


def _growth(figure, period):
    now = SQL.identifier(column_of(figure, "now"))
    before = SQL.identifier(column_of(figure, period))
    return SQL(
        "CASE WHEN %(before)s > 0 THEN"
        # counts are whole numbers, whose quotient would be one as well
        " ROUND(%(now)s::numeric / %(before)s::numeric - 1, 6)"
        "::float8 END",
        now=now,
        before=before,
    )


def _order(names, first):
    """Time runs on; other groups come by size, the lines of a group together."""
    by_size = SQL("%s DESC NULLS LAST", first)
    parts = []
    if len(names) == 2:
        if names[0] != "day":
            parts.append(SQL("outer_sum DESC NULLS LAST"))
        parts.append(SQL.identifier(names[0]))
    parts += [SQL("day")] if names[-1] == "day" else [by_size]
    parts += [SQL.identifier(name) for name in names]
    return SQL(", ").join(parts)


def sums_of_lines(run_id, figures):
    """How many lines a report has, and the sums of its additive figures."""
    columns = [
        SQL("COALESCE(SUM(%s), 0)", SQL.identifier(column_of(f, period)))
        for f in figures
        if f.is_additive
        for period in PERIODS
    ]
    return SQL(
        "SELECT COUNT(*), %s FROM crm_report_line WHERE run_id = %s",
        SQL(", ").join(columns),
        run_id,
    )


def part(amount, whole):
    """A sum as the part of another one; nothing is no part of nothing."""
    return SQL("((%s)::numeric / NULLIF(GREATEST(%s, 0), 0)::numeric)", amount, whole)


def rate(column, base):
    """The rate of several lines together: that of their sums."""
    return SQL("%s::float8", part(SQL("SUM(%s)", column), SQL("SUM(%s)", base)))


def weighted(figure, count):
    """Mean of a figure in which every line weighs as much as it counts."""
    return SQL(
        "SUM(%(figure)s * %(count)s) / NULLIF(SUM(%(count)s), 0)",
        figure=figure,
        count=count,
    )


def drop_lines(run_ids):
    return SQL("DELETE FROM crm_report_line WHERE run_id = ANY(%s)", list(run_ids))
