# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the receipts of contracts are made of: read by one statement, stored by one.

Matching a payment waits for these, so they are as few as possible; what is counted is
decided between them by `crm_contract_receipt_rules`.
"""

import json

from odoo.tools import SQL

RECEIPT_COLUMNS = (
    "instalment_id",
    "contract_id",
    "company_id",
    "partial_id",
    "move_line_id",
    "date",
    "kind",
    "reference",
    "invoice_reference",
    "amount",
    "company_amount",
)
PLAN_COLUMNS = ("amount_paid", "amount_open", "date_paid", "date_due", "state")
SUM_COLUMNS = (
    "amount_received",
    "amount_open",
    "amount_overdue",
    "date_next_due",
    "has_overdue",
)
EVENT_COLUMNS = (
    "contract_id",
    "instalment_id",
    "kind",
    "user_id",
    "date",
    "description",
    "amount",
)


def collection(contract_ids):
    """One row per contract: its sums, its time zone, and as JSON what decides.

    plan: instalments in the order of collection
    links: what each invoice asks for an instalment
    matchings: of the receivable items of its invoices and credit notes, oldest first;
        positive when the item of an invoice was settled, negative when a credit note
        was paid out; rebates and penalties are left out
    advances: what is left of money that names the contract and no invoice asked for
    receipts: what is counted so far
    """
    return SQL("SELECT * FROM crm_contract_read_collection(%s)", list(contract_ids))


def kept_collection():
    """Name, parameters, columns and statement of ``collection``: its plan is kept."""
    return (
        "crm_contract_read_collection",
        SQL("integer[]"),
        SQL(
            """
id integer, state varchar, contract_type varchar, company_id integer,
currency_id integer, amount_received numeric, amount_open numeric,
amount_overdue numeric, date_next_due date, has_overdue boolean, zone varchar,
plan json, links json, matchings json, advances json, receipts json"""
        ),
        _collection(),
    )


def _collection():
    """Every step names few tables: the join of all is planned badly."""
    return SQL(
        """
WITH %(steps)s
SELECT contract.id, contract.state, contract.contract_type, contract.company_id,
       contract.currency_id, contract.amount_received, contract.amount_open,
       contract.amount_overdue, contract.date_next_due, contract.has_overdue,
       COALESCE(
           (SELECT tz FROM resource_calendar WHERE id = company.resource_calendar_id),
           (SELECT tz FROM res_partner WHERE id = company.partner_id), 'UTC') AS zone,
       (%(plan)s) AS plan, (%(links)s) AS links, (%(matchings)s) AS matchings,
       (%(advances)s) AS advances, (%(receipts)s) AS receipts
  FROM crm_contract contract
  JOIN res_company company ON company.id = contract.company_id
 WHERE contract.id = ANY($1)
 ORDER BY contract.id
""",
        steps=_STEPS,
        plan=_PLAN,
        links=_LINKS,
        matchings=_MATCHINGS,
        advances=_ADVANCES,
        receipts=_RECEIPTS,
    )


# Documents of the contracts, their items, what is owed, how it was matched.
_STEPS = SQL(
    """
document AS MATERIALIZED (
    SELECT id, name, crm_contract_id AS contract_id,
           crm_contract_side_document IS NOT TRUE AS settles
      FROM account_move
     WHERE crm_contract_id = ANY($1)
), item AS MATERIALIZED (
    SELECT id, move_id, move_name, date, currency_id, display_type, price_total,
           crm_contract_id, crm_contract_instalment_id, crm_contract_retention_id,
           parent_state, amount_residual, amount_residual_currency
      FROM account_move_line
     WHERE move_id = ANY(ARRAY(SELECT id FROM document))
        OR crm_contract_id = ANY($1)
), owed AS MATERIALIZED (
    SELECT document.contract_id, document.name AS invoice_reference, item.move_id,
           item.id AS line_id, item.currency_id,
           item.crm_contract_retention_id AS retention_id
      FROM document JOIN item ON item.move_id = document.id
     WHERE document.settles AND item.display_type = 'payment_term'
), matched AS MATERIALIZED (
    SELECT owed.*, partial.id AS partial_id, partial.max_date AS date,
           partial.debit_amount_currency AS amount, partial.amount AS company_amount,
           partial.credit_move_id AS other_id
      FROM owed
      JOIN account_partial_reconcile partial ON partial.debit_move_id = owed.line_id
     UNION ALL
    SELECT owed.*, partial.id, partial.max_date, -partial.credit_amount_currency,
           -partial.amount, partial.debit_move_id
      FROM owed
      JOIN account_partial_reconcile partial ON partial.credit_move_id = owed.line_id
)
"""
)
_PLAN = SQL(
    """
    SELECT JSON_AGG(line ORDER BY line.sequence, line.id)
      FROM (SELECT id, sequence, name, amount, opening_amount, amount_paid, amount_open,
                   date_paid, date_due, date_released, trigger, days, state,
                   is_retention,
                   EXISTS (SELECT FROM crm_contract_obligation duty
                            WHERE duty.instalment_id = instalment.id) AS has_duty
              FROM crm_contract_instalment instalment
             WHERE contract_id = contract.id) line"""
)
_LINKS = SQL(
    """
    SELECT JSON_AGG(link)
      FROM (SELECT move_id, crm_contract_instalment_id AS instalment_id,
                   ABS(SUM(price_total)) AS amount
              FROM item JOIN document ON document.id = item.move_id
             WHERE document.contract_id = contract.id
               AND crm_contract_instalment_id IS NOT NULL AND display_type = 'product'
             GROUP BY move_id, crm_contract_instalment_id) link"""
)
_MATCHINGS = SQL(
    """
    SELECT JSON_AGG(row ORDER BY row.partial_id, row.line_id)
      FROM (SELECT matched.*, other.name AS reference, other.move_type AS other_type,
                   other.crm_contract_id AS other_contract_id,
                   other.origin_payment_id IS NOT NULL
                   OR other.statement_line_id IS NOT NULL AS is_payment
              FROM matched
              JOIN account_move_line other_item ON other_item.id = matched.other_id
              JOIN account_move other ON other.id = other_item.move_id
             WHERE matched.contract_id = contract.id) row"""
)
_ADVANCES = SQL(
    """
    SELECT JSON_AGG(row ORDER BY row.date, row.line_id)
      FROM (SELECT 0 AS partial_id, id AS line_id, move_id, date, currency_id,
                   -amount_residual_currency AS amount,
                   -amount_residual AS company_amount, 'advance' AS kind,
                   move_name AS reference, NULL AS invoice_reference
              FROM item
             WHERE crm_contract_id = contract.id AND parent_state = 'posted'
               AND amount_residual < 0) row"""
)
_RECEIPTS = SQL(
    """
    SELECT JSON_AGG(receipt)
      FROM (SELECT id, partial_id, move_line_id, instalment_id, amount, company_amount
              FROM crm_contract_allocation
             WHERE contract_id = contract.id) receipt"""
)


def forget(receipt_ids):
    return SQL("DELETE FROM crm_contract_allocation WHERE id = ANY(%s)", receipt_ids)


def store(receipts, plan, sums, events, user_id):
    """Stores new receipts, instalments, sums and events, each a list of rows.

    One statement does it; returns none when there is nothing to store.
    """
    parts = [
        part
        for part in (
            _insert("crm_contract_allocation", RECEIPT_COLUMNS, receipts),
            _update("crm_contract_instalment", PLAN_COLUMNS, plan, user_id),
            _update("crm_contract", SUM_COLUMNS, sums, user_id),
            _insert("crm_contract_event", EVENT_COLUMNS, events),
        )
        if part
    ]
    if not parts:
        return None
    named = (
        SQL("%s AS (%s)", SQL.identifier(f"part{number}"), part)
        for number, part in enumerate(parts[1:])
    )
    return SQL("WITH %s %s", SQL(", ").join(named), parts[0]) if parts[1:] else parts[0]


def _insert(table, columns, rows):
    return rows and SQL(
        "INSERT INTO %(table)s (%(names)s) SELECT %(names)s FROM %(rows)s",
        table=SQL.identifier(table),
        names=_names(columns),
        rows=_recordset(table, rows),
    )


def _update(table, columns, rows, user_id):
    return rows and SQL(
        """
UPDATE %(table)s target
   SET (%(names)s, write_uid, write_date) = (
       SELECT %(names)s, %(user)s, NOW() AT TIME ZONE 'UTC'
         FROM %(rows)s new WHERE new.id = target.id)
 WHERE target.id = ANY(%(ids)s)
""",
        table=SQL.identifier(table),
        names=_names(columns),
        rows=_recordset(table, rows),
        user=user_id,
        ids=[row["id"] for row in rows],
    )


def _names(columns):
    return SQL(", ").join(map(SQL.identifier, columns))


def _recordset(table, rows):
    return SQL(
        "JSON_POPULATE_RECORDSET(NULL::%s, %s::json)",
        SQL.identifier(table),
        json.dumps(rows, default=str),
    )
