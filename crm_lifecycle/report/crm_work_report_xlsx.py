# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The weekly work report as an XLSX file."""

from .crm_xlsx_book import XlsxBook

COLUMNS = (
    "user_id",
    "date_from",
    "customers",
    "followups_overdue",
    "visits_done",
    "visits_missed",
    "activities_done",
    "registrations",
    "quotations",
    "quotation_amount",
    "orders",
    "order_amount",
    "comment",
)
MONEY = {"quotation_amount", "order_amount"}


def work_report_xlsx(reports):
    """Bytes of a workbook with one row per report and the sums below."""
    book = XlsxBook()
    sheet = book.add_sheet()
    labels = [
        reports._fields[name]._description_string(reports.env) for name in COLUMNS
    ]
    book.write_head(sheet, labels, (24, 14))
    for row, report in enumerate(reports, start=1):
        for column, name in enumerate(COLUMNS):
            book.write_value(sheet, (row, column), report[name], _style(name))
    for column, name in enumerate(COLUMNS):
        if reports._fields[name].type in ("integer", "monetary"):
            place = (len(reports) + 1, column)
            book.write_value(sheet, place, sum(reports.mapped(name)), _style(name))
    return book.close()


def _style(name):
    return "money" if name in MONEY else "integer"
