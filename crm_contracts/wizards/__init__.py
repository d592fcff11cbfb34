# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_collection_charge,
    crm_collection_charge_line,
    crm_collection_decide,
    crm_collection_pause,
    crm_collection_talk,
    crm_contract_order,
    crm_contract_order_line,
    crm_contract_step,
    crm_contract_waive,
    crm_credit_release_ask,
    crm_dunning_simulation,
    crm_dunning_simulation_line,
    crm_contract_assign,
    crm_contract_obligation_step,
    crm_contract_renew,
    crm_contract_step,
)
