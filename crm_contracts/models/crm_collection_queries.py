# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Set-based statements of collecting; nothing here executes anything."""

from odoo.tools import SQL


def payments(customer_ids, since):
    """Money that came in from customers, or went back to them, since a day.

    Posted items of payments and of cash and bank journals on receivable accounts;
    credit notes are no money.
    """
    return SQL(
        """
SELECT customer.id, line.date, line.currency_id, -line.amount_currency, -line.balance
  FROM crm_customer customer
  JOIN account_move_line line
    ON line.partner_id = customer.partner_id AND line.company_id = customer.company_id
  JOIN account_account account ON account.id = line.account_id
  JOIN account_move move ON move.id = line.move_id
  JOIN account_journal journal ON journal.id = move.journal_id
 WHERE customer.id = ANY(%(customers)s) AND line.date >= %(since)s
   AND line.parent_state = 'posted' AND account.account_type = 'asset_receivable'
   AND move.move_type = 'entry' AND line.balance != 0
   AND (move.origin_payment_id IS NOT NULL OR move.statement_line_id IS NOT NULL
        OR journal.type IN ('bank', 'cash', 'credit'))
 ORDER BY line.date, line.id
""",
        customers=list(customer_ids),
        since=since,
    )


def owing(customer_ids):
    """(customer, what it owes net in the company's currency), zeros left out."""
    return SQL(
        """
SELECT customer.id, SUM(line.amount_residual)
  FROM crm_customer customer
  JOIN account_move_line line
    ON line.partner_id = customer.partner_id AND line.company_id = customer.company_id
  JOIN account_account account ON account.id = line.account_id
 WHERE customer.id = ANY(%(customers)s) AND line.reconciled IS NOT TRUE
   AND line.parent_state = 'posted' AND account.account_type = 'asset_receivable'
 GROUP BY customer.id
HAVING SUM(line.amount_residual) != 0
""",
        customers=list(customer_ids),
    )


def late_matchings(line_ids):
    """(item, day, amount) of matchings on receivable items, oldest first."""
    return SQL(
        """
SELECT partial.debit_move_id, partial.max_date, partial.debit_amount_currency
  FROM account_partial_reconcile partial
 WHERE partial.debit_move_id = ANY(%(lines)s)
 ORDER BY partial.max_date, partial.id
""",
        lines=list(line_ids),
    )


PROMISE_FACT_COLUMNS = (
    "promise_broken_count",
    "promise_kept_rate",
    "promise_open_amount",
    "date_promise",
)


def promise_facts(scope):
    """Promises of the last 365 days and those that still run.

    A promise that was kept in part counts as half.
    """
    return SQL(
        """
SELECT promise.customer_id,
       COUNT(*) FILTER (WHERE promise.state IN ('broken', 'partly')
           AND promise.date_until > %(today)s - 365),
       COALESCE(ROUND(AVG(CASE promise.state WHEN 'kept' THEN 100 WHEN 'partly' THEN 50
           ELSE 0 END) FILTER (WHERE promise.state IN ('kept', 'partly', 'broken')
               AND promise.date_until > %(today)s - 365), 1), 0)::float8,
       ROUND(COALESCE(SUM(promise.company_amount - promise.company_amount
           * COALESCE(promise.amount_received, 0) / NULLIF(promise.amount, 0))
           FILTER (WHERE promise.state = 'open'), 0), %(decimals)s),
       MIN(promise.date) FILTER (WHERE promise.state = 'open')
  FROM crm_collection_promise promise
 WHERE promise.company_id = %(company)s AND %(restrict)s
 GROUP BY promise.customer_id
""",
        company=scope.company_id,
        today=scope.today,
        decimals=scope.decimals,
        restrict=scope.restrict(SQL("promise.customer_id")),
    )


COLLECTION_COLUMNS = ("collection_step", "collection_score", "amount_in_dispute")


def _next_step(scope):
    """What to do about a customer with overdue money, on the aliases of the rank."""
    return SQL(
        """
CASE WHEN customer.receivable_overdue_amount <= 0 THEN NULL
     WHEN customer.collection_hold_until >= %(today)s THEN 'hold'
     WHEN dispute.amount >= customer.receivable_overdue_amount
     THEN 'dispute'
     WHEN customer.promise_open_amount >= customer.receivable_overdue_amount
          - COALESCE(dispute.amount, 0) THEN 'promise'
     WHEN broken.day >= COALESCE(talk.day, '-infinity') THEN 'broken'
     WHEN customer.date_collection_next > %(today)s THEN 'later'
     ELSE 'call' END
""",
        today=scope.today,
    )


def _open_disputes(scope):
    return SQL(
        "SELECT customer_id, SUM(company_amount) AS amount FROM crm_collection_dispute"
        " WHERE state IN ('open', 'accepted') AND company_id = %s GROUP BY customer_id",
        scope.company_id,
    )


def _last_failures(scope):
    return SQL(
        "SELECT customer_id, MAX(date_until) AS day FROM crm_collection_promise"
        " WHERE state IN ('broken', 'partly') AND company_id = %s"
        " GROUP BY customer_id",
        scope.company_id,
    )


def _last_talks(scope):
    return SQL(
        "SELECT customer_id, MAX(date) AS day FROM crm_dunning_notice"
        " WHERE origin = 'person' AND company_id = %s GROUP BY customer_id",
        scope.company_id,
    )


def collection_rank(scope):
    """Next step and urgency of customers with overdue money or a dispute.

    The score is what is overdue and neither disputed nor promised, times
    1 + days overdue / 30 (up to 180 days), times 1 + half for each broken promise of
    the year (up to four). Stands on the facts of the ledger and of promises.
    """
    return SQL(
        """
SELECT base.id, base.step,
       CASE WHEN base.step IS NULL THEN 0 ELSE ROUND((
           GREATEST(0, overdue - disputed
               - CASE WHEN step = 'promise' THEN promised ELSE 0 END)
           * (1 + LEAST(days, 180) / 30.0) * (1 + LEAST(broken, 4) / 2.0)
       )::numeric, 0)::float8 END,
       ROUND(base.disputed, %(decimals)s)
  FROM (
    SELECT customer.id, customer.receivable_overdue_amount AS overdue,
           customer.receivable_days_overdue AS days,
           customer.promise_broken_count AS broken,
           customer.promise_open_amount AS promised,
           COALESCE(dispute.amount, 0) AS disputed,
           %(step)s AS step
      FROM crm_customer customer
      LEFT JOIN (%(disputes)s) dispute ON dispute.customer_id = customer.id
      LEFT JOIN (%(broken)s) broken ON broken.customer_id = customer.id
      LEFT JOIN (%(talks)s) talk ON talk.customer_id = customer.id
     WHERE customer.company_id = %(company)s AND %(restrict)s
       AND (customer.receivable_overdue_amount > 0 OR dispute.amount > 0)
  ) base
""",
        company=scope.company_id,
        today=scope.today,
        decimals=scope.decimals,
        restrict=scope.restrict(SQL("customer.id")),
        step=_next_step(scope),
        disputes=_open_disputes(scope),
        broken=_last_failures(scope),
        talks=_last_talks(scope),
    )


def late_items(customer_id, today):
    """Items of a customer that are late, or were paid late, and what was charged.

    (item, invoice, due, currency, amount, last charged day). Invoices of interest,
    costs and penalties bear no interest themselves, and neither does what the penalty
    of a contract was claimed for.
    """
    return SQL(
        """
SELECT line.id, line.move_id, line.date_maturity, line.currency_id,
       line.amount_currency, charged.until
  FROM crm_customer customer
  JOIN account_move_line line
    ON line.partner_id = customer.partner_id AND line.company_id = customer.company_id
  JOIN account_move move ON move.id = line.move_id
  LEFT JOIN (
    SELECT row.move_line_id, MAX(row.date_to) AS until
      FROM crm_collection_interest row
      JOIN account_move invoice ON invoice.id = row.invoice_id
     WHERE row.customer_id = %(customer)s AND invoice.state != 'cancel'
     GROUP BY row.move_line_id
  ) charged ON charged.move_line_id = line.id
 WHERE customer.id = %(customer)s AND move.move_type = 'out_invoice'
   AND line.parent_state = 'posted' AND line.display_type = 'payment_term'
   AND line.date_maturity < %(today)s AND line.amount_currency > 0
   AND (line.reconciled IS NOT TRUE OR EXISTS (
       SELECT FROM account_partial_reconcile partial
        WHERE partial.debit_move_id = line.id
          AND partial.max_date > COALESCE(charged.until, line.date_maturity)))
   AND move.crm_contract_side_document IS NOT TRUE
   AND NOT EXISTS (
       SELECT FROM crm_collection_interest own WHERE own.invoice_id = move.id)
   AND NOT EXISTS (
       SELECT FROM crm_contract_penalty penalty
         JOIN account_move_line asked
           ON asked.crm_contract_instalment_id = penalty.instalment_id
        WHERE asked.move_id = move.id AND penalty.kind = 'payment'
          AND penalty.state = 'done')
 ORDER BY line.date_maturity, line.id
""",
        customer=customer_id,
        today=today,
    )
