# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_contract_alarm_mixin,
    crm_contract_collection_mixin,
    crm_contract_document_mixin,
    crm_contract_execution_mixin,
    crm_contract_flow_mixin,
    crm_contract_obligation_time_mixin,
    crm_contract_opening_mixin,
    crm_contract_part_mixin,
    crm_contract_signature_mixin,
    crm_contract_terms_mixin,
    crm_contract_wording_mixin,
)

# isort: split
# It extends mixins of the list above.
from . import crm_contract_review_mixin

# isort: split
# Odoo needs mixins before the models that inherit them.
from . import (
    account_move,
    account_move_line,
    account_partial_reconcile,
    crm_approval,
    crm_contract,
    crm_contract_allocation,
    crm_contract_check,
    crm_contract_check_item,
    crm_contract_clause,
    crm_contract_clause_category,
    crm_contract_clause_version,
    crm_contract_diligence,
    crm_contract_event,
    crm_contract_group,
    crm_contract_instalment,
    crm_contract_line,
    crm_contract_link,
    crm_contract_minutes,
    crm_contract_obligation,
    crm_contract_party,
    crm_contract_period,
    crm_contract_refusal_reason,
    crm_contract_term,
    crm_contract_type,
    crm_customer,
    res_company,
    res_config_settings,
    sale_order,
    sale_order_line,
)
