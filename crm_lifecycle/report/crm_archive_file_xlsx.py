# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The customers of each manager as an XLSX file, one sheet per manager."""

import io

from xlsxwriter import Workbook

# A text that starts like a formula stays text, also when somebody edits the cell.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "partner_id",
    "stage_id",
    "vip_tier_id",
    "kind_id",
    "city",
    "phone",
    "completeness",
    "amount_12m",
    "order_count",
    "date_last_order",
    "date_last_visit",
    "date_next_visit",
)
SHEET_NAME = 31


def archive_file_xlsx(customers):
    """Bytes of a workbook: per owner his customers, in the order they come."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True, "bg_color": "#EDEDED", "bottom": 1})
    quoted = book.add_format({"quote_prefix": True})
    for number, (owner, own) in enumerate(customers.grouped("user_id").items(), 1):
        sheet = book.add_worksheet(_sheet_name(number, owner.name))
        for column, name in enumerate(COLUMNS):
            label = customers._fields[name]._description_string(customers.env)
            sheet.write_string(0, column, label, head)
            sheet.set_column(column, column, 30 if column == 0 else 16)
        for row, customer in enumerate(own, start=1):
            for column, name in enumerate(COLUMNS):
                _write_cell(sheet, (row, column), customer[name], quoted)
        sheet.freeze_panes(1, 1)
    book.close()
    return file.getvalue()


def _sheet_name(number, name):
    """Unique, without the characters that Excel refuses, not too long."""
    plain = "".join(letter for letter in name or "" if letter not in "[]:*?/\\'")
    return f"{number} {plain}"[:SHEET_NAME]


def _write_cell(sheet, place, value, quoted):
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(*place, value)
        return
    text = str(getattr(value, "display_name", value) or "")
    if text.startswith(FORMULA_STARTS):
        sheet.write_string(*place, text, quoted)
    else:
        sheet.write_string(*place, text)
