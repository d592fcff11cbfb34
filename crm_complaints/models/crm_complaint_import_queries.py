# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Cases of other add-ons as rows for the import; nothing here executes anything.

The tables are read only, and only where an administrator asks for it; they belong to
add-ons that need not be installed any more.
"""

from odoo.tools import SQL

# What the import reads, in the order of the rows; missing columns are read as empty.
COLUMNS = (
    "id",
    "number",
    "name",
    "description",
    "partner_id",
    "email",
    "user_id",
    "company_id",
    "date_opened",
    "date_closed",
    "solution",
)
# {table: {what the import reads: names its column may have}}; the first one is read.
SOURCES = {
    "crm_claim": {
        "number": ("code",),
        "description": ("description", "name"),
        "email": ("email_from",),
        "date_opened": ("date", "create_date"),
        "date_closed": ("date_closed",),
        "solution": ("resolution",),
    },
    "helpdesk_ticket": {
        "number": ("number", "ticket_ref"),
        "description": ("description", "name"),
        "email": ("partner_email",),
        "date_opened": ("create_date",),
        "date_closed": ("closed_date", "close_date"),
        "solution": ("resolution",),
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


def cases_of(table, present, last_id, limit):
    """Rows of COLUMNS of the cases after `last_id`.

    present: names of the columns that the table has
    """
    fields = []
    for name in COLUMNS:
        candidates = SOURCES[table].get(name, (name,))
        column = next((c for c in candidates if c in present), None)
        fields.append(SQL.identifier(column) if column else SQL("NULL"))
    return SQL(
        "SELECT %s FROM %s WHERE id > %s ORDER BY id LIMIT %s",
        SQL(", ").join(fields),
        SQL.identifier(table),
        last_id,
        limit,
    )


def number_of_cases(table):
    return SQL("SELECT COUNT(*) FROM %s", SQL.identifier(table))
