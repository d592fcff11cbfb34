# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_append_only_mixin,
    crm_approval_mixin,
    crm_customer_account_mixin,
    crm_customer_facts_mixin,
    crm_customer_ownership_mixin,
    crm_customer_twin_mixin,
    crm_customer_vip_mixin,
    crm_guarded_mixin,
    crm_rule_mixin,
)

# isort: split
# Odoo needs mixins before the models that inherit them.
from . import (
    account_move,
    crm_approval,
    crm_approval_delegation,
    crm_approval_rule,
    crm_approval_rule_step,
    crm_approval_step,
    crm_customer,
    crm_customer_ownership,
    crm_customer_registration,
    crm_customer_stage_history,
    crm_customer_touch,
    crm_lead,
    crm_lifecycle_stage,
    crm_vip_application,
    crm_vip_membership,
    crm_vip_tier,
    product_pricelist,
    res_company,
    res_config_settings,
    res_partner,
    sale_order,
)
