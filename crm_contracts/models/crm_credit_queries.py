# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Set-based questions about credit; nothing here executes anything."""

from typing import NamedTuple

from odoo.tools import SQL

from .crm_credit_document_queries import documents


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
WITH RECURSIVE %(asked)s, %(decided)s, %(people)s, %(documents)s, %(lock)s
SELECT %(columns)s
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
        asked=_asked(scope),
        decided=_decided(scope),
        people=_people(),
        documents=documents(scope),
        lock=_lock(scope),
        columns=_columns(scope),
        grade=scope.grade_id,
    )


def checked_standings(scope, typed, partner_ids):
    """``credit_standings`` of these partners for a document: its plan is kept.

    typed: limit of contacts for whom none was typed in Accounting
    """
    return SQL(
        "SELECT * FROM crm_credit_check(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        scope.company_id,
        scope.currency_id,
        scope.root_id,
        scope.today,
        scope.decimals,
        scope.grade_id,
        scope.credit_days,
        scope.drafts,
        typed,
        list(partner_ids),
    )


def kept_check():
    """Name, parameters, columns and statement of ``checked_standings``."""
    typed = SQL("COALESCE(partner.credit_limit->($1::text), TO_JSONB($9))::float8")
    scope = CreditScope(
        company_id=SQL("$1"),
        currency_id=SQL("$2"),
        root_id=SQL("$3"),
        today=SQL("$4"),
        decimals=SQL("$5"),
        grade_id=SQL("$6"),
        credit_days=SQL("$7"),
        drafts=SQL("$8"),
        typed=typed,
        broken=broken_promises(True),
        asked=SQL("partner.id = ANY($10)"),
        lock=True,
    )
    takes = SQL(
        "integer, integer, integer, date, integer, integer, integer, boolean, float8,"
        " integer[]"
    )
    return "crm_credit_check", takes, _STANDING, credit_standings(scope)


_STANDING = SQL(
    """
partner_id integer, head_id integer, scope varchar, customer_id integer,
grade_id integer, grade_name text, is_blocking boolean, is_prepaid boolean,
overdue_days_allowed integer, factor float8, credit_days integer,
monthly_average float8, broken_count integer, certificate_missing boolean,
decided_amount float8, is_expired boolean, typed_amount float8, open_amount numeric,
overdue_amount numeric, overdue_days integer, uninvoiced_amount numeric,
draft_amount numeric, uncovered_amount numeric, items jsonb"""
)


def _columns(scope):
    return SQL(
        """
head.partner_id, head.head_id, head.scope, asked.customer_id,
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
""",
        credit_days=scope.credit_days,
        decimals=scope.decimals,
        today=scope.today,
    )


def asked_partners(ids):
    """Who is asked about: these commercial partners."""
    return SQL("partner.id = ANY(%s)", list(ids))


def asked_accounts(scope):
    """Who is asked about: the accounts of a fact scope."""
    return SQL(
        "customer.company_id = %s AND %s",
        scope.company_id,
        scope.restrict(SQL("customer.id")),
    )


def broken_promises(is_known):
    """Column of the broken promises, where something counts them."""
    return SQL("customer.promise_broken_count") if is_known else SQL("NULL::int4")


def _asked(scope):
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
)""",
        today=scope.today,
        company=scope.company_id,
        asked=scope.asked,
        typed=scope.typed,
        broken=scope.broken,
    )


def _decided(scope):
    """Decisions of today on a customer and on the groups above it."""
    return SQL(
        """
up AS (
    SELECT partner_id, partner_id AS head_id FROM asked
     UNION
    SELECT up.partner_id, partner.parent_id
      FROM up JOIN res_partner partner ON partner.id = up.head_id
     WHERE partner.parent_id IS NOT NULL
), decision AS (
    SELECT DISTINCT ON (up.partner_id, up.head_id, decided.scope)
           up.partner_id, up.head_id, decided.scope,
           (decided.amount * rate.factor)::float8 AS amount,
           COALESCE(decided.date_to < %(today)s, FALSE) AS is_expired
      FROM up
      JOIN crm_customer customer ON customer.partner_id = up.head_id
      JOIN rate ON rate.company_id = customer.company_id
      JOIN crm_credit_limit decided ON decided.customer_id = customer.id
       AND (customer.company_id = %(company)s OR decided.scope = 'companies')
     WHERE decided.state = 'approved' AND decided.date_from <= %(today)s
       AND (decided.scope != 'customer' OR up.head_id = up.partner_id)
       AND (decided.is_temporary IS NOT TRUE OR decided.date_to >= %(today)s)
     ORDER BY up.partner_id, up.head_id, decided.scope,
           COALESCE(decided.is_temporary, FALSE) DESC, decided.date_from DESC,
           decided.id DESC
)""",
        today=scope.today,
        company=scope.company_id,
    )


def _people():
    """Which limits are looked at, and whose documents count for them."""
    return SQL(
        """
head AS (
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
)"""
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
