# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_complaint_rate_mixin

# isort: split
from . import (
    crm_complaint_compensation_report,
    crm_complaint_cost_report,
    crm_complaint_measure_report,
    crm_complaint_product_report,
    crm_complaint_report,
    crm_satisfaction_indicator,
)
