# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_contract_import,
    crm_contract_import_line,
    crm_contract_order,
    crm_contract_order_line,
    crm_contract_step,
    crm_contract_waive,
)
