# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The statement of account of a customer as an XLSX file."""

from odoo.addons.crm_lifecycle.report.crm_xlsx_book import XlsxBook

FORMATS = {"date": {"num_format": "yyyy-mm-dd", "align": "left"}}
FIELDS = ("name", "kind", "date", "date_due", "days_overdue", "amount", "disputed")


def statement_xlsx(customer, statement):
    """Bytes of a workbook: one sheet per currency, totals by age below the rows.

    statement: as crm.customer._statement returns it
    """
    places = {part["currency"].decimal_places for part in statement["currencies"]}
    book = XlsxBook({**FORMATS, **_money_formats(places)})
    title = f"{customer.partner_id.name}, {statement['date']}"
    for part in statement["currencies"]:
        sheet = book.add_sheet(part["currency"].name)
        book.write_text(sheet, (0, 0), title, "title")
        _write_sheet(book, sheet, customer.env["crm.collection.item"], part)
    if not statement["currencies"]:
        book.write_text(book.add_sheet(), (0, 0), title, "title")
    return book.close()


def _money_formats(places):
    """Amounts have the decimals of their currency, whatever their sheet.

    >>> _money_formats([0])["money_0"]
    {'num_format': '#,##0'}
    >>> sorted(_money_formats([2, 0]))
    ['money_0', 'money_2', 'total_0', 'total_2']
    """
    formats = {}
    for digits in places:
        money = {"num_format": "#,##0" + ("." + "0" * digits if digits else "")}
        formats[f"money_{digits}"] = money
        formats[f"total_{digits}"] = {**money, "bold": True, "top": 1}
    return formats


def _write_sheet(book, sheet, items, part):
    labels = items._statement_labels()
    book.write_head(sheet, [labels[name] for name in FIELDS], (30, 16), row=2)
    number, digits = 3, part["currency"].decimal_places
    money, total = (book.formats[f"{name}_{digits}"] for name in ("money", "total"))
    for row in part["rows"]:
        for column, name in enumerate(FIELDS):
            _write_cell(book, sheet, (number, column), row[name], f"money_{digits}")
        number += 1
    amount = FIELDS.index("amount")
    sheet.write_number(number, amount, part["total"], total)
    for label, value in part["ages"]:
        number += 1
        sheet.write_string(number + 1, amount - 1, label, book.formats["text"])
        sheet.write_number(number + 1, amount, value, money)


def _write_cell(book, sheet, place, value, money):
    if hasattr(value, "isoformat"):
        sheet.write_datetime(*place, value, book.formats["date"])
    else:
        style = money if isinstance(value, float) else "text"
        book.write_value(sheet, place, value, style)
