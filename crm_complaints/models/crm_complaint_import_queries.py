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
    "stage_id",
    "category_id",
    "type_id",
    "team_id",
    "priority",
    "date_changed",
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
        "category_id": ("categ_id",),
        "type_id": ("claim_type",),
        "date_changed": ("write_date",),
    },
    "helpdesk_ticket": {
        "number": ("number", "ticket_ref"),
        "description": ("description", "name"),
        "email": ("partner_email",),
        "date_opened": ("create_date",),
        "date_closed": ("closed_date", "close_date"),
        "solution": ("resolution",),
        "type_id": ("ticket_type_id", "type_id"),
        "date_changed": ("write_date",),
    },
}
# {table: its model}: messages and files name the model.
MODELS = {"crm_claim": "crm.claim", "helpdesk_ticket": "helpdesk.ticket"}
# {table: {column: tables that may hold its names}}; the first one there is read.
NAMES = {
    "crm_claim": {
        "stage_id": ("crm_claim_stage",),
        "category_id": ("crm_claim_category",),
        "type_id": ("crm_claim_type",),
        "team_id": ("crm_team",),
    },
    "helpdesk_ticket": {
        "stage_id": ("helpdesk_ticket_stage", "helpdesk_stage"),
        "category_id": ("helpdesk_ticket_category",),
        "type_id": ("helpdesk_ticket_type", "helpdesk_type"),
        "team_id": ("helpdesk_ticket_team", "helpdesk_team"),
    },
}
# {table: [(relation, column of the case, column of the tag, table of tags)]}
TAGS = {
    "helpdesk_ticket": [
        (
            "helpdesk_ticket_helpdesk_ticket_tag_rel",
            "helpdesk_ticket_id",
            "helpdesk_ticket_tag_id",
            "helpdesk_ticket_tag",
        ),
        (
            "helpdesk_tag_helpdesk_ticket_rel",
            "helpdesk_ticket_id",
            "helpdesk_tag_id",
            "helpdesk_tag",
        ),
    ],
}
# Columns that say of a stage that it ends a case.
CLOSES = ("closed", "is_close", "fold")


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


def names_of(table, present):
    """(id, name, whether it closes a case) of a table of names.

    A name is text, or {language: text} where it is translated.
    present: names of the columns that the table has
    """
    column = next((c for c in CLOSES if c in present), None)
    return SQL(
        "SELECT id, to_jsonb(name), COALESCE(%s, FALSE) FROM %s",
        SQL.identifier(column) if column else SQL("FALSE"),
        SQL.identifier(table),
    )


def tags_of(relation, ids):
    """(id of the case, name) of the tags of cases; relation: one of TAGS."""
    table, case, tag, names = relation
    return SQL(
        """
SELECT relation.%(case)s, to_jsonb(tag.name)
  FROM %(table)s AS relation JOIN %(names)s AS tag ON tag.id = relation.%(tag)s
 WHERE relation.%(case)s IN %(ids)s ORDER BY relation.%(case)s, tag.id
""",
        case=SQL.identifier(case),
        tag=SQL.identifier(tag),
        table=SQL.identifier(table),
        names=SQL.identifier(names),
        ids=tuple(ids),
    )
