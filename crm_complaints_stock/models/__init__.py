# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_complaint,
    crm_complaint_compensation,
    crm_complaint_compensation_line,
    crm_complaint_line,
    crm_complaint_outbreak,
    stock_move,
    stock_picking,
)
