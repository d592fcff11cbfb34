# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A management review as an XLSX file: one sheet for each table."""

from odoo.addons.crm_lifecycle.report.crm_xlsx_book import XlsxBook

FORMATS = {
    "hours": {"num_format": "0.0"},
    "percent": {"num_format": "0.0"},
    "rating": {"num_format": "0.0"},
}


def review_xlsx(sections):
    """Bytes of a workbook.

    sections: as crm.complaint.review.figures.mixin returns them
    """
    book = XlsxBook(FORMATS)
    for section in sections:
        sheet = book.add_sheet(section["title"])
        book.write_head(sheet, section["labels"], (32, 16))
        for number, row in enumerate(section["rows"], start=1):
            for column, (value, kind) in enumerate(row):
                _write_cell(book, sheet, (number, column), (value, kind))
    return book.close()


def _write_cell(book, sheet, place, cell):
    value, kind = cell
    if kind == "text":
        book.write_text(sheet, place, str(value))
    elif value is not None and value is not False:
        sheet.write_number(*place, value, book.formats[kind])
