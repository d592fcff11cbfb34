# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_contract_collection_mixin,
    crm_contract_document_mixin,
    crm_contract_execution_mixin,
    crm_contract_flow_mixin,
    crm_contract_instalment_retention_mixin,
    crm_contract_line_trace_mixin,
    crm_contract_order_line_mixin,
    crm_contract_order_mixin,
    crm_contract_settlement_fill_mixin,
    crm_contract_side_document_mixin,
    crm_contract_side_mixin,
    crm_contract_signature_mixin,
    crm_contract_terms_mixin,
    crm_contract_trace_mixin,
)

# isort: split
# Odoo needs mixins before the models that inherit them.
from . import (
    account_move,
    account_move_line,
    account_partial_reconcile,
    crm_approval,
    crm_contract,
    crm_contract_allocation,
    crm_contract_event,
    crm_contract_group,
    crm_contract_instalment,
    crm_contract_line,
    crm_contract_penalty,
    crm_contract_rebate,
    crm_contract_rebate_run,
    crm_contract_rebate_tier,
    crm_contract_settlement,
    crm_contract_settlement_line,
    crm_contract_supply,
    crm_contract_type,
    crm_customer,
    sale_order,
    sale_order_line,
)
