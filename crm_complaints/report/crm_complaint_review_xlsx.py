# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A management review as an XLSX file: one sheet for each table."""

import io

from xlsxwriter import Workbook

# A text that starts like a formula stays text, also when somebody edits the cell.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FORMATS = {
    "head": {"bold": True, "bg_color": "#EDEDED", "bottom": 1},
    "text": {},
    "quoted": {"quote_prefix": True},
    "number": {"num_format": "#,##0.##"},
    "hours": {"num_format": "0.0"},
    "percent": {"num_format": "0.0"},
    "rating": {"num_format": "0.0"},
    "money": {"num_format": "#,##0.00"},
}
# Sheet names are at most this long and hold none of these.
NAME_LENGTH, NAME_BANNED = 31, str.maketrans("", "", "[]:*?/\\'")


def review_xlsx(sections):
    """Bytes of a workbook.

    sections: as crm.complaint.review.figures.mixin returns them
    """
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    formats = {name: book.add_format(values) for name, values in FORMATS.items()}
    for section in sections:
        name = section["title"].translate(NAME_BANNED)[:NAME_LENGTH]
        sheet = book.add_worksheet(name)
        for column, label in enumerate(section["labels"]):
            sheet.write_string(0, column, label, formats["head"])
            sheet.set_column(column, column, 16 if column else 32)
        for number, row in enumerate(section["rows"], start=1):
            for column, (value, kind) in enumerate(row):
                _write_cell(sheet, (number, column), value, formats, kind)
        sheet.freeze_panes(1, 1)
    book.close()
    return file.getvalue()


def _write_cell(sheet, place, value, formats, kind):
    if kind == "text":
        style = "quoted" if str(value).startswith(FORMULA_STARTS) else "text"
        sheet.write_string(*place, str(value), formats[style])
    elif value is not None and value is not False:
        sheet.write_number(*place, value, formats[kind])
