# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The customers of each manager as an XLSX file, one sheet per manager."""

from .crm_xlsx_book import XlsxBook

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


def archive_file_xlsx(customers):
    """Bytes of a workbook: per owner his customers, in the order they come."""
    book = XlsxBook()
    labels = [
        customers._fields[name]._description_string(customers.env) for name in COLUMNS
    ]
    for number, (owner, own) in enumerate(customers.grouped("user_id").items(), 1):
        sheet = book.add_sheet(f"{number} {owner.name or ''}")
        book.write_head(sheet, labels, (30, 16))
        for row, customer in enumerate(own, start=1):
            for column, name in enumerate(COLUMNS):
                book.write_value(sheet, (row, column), customer[name], "text")
    return book.close()
