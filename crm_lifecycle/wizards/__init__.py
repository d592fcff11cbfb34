# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    base_partner_merge_automatic_wizard,
    crm_approval_decide,
    crm_customer_assign,
    crm_customer_stage_move,
    crm_duplicate_decide,
    crm_lifecycle_simulation,
    crm_lifecycle_simulation_line,
    crm_vip_simulation,
    crm_visit_close,
    crm_visit_draw,
    crm_visit_finish,
    crm_visit_plan,
    crm_visit_plan_line,
    crm_visit_review,
)
