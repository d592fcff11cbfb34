# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_caller_find_line,
    crm_complaint_confirmation,
    crm_complaint_connect,
    crm_complaint_give_word,
    crm_complaint_hand_over,
    crm_complaint_import,
    crm_complaint_measure_step,
    crm_complaint_merge,
    crm_complaint_outbreak_message,
    crm_complaint_reason,
    crm_complaint_release,
    crm_complaint_sign,
    crm_complaint_split,
)
