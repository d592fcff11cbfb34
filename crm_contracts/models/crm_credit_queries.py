# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Set-based questions about credit; nothing here executes anything."""

from typing import NamedTuple

from odoo.tools import SQL


class CreditScope(NamedTuple):
    """What one question about credit looks at.

    company_id, currency_id, root_id: company that asks, its currency, and the company
        whose exchange rates it uses
    today: the company's calendar day
    decimals: decimal places in which amounts are rounded
    asked: SQL condition on ``partner`` and ``customer`` that chooses who is asked about
    typed: SQL of the limit typed in Accounting, of the alias ``partner``
    broken: SQL of the number of broken promises, of the alias ``customer``
    grade_id: grade of customers without a grade of their own, or None
    credit_days: days of credit where grade and tier name none
    drafts: whether draft invoices count
    lock: whether a second question in another transaction must wait or start again
    """

    company_id: int
    currency_id: int
    root_id: int
    today: object
    decimals: int
    asked: SQL
    typed: SQL
    broken: SQL
    grade_id: int | None
    credit_days: int
    drafts: bool
    lock: bool


def credit_standings(scope):
    """Rows in the order of ``crm_credit_rules.Standing``: the whole check, at once.

    Exposure are open items of the ledger net of credit notes and payments that are not
    matched yet, plus confirmed orders as far as they are not invoiced, plus draft
    invoices that belong to no order. Each document is counted at its own rate in the
    currency of its company. An instalment of a contract is not asked for twice: what
    was invoiced of the contract without naming order lines is taken off its orders.
    """
    return SQL(
        """
WITH RECURSIVE %(people)s, %(documents)s, %(lock)s
SELECT head.partner_id, head.head_id, head.scope, asked.customer_id,
       grade.id, grade.name->>'en_US',
       COALESCE(grade.is_blocking, FALSE),
       COALESCE(grade.is_prepaid, FALSE) OR COALESCE(market.is_prepaid, FALSE),
       CASE WHEN grade.id IS NOT NULL THEN grade.overdue_days END,
       (COALESCE(grade.limit_factor, 1) * COALESCE(tier.credit_factor, 1)
           * COALESCE(market.limit_factor, 1))::float8,
       COALESCE(grade.credit_days, %(credit_days)s) + COALESCE(tier.credit_days_extra, 0),
       asked.monthly_average, asked.broken_count, asked.certificate_missing,
       decision.amount, COALESCE(decision.is_expired, FALSE), asked.typed_amount,
       ROUND(COALESCE(ledger.open_amount, 0), %(decimals)s),
       ROUND(GREATEST(COALESCE(ledger.overdue_amount, 0), 0), %(decimals)s),
       CASE WHEN ledger.overdue_amount > 0 THEN %(today)s - ledger.oldest ELSE 0 END,
       ROUND(GREATEST(COALESCE(uninvoiced.amount, 0) - COALESCE(paid.amount, 0), 0),
           %(decimals)s),
       ROUND(COALESCE(draft.amount, 0), %(decimals)s),
       ROUND(COALESCE(ledger.open_amount, 0) + COALESCE(uninvoiced.uncovered, 0)
           - COALESCE(paid.amount, 0), %(decimals)s),
       COALESCE(ledger.items, '[]'::jsonb)
  FROM head
  JOIN asked ON asked.partner_id = head.partner_id
  LEFT JOIN decision ON decision.partner_id = head.partner_id
   AND decision.head_id = head.head_id AND decision.scope = head.scope
  LEFT JOIN crm_credit_grade grade ON grade.id = COALESCE(asked.grade_id, %(grade)s)
  LEFT JOIN crm_credit_market market ON market.id = asked.market_id
  LEFT JOIN crm_vip_tier tier ON tier.id = asked.tier_id
  LEFT JOIN ledger ON ledger.head_id = head.head_id AND ledger.scope = head.scope
  LEFT JOIN uninvoiced
    ON uninvoiced.head_id = head.head_id AND uninvoiced.scope = head.scope
  LEFT JOIN draft ON draft.head_id = head.head_id AND draft.scope = head.scope
  LEFT JOIN paid ON paid.head_id = head.head_id AND paid.scope = head.scope
 ORDER BY head.partner_id, head.scope, head.head_id
""",
        people=_people(scope),
        documents=_documents(scope),
        lock=_lock(scope),
        credit_days=scope.credit_days,
        decimals=scope.decimals,
        today=scope.today,
        grade=scope.grade_id,
    )


def _people(scope):
    """Who is asked about, which limits stand above him, whose documents count."""
    return SQL(
        """
asked AS (
    SELECT partner.id AS partner_id, customer.id AS customer_id,
           CASE WHEN customer.credit_grade_until < %(today)s THEN NULL
                ELSE customer.credit_grade_id END AS grade_id,
           customer.credit_market_id AS market_id, customer.vip_tier_id AS tier_id,
           COALESCE(customer.credit_monthly_average, 0)::float8 AS monthly_average,
           COALESCE(%(broken)s, 0) AS broken_count,
           COALESCE(customer.credit_certificate_missing, FALSE) AS certificate_missing,
           COALESCE(%(typed)s, 0)::float8 AS typed_amount
      FROM res_partner partner
      LEFT JOIN crm_customer customer ON customer.partner_id = partner.id
       AND customer.company_id = %(company)s
     WHERE %(asked)s
), up AS (
    SELECT partner_id, partner_id AS head_id FROM asked
     UNION
    SELECT up.partner_id, partner.parent_id
      FROM up JOIN res_partner partner ON partner.id = up.head_id
     WHERE partner.parent_id IS NOT NULL
), decision AS (
    SELECT DISTINCT ON (up.partner_id, up.head_id, decided.scope)
           up.partner_id, up.head_id, decided.scope, decided.amount::float8 AS amount,
           COALESCE(decided.date_to < %(today)s, FALSE) AS is_expired
      FROM up
      JOIN crm_customer customer ON customer.partner_id = up.head_id
       AND customer.company_id = %(company)s
      JOIN crm_credit_limit decided ON decided.customer_id = customer.id
     WHERE decided.state = 'approved' AND decided.date_from <= %(today)s
       AND (decided.scope != 'customer' OR up.head_id = up.partner_id)
       AND (decided.is_temporary IS NOT TRUE OR decided.date_to >= %(today)s)
     ORDER BY up.partner_id, up.head_id, decided.scope,
           COALESCE(decided.is_temporary, FALSE) DESC, decided.date_from DESC,
           decided.id DESC
), head AS (
    SELECT partner_id, head_id, scope FROM decision
     UNION
    SELECT partner_id, partner_id, 'customer' FROM asked
), account AS (
    SELECT DISTINCT head_id, scope FROM head
), down AS (
    SELECT DISTINCT head_id, head_id AS member_id FROM account WHERE scope != 'customer'
     UNION
    SELECT down.head_id, partner.id
      FROM down JOIN res_partner partner ON partner.parent_id = down.member_id
), person AS (
    SELECT account.head_id, account.scope, partner.id AS partner_id
      FROM account
      JOIN res_partner partner ON partner.commercial_partner_id = account.head_id
     WHERE account.scope = 'customer'
     UNION ALL
    SELECT account.head_id, account.scope, down.member_id
      FROM account JOIN down ON down.head_id = account.head_id
     WHERE account.scope != 'customer'
)""",
        today=scope.today,
        company=scope.company_id,
        asked=scope.asked,
        typed=scope.typed,
        broken=scope.broken,
    )


def _documents(scope):
    """Ledger, orders, drafts and payments on their way, per limit."""
    return SQL(
        """
%(rate)s, ledger AS (
    SELECT person.head_id, person.scope,
           SUM(line.amount_residual * rate.factor) AS open_amount,
           SUM(line.amount_residual * rate.factor) FILTER (
               WHERE line.amount_residual < 0 OR line.date_maturity < %(today)s
           ) AS overdue_amount,
           MIN(line.date_maturity) FILTER (
               WHERE line.amount_residual > 0 AND line.date_maturity < %(today)s
           ) AS oldest,
           jsonb_agg(jsonb_build_array(line.move_id, line.move_name,
               line.amount_residual, %(today)s - line.date_maturity)
               ORDER BY line.date_maturity, line.id) FILTER (
               WHERE line.amount_residual > 0 AND line.date_maturity < %(today)s
                 AND person.scope = 'customer') AS items
      FROM person
      JOIN account_move_line line ON line.partner_id = person.partner_id
      JOIN account_account account ON account.id = line.account_id
      JOIN rate ON rate.company_id = line.company_id
     WHERE line.reconciled IS NOT TRUE AND line.parent_state = 'posted'
       AND account.account_type = 'asset_receivable' AND line.amount_residual != 0
       AND (line.company_id = %(company)s OR person.scope = 'companies')
     GROUP BY person.head_id, person.scope
), %(orders)s, %(drafts)s""",
        rate=_rates(scope),
        orders=_orders(scope),
        drafts=_drafts(scope),
        today=scope.today,
        company=scope.company_id,
    )


def _rates(scope):
    """What one unit of a company's currency is worth in the asking company's."""
    return SQL(
        """
rate AS (
    SELECT company.id AS company_id,
           CASE WHEN company.currency_id = %(currency)s THEN 1
                ELSE COALESCE(own.rate, 1) / COALESCE(other.rate, 1) END AS factor
      FROM res_company company
      LEFT JOIN LATERAL (
        SELECT row.rate FROM res_currency_rate row
         WHERE row.currency_id = company.currency_id AND row.name <= %(today)s
           AND (row.company_id = %(root)s OR row.company_id IS NULL)
         ORDER BY row.company_id, row.name DESC LIMIT 1) other ON TRUE
      LEFT JOIN LATERAL (
        SELECT row.rate FROM res_currency_rate row
         WHERE row.currency_id = %(currency)s AND row.name <= %(today)s
           AND (row.company_id = %(root)s OR row.company_id IS NULL)
         ORDER BY row.company_id, row.name DESC LIMIT 1) own ON TRUE
)""",
        currency=scope.currency_id,
        root=scope.root_id,
        today=scope.today,
    )


def _orders(scope):
    """Confirmed orders less what was invoiced of them, at the rate of the order.

    ``uncovered`` is what was delivered and not invoiced less what was invoiced and not
    delivered: with the open items it tells whether goods left before money came.
    """
    return SQL(
        """
ordered AS (
    SELECT person.head_id, person.scope, so.id AS order_id, so.crm_contract_id,
           rate.factor / COALESCE(NULLIF(so.currency_rate, 0), 1) AS factor,
           so.amount_total AS total,
           COALESCE(lines.invoiced, 0) * COALESCE(
               so.amount_total / NULLIF(so.amount_untaxed, 0), 1) AS invoiced,
           COALESCE(lines.uncovered, 0) * COALESCE(
               so.amount_total / NULLIF(so.amount_untaxed, 0), 1) AS uncovered
      FROM person
      JOIN sale_order so ON so.partner_invoice_id = person.partner_id
      JOIN rate ON rate.company_id = so.company_id
      LEFT JOIN LATERAL (
        SELECT SUM(line.untaxed_amount_invoiced) AS invoiced,
               SUM(CASE WHEN line.is_downpayment THEN -line.untaxed_amount_invoiced
                   WHEN template.type = 'consu' THEN COALESCE(line.price_subtotal
                       * line.qty_delivered / NULLIF(line.product_uom_qty, 0), 0)
                       - line.untaxed_amount_invoiced
                   ELSE 0 END) AS uncovered
          FROM sale_order_line line
          LEFT JOIN product_product product ON product.id = line.product_id
          LEFT JOIN product_template template ON template.id = product.product_tmpl_id
         WHERE line.order_id = so.id AND line.display_type IS NULL) lines ON TRUE
     WHERE so.state = 'sale' AND so.is_gratis IS NOT TRUE
       AND (so.company_id = %(company)s OR person.scope = 'companies')
), billed AS (
    SELECT contract.head_id, contract.scope, contract.crm_contract_id,
           SUM(-line.balance * rate.factor * COALESCE(
               line.price_total / NULLIF(line.price_subtotal, 0), 1)) AS amount
      FROM (SELECT DISTINCT head_id, scope, crm_contract_id FROM ordered
             WHERE crm_contract_id IS NOT NULL) contract
      JOIN account_move move ON move.crm_contract_id = contract.crm_contract_id
       AND move.state = 'posted'
      JOIN account_move_line line
        ON line.move_id = move.id AND line.display_type = 'product'
      JOIN rate ON rate.company_id = line.company_id
     WHERE NOT EXISTS (SELECT 1 FROM sale_order_line_invoice_rel named
                        WHERE named.invoice_line_id = line.id)
     GROUP BY contract.head_id, contract.scope, contract.crm_contract_id
), uninvoiced AS (
    SELECT head_id, scope, SUM(GREATEST(amount, 0)) AS amount,
           SUM(uncovered) AS uncovered
      FROM (
        SELECT head_id, scope, (total - invoiced) * factor AS amount,
               uncovered * factor AS uncovered
          FROM ordered WHERE crm_contract_id IS NULL
         UNION ALL
        SELECT ordered.head_id, ordered.scope,
               SUM(GREATEST(ordered.total - ordered.invoiced, 0) * ordered.factor)
                   - COALESCE(MIN(billed.amount), 0),
               SUM(ordered.uncovered * ordered.factor) - COALESCE(MIN(billed.amount), 0)
          FROM ordered
          LEFT JOIN billed ON billed.head_id = ordered.head_id
           AND billed.scope = ordered.scope
           AND billed.crm_contract_id = ordered.crm_contract_id
         WHERE ordered.crm_contract_id IS NOT NULL
         GROUP BY ordered.head_id, ordered.scope, ordered.crm_contract_id
      ) rest
     GROUP BY head_id, scope
), paid AS (
    SELECT ordered.head_id, ordered.scope,
           SUM(transaction.amount * ordered.factor) AS amount
      FROM ordered
      JOIN sale_order_transaction_rel link ON link.sale_order_id = ordered.order_id
      JOIN payment_transaction transaction ON transaction.id = link.transaction_id
     WHERE transaction.state = 'done' AND transaction.payment_id IS NULL
       AND transaction.is_post_processed IS NOT TRUE
     GROUP BY ordered.head_id, ordered.scope
)""",
        company=scope.company_id,
    )


def _drafts(scope):
    """Draft invoices, where the company counts them; orders are counted already."""
    return SQL(
        """
draft AS (
    SELECT person.head_id, person.scope,
           SUM(-line.balance * rate.factor * COALESCE(
               line.price_total / NULLIF(line.price_subtotal, 0), 1)) AS amount
      FROM person
      JOIN account_move move ON move.partner_id = person.partner_id
      JOIN account_move_line line
        ON line.move_id = move.id AND line.display_type = 'product'
      JOIN rate ON rate.company_id = move.company_id
     WHERE %(drafts)s AND move.state = 'draft'
       AND move.move_type IN ('out_invoice', 'out_refund')
       AND (move.company_id = %(company)s OR person.scope = 'companies')
       AND NOT EXISTS (SELECT 1 FROM sale_order_line_invoice_rel named
                        WHERE named.invoice_line_id = line.id)
       AND NOT EXISTS (SELECT 1 FROM ordered
                        WHERE ordered.crm_contract_id = move.crm_contract_id)
     GROUP BY person.head_id, person.scope
)""",
        drafts=scope.drafts,
        company=scope.company_id,
    )


def _lock(scope):
    """Marks the accounts as asked about, so that two orders cannot share one limit.

    Odoo works in repeatable read: a lock alone would let the second transaction go on
    with what it saw before the first one ended. A written row makes it start again.
    """
    if not scope.lock:
        return SQL("locked AS (SELECT 1)")
    return SQL(
        """
locked AS (
    INSERT INTO crm_credit_lock (customer_id, date_checked)
    SELECT customer.id, now() AT TIME ZONE 'UTC'
      FROM crm_customer customer
     WHERE customer.partner_id IN (SELECT head_id FROM head)
     ORDER BY customer.id
        ON CONFLICT (customer_id) DO UPDATE SET date_checked = EXCLUDED.date_checked
)"""
    )


def store_credit(rows):
    """Stores what was worked out per customer; returns the ids that changed.

    rows: tuples (customer, exposure, limit, source, available, rate, state, formula,
    effective risk)
    """
    columns = list(zip(*rows, strict=True))
    return SQL(
        """
UPDATE crm_customer customer
   SET credit_exposure_amount = row.exposure, credit_limit_amount = row.amount,
       credit_limit_source = row.source, credit_available_amount = row.available,
       credit_used_rate = row.rate, credit_state = row.state,
       credit_formula_amount = row.formula
  FROM UNNEST(%(ids)s, %(exposures)s::numeric[], %(limits)s::numeric[],
              %(sources)s::varchar[], %(available)s::numeric[], %(rates)s::float8[],
              %(states)s::varchar[], %(formulas)s::numeric[])
    AS row (id, exposure, amount, source, available, rate, state, formula)
 WHERE customer.id = row.id
   AND (customer.credit_exposure_amount, customer.credit_limit_amount,
        customer.credit_limit_source, customer.credit_available_amount,
        customer.credit_used_rate, customer.credit_state,
        customer.credit_formula_amount)
       IS DISTINCT FROM (row.exposure, row.amount, row.source, row.available,
        row.rate, row.state, row.formula)
RETURNING customer.id
""",
        ids=list(columns[0]),
        exposures=list(columns[1]),
        limits=list(columns[2]),
        sources=list(columns[3]),
        available=list(columns[4]),
        rates=list(columns[5]),
        states=list(columns[6]),
        formulas=list(columns[7]),
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
SELECT paid.partner_id, SUM(paid.amount * paid.days) / NULLIF(SUM(paid.amount), 0) AS days
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
    SELECT 1 FROM UNNEST(%(types)s) AS wanted (id)
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


def store_markets(scope, markets):
    """Puts each customer into the first market whose rule it meets.

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
UPDATE crm_customer customer SET credit_market_id = %(wanted)s
 WHERE customer.company_id = %(company)s AND %(restrict)s
   AND customer.credit_market_id IS DISTINCT FROM %(wanted)s
RETURNING customer.id
""",
        wanted=wanted,
        company=scope.company_id,
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
