# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_contract_amended_mixin,
    crm_contract_amendment_changes_mixin,
    crm_contract_amendment_flow_mixin,
    crm_contract_approval_mixin,
    crm_contract_closing_mixin,
    crm_contract_collection_mixin,
    crm_contract_document_mixin,
    crm_contract_execution_mixin,
    crm_contract_flow_mixin,
    crm_contract_instalment_responsible_mixin,
    crm_contract_moving_mixin,
    crm_contract_policy_mixin,
    crm_contract_renewal_mixin,
    crm_contract_responsible_mixin,
    crm_contract_signature_mixin,
    crm_contract_supplement_mixin,
)

# isort: split
# Odoo needs mixins before the models that inherit them.
from . import (
    account_move,
    account_move_line,
    account_partial_reconcile,
    crm_approval,
    crm_approval_rule,
    crm_approval_rule_step,
    crm_contract,
    crm_contract_allocation,
    crm_contract_amendment,
    crm_contract_amendment_instalment,
    crm_contract_amendment_line,
    crm_contract_event,
    crm_contract_instalment,
    crm_contract_line,
    crm_contract_version,
    crm_customer,
    sale_order,
    sale_order_line,
)
