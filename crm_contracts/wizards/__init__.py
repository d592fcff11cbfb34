# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_contract_assign,
    crm_contract_obligation_step,
    crm_contract_renew,
    crm_contract_step,
)
