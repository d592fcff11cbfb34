# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_conversion_report,
    crm_visit_report,
    crm_work_board,
    crm_work_report_xlsx,
)
