# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_contract,
    crm_contract_line,
    crm_contract_settlement,
    crm_contract_settlement_line,
    crm_contract_supply,
    purchase_order,
    purchase_order_line,
    sale_order_line,
)
