# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Set-based statements of the customer account; none of them executes anything."""

from odoo.tools import SQL


def _fact(name, neutral):
    column = SQL.identifier(name)
    return column if neutral is None else SQL("COALESCE(%s, %s)", column, neutral)


def _join_source(number, source):
    alias = f"source_{number}"
    return SQL(
        "LEFT JOIN (%s) AS %s (%s, %s) ON %s = customer.id",
        source.query,
        SQL.identifier(alias),
        SQL.identifier(f"{alias}_id"),
        SQL(", ").join(SQL.identifier(name) for name in source.columns),
        SQL.identifier(alias, f"{alias}_id"),
    )


def store_facts(scope, sources, neutral):
    """UPDATE that merges all fact sources and writes only rows that really changed.

    sources: list of FactSource; neutral: {column: value of a customer without a row}.
    Returns an SQL whose execution yields the ids of the changed customers.
    """
    names = [name for source in sources for name in source.columns]
    columns = [SQL.identifier(name) for name in names]
    return SQL(
        """
UPDATE crm_customer AS target
   SET (%(columns)s, date_facts) = ROW(%(fresh)s, %(today)s)
  FROM (
    SELECT customer.id, %(expressions)s
      FROM (SELECT id, company_id FROM crm_customer) customer %(joins)s
     WHERE customer.company_id = %(company)s AND %(restrict)s
  ) AS fresh (id, %(columns)s)
 WHERE target.id = fresh.id AND (%(stored)s) IS DISTINCT FROM (%(fresh)s)
RETURNING target.id
""",
        columns=SQL(", ").join(columns),
        fresh=SQL(", ").join(SQL("fresh.%s", column) for column in columns),
        stored=SQL(", ").join(SQL("target.%s", column) for column in columns),
        expressions=SQL(", ").join(_fact(name, neutral[name]) for name in names),
        joins=SQL(" ").join(
            _join_source(number, source) for number, source in enumerate(sources)
        ),
        company=scope.company_id,
        today=scope.today,
        restrict=scope.restrict(SQL("customer.id")),
    )


def without_jit():
    """Saves seconds: compiling the statements of facts takes longer than running them.

    Holds to the end of the transaction.
    """
    return SQL("SET LOCAL jit = off")


def first_match(rules, default):
    """CASE that gives the id of the first rule whose customers contain the row.

    rules: list of (id, SQL subselect of crm.customer ids) in order of precedence.
    """
    if not rules:
        return SQL("%s::int", default)
    return SQL(
        "CASE %s ELSE %s::int END",
        SQL(" ").join(
            SQL("WHEN customer.id IN %s THEN %s", subselect, rule_id)
            for rule_id, subselect in rules
        ),
        default,
    )


def move_stages(scope, rules, default_stage_id, stamp):
    """Moves every customer whose rules say so and writes one history row per move.

    Manual decisions win while their hold lasts. stamp: (user id, moment in UTC) for the
    history. Yields the ids of moved customers.
    """
    uid, now = stamp
    return SQL(
        """
WITH decided AS (
    SELECT customer.id, customer.stage_id AS from_stage_id, %(stage)s AS stage_id
      FROM crm_customer customer
     WHERE customer.company_id = %(company)s AND customer.active AND %(restrict)s
       AND (customer.stage_hold_until IS NULL OR customer.stage_hold_until < %(today)s)
), moved AS (
    UPDATE crm_customer AS target
       SET stage_id = decided.stage_id, date_stage = %(today)s,
           stage_hold_until = NULL, stage_hold_reason = NULL
      FROM decided
     WHERE target.id = decided.id
       AND decided.stage_id IS DISTINCT FROM decided.from_stage_id
 RETURNING target.id, target.company_id, decided.from_stage_id, decided.stage_id,
           target.first_order_id, target.last_order_id, target.order_count,
           target.amount_12m, target.silence_ratio
)
INSERT INTO crm_customer_stage_history (
    customer_id, company_id, from_stage_id, stage_id, date, origin, user_id,
    order_id, order_count, amount_12m, silence_ratio)
SELECT id, company_id, from_stage_id, stage_id, %(now)s, 'rule',
       %(uid)s, CASE WHEN order_count = 1 THEN first_order_id ELSE last_order_id END,
       order_count, amount_12m, silence_ratio
  FROM moved
RETURNING customer_id
""",
        stage=first_match(rules, default_stage_id),
        company=scope.company_id,
        today=scope.today,
        restrict=scope.restrict(SQL("customer.id")),
        uid=uid,
        now=now,
    )


def assign_first_match(scope, column, rules):
    """Stores in `column` the id of the first matching rule, or nothing."""
    return SQL(
        """
UPDATE crm_customer AS target SET %(column)s = decided.value
  FROM (
    SELECT customer.id, %(value)s AS value
      FROM crm_customer customer
     WHERE customer.company_id = %(company)s AND %(restrict)s
  ) AS decided
 WHERE target.id = decided.id AND target.%(column)s IS DISTINCT FROM decided.value
RETURNING target.id
""",
        column=SQL.identifier(column),
        value=first_match(rules, None),
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def touch(partner_ids, company_id):
    """Notes customers whose documents changed (decision 0001: no uniqueness).

    Yields of each commercial partner of `partner_ids`: id, whether it has an account,
    and whether it stood on the do-not-sell list at any time.
    """
    return SQL("SELECT * FROM crm_customer_note(%s, %s)", list(partner_ids), company_id)


def kept_touch():
    """Name, parameters, columns and statement of ``touch``, whose plan is kept."""
    return (
        "crm_customer_note",
        SQL("integer[], integer"),
        SQL("partner_id integer, has_account boolean, is_listed boolean"),
        _touch(),
    )


def _touch():
    return SQL(
        """
WITH owner AS (
    SELECT DISTINCT commercial_partner_id AS id FROM res_partner WHERE id = ANY($1)
), account AS (
    SELECT customer.id, customer.partner_id
      FROM owner JOIN crm_customer customer ON customer.partner_id = owner.id
     WHERE customer.company_id = $2
), noted AS (
    INSERT INTO crm_customer_touch (customer_id) SELECT id FROM account
)
SELECT owner.id, account.id IS NOT NULL,
       EXISTS (SELECT FROM crm_sale_block block
                WHERE block.active AND block.customer_id = account.id)
  FROM owner LEFT JOIN account ON account.partner_id = owner.id
"""
    )


def touch_accounts(customer_ids):
    """Notes customers for another reason than a document."""
    return SQL(
        "INSERT INTO crm_customer_touch (customer_id) SELECT unnest(%s)",
        list(customer_ids),
    )


def sale_blocks(partner_ids, company_id):
    """Ids of the lines of the do-not-sell list about these contacts, at any time."""
    return SQL(
        """
SELECT block.id
  FROM crm_sale_block block
  JOIN crm_customer customer ON customer.id = block.customer_id
 WHERE block.active AND block.company_id = %s AND customer.partner_id = ANY(%s)
""",
        company_id,
        list(partner_ids),
    )


def touch_all():
    """Puts every customer behind the freshly touched ones of the queue."""
    return SQL(
        "INSERT INTO crm_customer_touch (customer_id, is_nightly)"
        " SELECT id, TRUE FROM crm_customer ORDER BY id"
    )


def accounts_without_row():
    """(partner_id, company_id, user_id) of customers with documents but no account.

    A customer is a commercial partner with an order, a customer invoice or a lead;
    the owner is the contact's salesperson, otherwise that of the newest document.
    """
    return SQL(
        """
SELECT DISTINCT ON (document.partner_id, document.company_id)
       document.partner_id, document.company_id,
       COALESCE(partner.user_id, document.user_id)
  FROM (
    SELECT contact.commercial_partner_id AS partner_id, so.company_id,
           so.user_id, so.date_order::date AS day
      FROM sale_order so JOIN res_partner contact ON contact.id = so.partner_id
     UNION ALL
    SELECT contact.commercial_partner_id, move.company_id, move.invoice_user_id,
           move.date
      FROM account_move move JOIN res_partner contact ON contact.id = move.partner_id
     WHERE move.move_type IN ('out_invoice', 'out_refund') AND move.state != 'cancel'
     UNION ALL
    SELECT contact.commercial_partner_id, lead.company_id, lead.user_id,
           lead.create_date::date
      FROM crm_lead lead JOIN res_partner contact ON contact.id = lead.partner_id
     WHERE lead.company_id IS NOT NULL
  ) document
  JOIN res_partner partner ON partner.id = document.partner_id
 WHERE document.company_id IS NOT NULL
   AND NOT EXISTS (
       SELECT FROM crm_customer customer
        WHERE customer.partner_id = document.partner_id
          AND customer.company_id = document.company_id)
 ORDER BY document.partner_id, document.company_id, document.day DESC NULLS LAST
"""
    )


def twin_candidates(key, company_ids, use_trigram):
    """(customer id, name key) of customers whose normalised name resembles `key`.

    With pg_trgm the index finds them; without it, names sharing a stretch of the
    key are returned. The score itself is computed by crm_name_rules either way.
    """
    if use_trigram:
        condition = SQL("customer.name_key %% %s", key)
    else:
        pieces = {key[i : i + 3] for i in range(max(len(key) - 2, 1))}
        condition = SQL("customer.name_key LIKE ANY(%s)", [f"%{p}%" for p in pieces])
    return SQL(
        """
SELECT customer.id, customer.name_key
  FROM crm_customer customer
 WHERE customer.active AND customer.company_id = ANY(%s) AND %s
""",
        list(company_ids),
        condition,
    )


def link_accounts_to_partners(customer_ids):
    """Fills res.partner.customer_account_id (one value per company) set-based."""
    return SQL(
        """
UPDATE res_partner AS partner
   SET customer_account_id =
       COALESCE(partner.customer_account_id, '{}'::jsonb) || account.value
  FROM (
    SELECT partner_id, jsonb_object_agg(company_id::text, id) AS value
      FROM crm_customer WHERE id = ANY(%s) GROUP BY partner_id
  ) account
 WHERE partner.id = account.partner_id
""",
        list(customer_ids),
    )


def best_turnover(company_ids, share):
    """Rows (company, turnover of 12 months) that `share` of its buyers do not reach."""
    return SQL(
        """
SELECT company_id, percentile_disc(%s) WITHIN GROUP (ORDER BY amount_12m)
  FROM crm_customer
 WHERE active AND amount_12m > 0 AND company_id = ANY(%s)
 GROUP BY company_id
""",
        share,
        list(company_ids),
    )
