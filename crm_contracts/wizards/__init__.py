# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_contract_decline,
    crm_contract_model_copy,
    crm_contract_obligation_step,
    crm_contract_opening,
    crm_contract_opening_line,
    crm_contract_step,
)
