# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Contracts and reminders of other add-ons as rows; nothing here executes anything.

The tables are read only, and only where a manager asks for it; they belong to add-ons
that need not be installed any more, in one of several versions.
"""

from odoo.tools import SQL

# {table: {what the import reads: names its column may have}}; of several columns the
# first one with a value is read, a missing one is read as empty
TABLES = {
    "contract_contract": {
        "id": ("id",),
        "number": ("code",),
        "name": ("name",),
        "partner_id": ("partner_id",),
        "user_id": ("user_id",),
        "company_id": ("company_id",),
        "currency_id": ("manual_currency_id", "currency_id"),
        "pricelist_id": ("pricelist_id",),
        "payment_term_id": ("payment_term_id",),
        "contract_type": ("contract_type",),
        "active": ("active",),
        "is_terminated": ("is_terminated",),
        "note": ("note",),
        "line_recurrence": ("line_recurrence",),
        "rule": ("recurring_rule_type",),
        "every": ("recurring_interval",),
        "moment": ("recurring_invoicing_type",),
        "date_next": ("recurring_next_date",),
        "date_start": ("date_start",),
        "date_end": ("date_end",),
    },
    "contract_line": {
        "id": ("id",),
        "contract_id": ("contract_id",),
        "product_id": ("product_id",),
        "name": ("name",),
        "quantity": ("quantity",),
        "uom_id": ("uom_id", "product_uom_id"),
        "price": ("specific_price", "price_unit"),
        "automatic_price": ("automatic_price",),
        "discount": ("discount",),
        "qty_type": ("qty_type",),
        "display_type": ("display_type",),
        "is_canceled": ("is_canceled",),
        "active": ("active",),
        "rule": ("recurring_rule_type",),
        "every": ("recurring_interval",),
        "moment": ("recurring_invoicing_type",),
        "date_next": ("recurring_next_date",),
        "date_start": ("date_start",),
        "date_end": ("date_end",),
    },
    "credit_control_line": {
        "id": ("id",),
        "date": ("date_sent", "date"),
        "date_due": ("date_due",),
        "state": ("state",),
        "channel": ("channel",),
        "level": ("level",),
        "level_id": ("policy_level_id",),
        "policy_id": ("policy_id",),
        "partner_id": ("partner_id",),
        "invoice_id": ("invoice_id",),
        "currency_id": ("currency_id",),
        "company_id": ("company_id",),
        "amount": ("balance_due", "amount_due"),
    },
}


def columns_of(table):
    """(column,) of a table; no row when there is none."""
    return SQL(
        """
SELECT attname FROM pg_attribute
 WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped
""",
        table,
    )


def number_of(table, present, company):
    """How many rows of a table are of a company, or of none."""
    return SQL(
        "SELECT COUNT(*) FROM %s WHERE %s",
        SQL.identifier(table),
        _of_company(present, company),
    )


def rows_after(table, present, company, last_id, limit):
    """Rows of TABLES[table] of a company, or of none, after an id.

    present: names of the columns that the table has
    """
    return SQL(
        "SELECT %s FROM %s WHERE id > %s AND %s ORDER BY id LIMIT %s",
        _selected(table, present),
        SQL.identifier(table),
        last_id,
        _of_company(present, company),
        limit,
    )


def lines_of(present, contract_ids):
    return SQL(
        "SELECT %s FROM contract_line WHERE contract_id IN %s ORDER BY %s id",
        _selected("contract_line", present),
        tuple(contract_ids),
        SQL("sequence,") if "sequence" in present else SQL(),
    )


def names_of(table):
    return SQL("SELECT id, name FROM %s", SQL.identifier(table))


def claim(action):
    """One import at a time: a second one waits here, then starts over and sees all."""
    return SQL(
        "UPDATE ir_act_window SET write_date = write_date WHERE id = %s RETURNING id",
        action.id,
    )


def _of_company(present, company):
    if "company_id" not in present:
        return SQL("TRUE")
    return SQL("(company_id IS NULL OR company_id = %s)", company.id)


def _selected(table, present):
    return SQL(", ").join(
        _value([SQL.identifier(name) for name in names if name in present])
        for names in TABLES[table].values()
    )


def _value(columns):
    if not columns:
        return SQL("NULL")
    return SQL("COALESCE(%s)", SQL(", ").join(columns))
