# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_archive_file_xlsx,
    crm_conversion_report,
    crm_customer_interaction,
    crm_customer_pool_card,
    crm_visit_report,
    crm_work_board,
    crm_work_report_xlsx,
    crm_xlsx_book,
    crm_xlsx_stream,
    report_crm_lifecycle_crm_customer_document_card,
)
