# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_caller_find_line,
    crm_complaint_confirmation,
    crm_complaint_import,
    crm_complaint_measure_step,
    crm_complaint_outbreak_message,
    crm_complaint_reason,
)
