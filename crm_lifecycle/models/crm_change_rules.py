# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Values of customer files as people read them and as they are compared."""

from odoo import models

KINDS = {
    "char": "char",
    "text": "text",
    "html": "text",
    "integer": "number",
    "float": "number",
    "monetary": "number",
    "boolean": "boolean",
    "date": "date",
    "selection": "selection",
}
COMODELS = {
    "res.country": "country",
    "res.country.state": "state",
    "res.partner.industry": "industry",
    "crm.customer.kind": "kind",
}


def kind_of(field):
    """How a value of this field is typed in a change request; False: not at all."""
    if not field:
        return False
    if field.relational:
        if field.name == "bank_ids":
            return "bank"
        return field.type == "many2one" and COMODELS.get(field.comodel_name, False)
    return KINDS.get(field.type, False)


def raw_of(record, name):
    """The value as JSON, to see whether it was changed meanwhile."""
    value = record[name]
    if isinstance(value, models.BaseModel):
        return sorted(value.ids)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def text_of(record, name):
    """The value as people read it, empty when there is none."""
    field, value = record._fields[name], record[name]
    if isinstance(value, models.BaseModel):
        return ", ".join(value.sudo().mapped("display_name"))
    if field.type == "boolean":
        return record.env._("Yes") if value else record.env._("No")
    if not value and value != 0 or (value is False):
        return ""
    if field.type == "selection":
        labels = dict(field._description_selection(record.env))
        return str(labels.get(value, value))
    return str(value)


def is_changed(record, name, value):
    """Whether writing `value` would change the field; commands always count."""
    field = record._fields[name]
    if field.type in ("one2many", "many2many"):
        return bool(value)
    cached = field.convert_to_cache(value, record, validate=False)
    new = field.convert_to_record(cached, record)
    return field.convert_to_write(new, record) != field.convert_to_write(
        record[name], record
    )
