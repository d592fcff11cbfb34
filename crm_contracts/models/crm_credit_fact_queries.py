# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Facts of credit, set-based; nothing here executes anything."""

from odoo.tools import SQL

CREDIT_COLUMNS = (
    "credit_exposure_amount",
    "credit_limit_amount",
    "credit_limit_source",
    "credit_available_amount",
    "credit_used_rate",
    "credit_state",
    "credit_formula_amount",
)


def credit_rows(rows):
    """(customer, *CREDIT_COLUMNS) of what was worked out for each customer."""
    columns = list(zip(*rows, strict=True))
    return SQL(
        """
SELECT * FROM UNNEST(%s::int4[], %s::numeric[], %s::numeric[], %s::varchar[],
                     %s::numeric[], %s::float8[], %s::varchar[], %s::numeric[])
""",
        *[list(column) for column in columns],
    )


MARKET_COLUMNS = ("credit_market_id",)


def market_rows(scope, markets):
    """(customer, market) of customers who meet the rule of a market, the first counts.

    markets: list of (market id, SQL subselect of customer ids), strictest first
    """
    cases = SQL(" ").join(
        [
            SQL("WHEN customer.id IN (%s) THEN %s", rule, market)
            for market, rule in markets
        ]
    )
    wanted = SQL("CASE %s END::int4", cases) if markets else SQL("NULL::int4")
    return SQL(
        """
SELECT customer.id, %(wanted)s FROM crm_customer customer
 WHERE customer.company_id = %(company)s AND %(restrict)s
""",
        wanted=wanted,
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


CREDIT_FACT_COLUMNS = ("credit_monthly_average", "payment_days_late")


def credit_facts(scope):
    """Monthly average of what was invoiced, and how late the customer pays.

    The average counts the months with an invoice in the last 365 days. Days late are
    weighted by amount: each payment of the last 365 days counts with the days from the
    due date, an early one with none; what is overdue and open counts with the days up
    to today, so that the figure moves with the calendar.
    """
    return SQL(
        """
SELECT customer.id, ROUND(COALESCE(sold.average, 0), %(decimals)s),
       ROUND(COALESCE(late.days, 0), 1)::float8
  FROM crm_customer customer
  LEFT JOIN (
    SELECT move.commercial_partner_id AS partner_id,
           SUM(move.amount_total_signed) / COUNT(DISTINCT DATE_TRUNC(
               'month', move.invoice_date)) AS average
      FROM account_move move
     WHERE move.company_id = %(company)s AND move.state = 'posted'
       AND move.move_type IN ('out_invoice', 'out_refund')
       AND move.invoice_date > %(today)s::date - 365
       AND move.invoice_date <= %(today)s
     GROUP BY move.commercial_partner_id
  ) sold ON sold.partner_id = customer.partner_id
  LEFT JOIN (%(late)s) late ON late.partner_id = customer.partner_id
 WHERE customer.company_id = %(company)s AND %(restrict)s
   AND (sold.average IS NOT NULL OR late.days IS NOT NULL)
""",
        company=scope.company_id,
        today=scope.today,
        decimals=scope.decimals,
        restrict=scope.restrict(SQL("customer.id")),
        late=_days_late(scope),
    )


def _days_late(scope):
    return SQL(
        """
SELECT paid.partner_id,
       SUM(paid.amount * paid.days) / NULLIF(SUM(paid.amount), 0) AS days
  FROM (
    SELECT move.commercial_partner_id AS partner_id, partial.amount,
           GREATEST(payment.date - item.date_maturity, 0) AS days
      FROM account_move move
      JOIN account_move_line item
        ON item.move_id = move.id AND item.display_type = 'payment_term'
      JOIN account_partial_reconcile partial ON partial.debit_move_id = item.id
      JOIN account_move_line payment ON payment.id = partial.credit_move_id
      JOIN account_move source ON source.id = payment.move_id
     WHERE move.company_id = %(company)s AND move.move_type = 'out_invoice'
       AND move.state = 'posted' AND source.move_type = 'entry'
       AND payment.date > %(today)s::date - 365 AND payment.date <= %(today)s
     UNION ALL
    SELECT move.commercial_partner_id, item.amount_residual,
           %(today)s - item.date_maturity
      FROM account_move move
      JOIN account_move_line item
        ON item.move_id = move.id AND item.display_type = 'payment_term'
     WHERE move.company_id = %(company)s AND move.move_type = 'out_invoice'
       AND move.state = 'posted' AND item.reconciled IS NOT TRUE
       AND item.amount_residual > 0 AND item.date_maturity < %(today)s
  ) paid
 GROUP BY paid.partner_id
""",
        company=scope.company_id,
        today=scope.today,
    )


CERTIFICATE_FACT_COLUMNS = ("credit_certificate_missing",)


def certificate_facts(scope, type_ids):
    """Customers without a valid certificate of each type that credit asks for."""
    return SQL(
        """
SELECT customer.id, TRUE
  FROM crm_customer customer
 WHERE customer.company_id = %(company)s AND %(restrict)s
   AND EXISTS (
    SELECT 1 FROM UNNEST(%(types)s::int4[]) AS wanted (id)
     WHERE NOT EXISTS (
        SELECT 1 FROM crm_customer_certificate held
         WHERE held.customer_id = customer.id AND held.type_id = wanted.id
           AND held.active AND (held.date_from IS NULL OR held.date_from <= %(today)s)
           AND (held.date_to IS NULL OR held.date_to >= %(today)s)))
""",
        company=scope.company_id,
        today=scope.today,
        types=list(type_ids),
        restrict=scope.restrict(SQL("customer.id")),
    )


def take_snapshots(company_id, today, user_id):
    """Writes down the credit of every customer who has any, once per day."""
    return SQL(
        """
INSERT INTO crm_credit_snapshot (customer_id, company_id, user_id, team_id, grade_id,
       date, exposure_amount, open_amount, overdue_amount, limit_amount, has_limit,
       state, payment_days_late, create_uid, create_date, write_uid, write_date)
SELECT customer.id, customer.company_id, customer.user_id, customer.team_id,
       customer.credit_grade_id, %(today)s, customer.credit_exposure_amount,
       customer.receivable_open_amount, customer.receivable_overdue_amount,
       customer.credit_limit_amount, customer.credit_limit_source != 'none',
       customer.credit_state, customer.payment_days_late,
       %(user)s, now() AT TIME ZONE 'UTC', %(user)s, now() AT TIME ZONE 'UTC'
  FROM crm_customer customer
 WHERE customer.company_id = %(company)s AND customer.active
   AND (customer.credit_exposure_amount != 0
        OR customer.credit_limit_source IN ('decision', 'expired', 'formula', 'typed')
           AND customer.credit_limit_amount != 0)
    ON CONFLICT DO NOTHING
RETURNING id
""",
        company=company_id,
        today=today,
        user=user_id,
    )
