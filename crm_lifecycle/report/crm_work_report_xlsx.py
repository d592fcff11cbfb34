# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The weekly work report as an XLSX file."""

import io

from xlsxwriter import Workbook

# A text that starts like a formula stays text, also when somebody edits the cell.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
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
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#EDEDED", "bottom": 1}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "number": book.add_format({"num_format": "#,##0"}),
        "text": book.add_format(),
        "quoted": book.add_format({"quote_prefix": True}),
    }
    sheet = book.add_worksheet()
    for column, name in enumerate(COLUMNS):
        label = reports._fields[name]._description_string(reports.env)
        sheet.write_string(0, column, label, formats["head"])
        sheet.set_column(column, column, 24 if column == 0 else 14)
    for row, report in enumerate(reports, start=1):
        for column, name in enumerate(COLUMNS):
            _write_cell(sheet, (row, column), report[name], formats, name in MONEY)
    _write_sums(sheet, reports, formats)
    sheet.freeze_panes(1, 1)
    book.close()
    return file.getvalue()


def _write_cell(sheet, place, value, formats, is_money):
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(*place, value, formats["money" if is_money else "number"])
        return
    text = str(getattr(value, "display_name", value) or "")
    style = "quoted" if text.startswith(FORMULA_STARTS) else "text"
    sheet.write_string(*place, text, formats[style])


def _write_sums(sheet, reports, formats):
    for column, name in enumerate(COLUMNS):
        if reports._fields[name].type in ("integer", "monetary"):
            total = sum(reports.mapped(name))
            style = formats["money" if name in MONEY else "number"]
            sheet.write_number(len(reports) + 1, column, total, style)
