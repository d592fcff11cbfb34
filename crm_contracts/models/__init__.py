# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_collection_settings_mixin,
    crm_contract_collection_mixin,
    crm_contract_document_mixin,
    crm_contract_flow_mixin,
    crm_contract_signature_mixin,
    crm_customer_charge_mixin,
    crm_customer_collection_mixin,
    crm_customer_portal_mixin,
    crm_customer_statement_mixin,
    crm_dunning_engine_mixin,
)

# isort: split
# Odoo needs mixins before the models that inherit them.
from . import (
    account_move,
    account_move_line,
    account_partial_reconcile,
    crm_approval,
    crm_collection_dispute,
    crm_collection_dispute_reason,
    crm_collection_interest,
    crm_collection_promise,
    crm_contract,
    crm_contract_allocation,
    crm_contract_event,
    crm_contract_instalment,
    crm_contract_line,
    crm_customer,
    crm_dunning_notice,
    crm_dunning_notice_line,
    crm_dunning_policy,
    crm_dunning_run,
    crm_dunning_step,
    res_company,
    res_config_settings,
    sale_order,
    sale_order_line,
)
