# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    base_partner_merge_automatic_wizard,
    crm_approval_decide,
    crm_customer_assign,
    crm_customer_conflict_decide,
    crm_customer_lock,
    crm_customer_release,
    crm_customer_review_decide,
    crm_customer_stage_move,
    crm_duplicate_decide,
    crm_lifecycle_simulation,
    crm_lifecycle_simulation_line,
    crm_order_result,
    crm_vip_simulation,
)
