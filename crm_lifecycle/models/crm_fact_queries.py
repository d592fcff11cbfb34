# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, datetime, time
from typing import NamedTuple

import pytz

from odoo.tools import SQL


class FactScope(NamedTuple):
    """What one refresh looks at: one company, one day, all or some of its customers.

    today: the company's calendar day for which windows and silence are computed
    tz: name of the company's time zone, in which the day of a document is read
    decimals: decimal places of the company's currency, in which amounts are stored
    customer_ids: tuple of crm.customer ids, or None for every customer
    rhythm_days, rhythm_floor: buying rhythm assumed for customers with fewer than
        three order days, and the shortest rhythm that is believed, in days
    history: SQL of sales kept by an older system, or None: rows (customer_id, day,
        amount, is_order) of the company; is_order is false for what was given back
    """

    company_id: int
    today: date
    tz: str
    decimals: int
    customer_ids: tuple | None
    rhythm_days: int
    rhythm_floor: int
    history: SQL | None = None

    def restrict(self, column):
        """SQL condition that keeps the customers of the scope; column is an SQL."""
        if self.customer_ids is None:
            return SQL("TRUE")
        return SQL("%s = ANY(%s)", column, list(self.customer_ids))

    def start_of(self, day):
        """The midnight at which a day of the company begins, as naive UTC."""
        midnight = pytz.timezone(self.tz).localize(datetime.combine(day, time.min))
        return midnight.astimezone(pytz.utc).replace(tzinfo=None)


class FactSource(NamedTuple):
    """One query that produces facts.

    columns: names of stored columns of crm.customer, in the query's order
    query: SQL producing (customer_id, *columns); customers without a row get the
        neutral value of each column (0, false, empty)
    """

    columns: tuple
    query: SQL


def confirmed_orders(scope):
    """Rows (customer_id, order_id, day, amount, document) of confirmed orders.

    day: calendar day in the company's time zone; amount: untaxed, in the company's
    currency at the order's own rate. Restricted to the scope, not to its today;
    what is sent free of charge is no order. Orders of an older system have no order_id;
    document tells orders of both apart.
    """
    return SQL(
        """
    SELECT customer.id AS customer_id, so.id AS order_id,
           (so.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
           so.amount_untaxed / COALESCE(NULLIF(so.currency_rate, 0), 1) AS amount,
           so.id AS document
      FROM sale_order so
      JOIN res_partner partner ON partner.id = so.partner_id
      JOIN crm_customer customer
        ON customer.partner_id = partner.commercial_partner_id
       AND customer.company_id = so.company_id
     WHERE so.company_id = %(company)s AND so.state = 'sale'
       AND so.is_gratis IS NOT TRUE AND %(restrict)s
%(history)s
""",
        tz=scope.tz,
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
        history=_history(
            scope,
            SQL("customer_id, NULL::int4, day, amount, document"),
            SQL("is_order"),
        ),
    )


def _history(scope, columns, condition):
    """Second half of a UNION: sales of an older system, when there are any."""
    if scope.history is None:
        return SQL()
    return SQL(
        """ UNION ALL
    SELECT %(columns)s
      FROM (%(history)s) history WHERE %(condition)s AND %(restrict)s
""",
        columns=columns,
        history=scope.history,
        condition=condition,
        restrict=scope.restrict(SQL("customer_id")),
    )


def other_turnover(scope):
    """Rows (customer_id, day, amount) of turnover that is in no order.

    Posted credit notes (negative) and invoices behind which no order stands; untaxed,
    in the company's currency at the document's own rate. And what was given back in an
    older system.
    """
    return SQL(
        """
    SELECT customer.id AS customer_id, move.invoice_date AS day,
           move.amount_untaxed_signed AS amount
      FROM account_move move
      JOIN res_partner partner ON partner.id = move.partner_id
      JOIN crm_customer customer
        ON customer.partner_id = partner.commercial_partner_id
       AND customer.company_id = move.company_id
     WHERE move.company_id = %(company)s AND move.state = 'posted'
       AND %(restrict)s
       AND (move.move_type = 'out_refund' OR (
            move.move_type = 'out_invoice' AND NOT EXISTS (
                SELECT FROM account_move_line line
                  JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = line.id
                 WHERE line.move_id = move.id)))
%(history)s
""",
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
        history=_history(scope, SQL("customer_id, day, amount"), SQL("NOT is_order")),
    )


def _turnover(scope):
    """Orders and invoices up to today, one row each."""
    return SQL(
        """
    SELECT customer_id, day, amount FROM ordered WHERE day <= %(today)s
     UNION ALL
    SELECT customer_id, day, amount FROM invoiced WHERE day <= %(today)s
""",
        today=scope.today,
    )


def _sums(scope):
    """Turnover per window."""
    return SQL(
        """
    SELECT customer_id,
           SUM(amount) AS amount_lifetime,
           SUM(amount) FILTER (WHERE day > %(today)s - 365) AS amount_12m,
           SUM(amount) FILTER (
               WHERE day > %(today)s - 730 AND day <= %(today)s - 365
           ) AS amount_prev_12m
      FROM turnover GROUP BY customer_id
""",
        today=scope.today,
    )


def _months(scope):
    """Best calendar month, this one and the 11 before."""
    return SQL(
        """
    SELECT customer_id, MAX(amount) AS best_month_12m
      FROM (
        SELECT customer_id, SUM(amount) AS amount
          FROM turnover
         WHERE day >= date_trunc('month', %(today)s::date) - interval '11 months'
         GROUP BY customer_id, date_trunc('month', day)
      ) month GROUP BY customer_id
""",
        today=scope.today,
    )


def _counts(scope):
    """First, last and largest order, and how many."""
    return SQL(
        """
    SELECT customer_id,
           MIN(day) AS date_first_order, MAX(day) AS date_last_order,
           (ARRAY_AGG(order_id ORDER BY day, order_id))[1] AS first_order_id,
           (ARRAY_AGG(order_id ORDER BY day DESC, order_id DESC NULLS LAST))[1]
               AS last_order_id,
           COUNT(*) AS order_count,
           COUNT(*) FILTER (WHERE day > %(today)s - 365) AS order_count_12m,
           MAX(amount) FILTER (WHERE day > %(today)s - 365) AS largest_order_12m,
           (ARRAY_AGG(order_id ORDER BY amount DESC, order_id DESC NULLS LAST)
               FILTER (WHERE day > %(today)s - 365))[1] AS largest_order_id
      FROM ordered WHERE day <= %(today)s GROUP BY customer_id
""",
        today=scope.today,
    )


def _rhythm(scope):
    """Median gap between order days, for at least three of them."""
    return SQL(
        """
    SELECT customer_id,
           GREATEST(percentile_cont(0.5) WITHIN GROUP (ORDER BY gap), %(floor)s) AS days
      FROM (
        SELECT customer_id,
               day - LAG(day) OVER (PARTITION BY customer_id ORDER BY day) AS gap
          FROM (SELECT DISTINCT customer_id, day FROM ordered
                 WHERE day <= %(today)s) order_day
      ) gaps
     WHERE gap IS NOT NULL
     GROUP BY customer_id HAVING COUNT(*) >= 2
""",
        today=scope.today,
        floor=scope.rhythm_floor,
    )


def _facts_of_orders(scope):
    """The columns of ORDER_FACT_COLUMNS from the parts above."""
    return SQL(
        """
SELECT sums.customer_id,
       counts.date_first_order, counts.date_last_order,
       counts.first_order_id, counts.last_order_id, counts.largest_order_id,
       COALESCE(counts.order_count, 0), COALESCE(counts.order_count_12m, 0),
       ROUND(COALESCE(sums.amount_12m, 0), %(decimals)s),
       ROUND(COALESCE(sums.amount_prev_12m, 0), %(decimals)s),
       ROUND(sums.amount_lifetime, %(decimals)s),
       ROUND(COALESCE(counts.largest_order_12m, 0), %(decimals)s),
       ROUND(COALESCE(months.best_month_12m, 0), %(decimals)s),
       CASE WHEN sums.amount_prev_12m > 0 THEN ROUND(
           COALESCE(sums.amount_12m, 0) / sums.amount_prev_12m - 1, 4)::float8
           ELSE 0 END,
       COALESCE(rhythm.days, %(rhythm)s)::float8,
       COALESCE(ROUND(((%(today)s - counts.date_last_order)
           / COALESCE(rhythm.days, %(rhythm)s))::numeric, 2), 0)::float8,
       CASE WHEN counts.date_last_order IS NULL THEN NULL
            WHEN (%(today)s - counts.date_last_order)
                 < COALESCE(rhythm.days, %(rhythm)s) THEN 'kept'
            WHEN (%(today)s - counts.date_last_order)
                 < 2 * COALESCE(rhythm.days, %(rhythm)s) THEN 'due'
            ELSE 'late' END,
       COALESCE((%(today)s - counts.date_first_order) / 30, 0)
  FROM sums
  LEFT JOIN counts USING (customer_id)
  LEFT JOIN months USING (customer_id)
  LEFT JOIN rhythm USING (customer_id)
""",
        today=scope.today,
        decimals=scope.decimals,
        rhythm=scope.rhythm_days,
    )


def order_facts(scope):
    """Facts of confirmed orders, credit notes, and invoices without an order.

    Amounts are untaxed, in the company's currency at the document's own rate; credit
    notes count negative on their date; invoices count only when no order stands behind
    them, so that nothing counts twice; cancelled documents do not count.
    12 months are the 365 days up to today, the 12 before are the 365 days before.
    The buying rhythm is the median number of days between order days (S-061);
    silence is days since the last order divided by the rhythm.
    """
    parts = {
        "ordered": confirmed_orders(scope),
        "invoiced": other_turnover(scope),
        "turnover": _turnover(scope),
        "sums": _sums(scope),
        "months": _months(scope),
        "counts": _counts(scope),
        "rhythm": _rhythm(scope),
    }
    return SQL(
        "WITH %s %s",
        SQL(", ").join(
            SQL("%s AS (%s)", SQL.identifier(name), part)
            for name, part in parts.items()
        ),
        _facts_of_orders(scope),
    )


ORDER_FACT_COLUMNS = (
    "date_first_order",
    "date_last_order",
    "first_order_id",
    "last_order_id",
    "largest_order_id",
    "order_count",
    "order_count_12m",
    "amount_12m",
    "amount_prev_12m",
    "amount_lifetime",
    "largest_order_12m",
    "best_month_12m",
    "growth_rate",
    "order_rhythm_days",
    "silence_ratio",
    "rhythm_state",
    "relation_months",
)


def quotation_facts(scope):
    """Open quotations: how many, and their untaxed amount."""
    return SQL(
        """
SELECT customer.id, COUNT(*),
       ROUND(SUM(so.amount_untaxed / COALESCE(NULLIF(so.currency_rate, 0), 1)),
             %(decimals)s)
  FROM sale_order so
  JOIN res_partner partner ON partner.id = so.partner_id
  JOIN crm_customer customer
    ON customer.partner_id = partner.commercial_partner_id
   AND customer.company_id = so.company_id
 WHERE so.company_id = %(company)s AND so.state IN ('draft', 'sent') AND %(restrict)s
   AND (so.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date <= %(today)s
 GROUP BY customer.id
""",
        tz=scope.tz,
        company=scope.company_id,
        today=scope.today,
        decimals=scope.decimals,
        restrict=scope.restrict(SQL("customer.id")),
    )


QUOTATION_FACT_COLUMNS = ("quotation_count", "quotation_amount")
