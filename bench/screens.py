# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the web client reads for a list, a board or a form."""

from lxml import etree


def fields_of(records, view_type):
    """Return the fields of the view; those of lists inside it are left out."""
    arch = etree.fromstring(records.get_view(view_type=view_type)["arch"])
    nested = arch.xpath("//field//field")
    names = {node.get("name") for node in arch.iter("field") if node not in nested}
    return {
        name: {"fields": {"display_name": {}}}
        if records._fields[name].relational
        else {}
        for name in names
    }


def read(records, specification, rows):
    return records.web_search_read([], specification, limit=rows)
