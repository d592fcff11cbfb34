# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The statement of account of a customer as an XLSX file."""

import io

from xlsxwriter import Workbook

# A text that starts like a formula stays text, also when somebody edits the cell.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FORMATS = {
    "head": {"bold": True, "bg_color": "#EDEDED", "bottom": 1},
    "title": {"bold": True, "font_size": 14},
    "text": {},
    "quoted": {"quote_prefix": True},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "money": {"num_format": "#,##0.00"},
    "total": {"num_format": "#,##0.00", "bold": True, "top": 1},
}
FIELDS = ("name", "kind", "date", "date_due", "days_overdue", "amount", "disputed")


def statement_xlsx(customer, statement):
    """Bytes of a workbook: one sheet per currency, totals by age below the rows.

    statement: as crm.customer._statement returns it
    """
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    formats = {name: book.add_format(values) for name, values in FORMATS.items()}
    title = f"{customer.partner_id.name}, {statement['date']}"
    for part in statement["currencies"]:
        sheet = book.add_worksheet(part["currency"].name)
        _write_text(sheet, (0, 0), title, formats, "title")
        _write_sheet(sheet, customer.env["crm.collection.item"], part, formats)
    if not statement["currencies"]:
        _write_text(book.add_worksheet(), (0, 0), title, formats, "title")
    book.close()
    return file.getvalue()


def _write_sheet(sheet, items, part, formats):
    labels = items._statement_labels()
    for column, name in enumerate(FIELDS):
        sheet.write_string(2, column, labels[name], formats["head"])
        sheet.set_column(column, column, 30 if column == 0 else 16)
    number = 3
    for row in part["rows"]:
        for column, name in enumerate(FIELDS):
            _write_cell(sheet, (number, column), row[name], formats)
        number += 1
    amount = FIELDS.index("amount")
    sheet.write_number(number, amount, part["total"], formats["total"])
    for label, value in part["ages"]:
        number += 1
        sheet.write_string(number + 1, amount - 1, label, formats["text"])
        sheet.write_number(number + 1, amount, value, formats["money"])
    sheet.freeze_panes(3, 1)


def _write_cell(sheet, place, value, formats):
    if hasattr(value, "isoformat"):
        sheet.write_datetime(*place, value, formats["date"])
    elif isinstance(value, float):
        sheet.write_number(*place, value, formats["money"])
    elif isinstance(value, int):
        sheet.write_number(*place, value, formats["text"])
    else:
        _write_text(sheet, place, value or "", formats, "text")


def _write_text(sheet, place, value, formats, style):
    quoted = value.startswith(FORMULA_STARTS)
    sheet.write_string(*place, value, formats["quoted" if quoted else style])
