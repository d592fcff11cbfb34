# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    test_contract_collection,
    test_contract_currency,
    test_contract_flow,
    test_contract_plan,
    test_contract_rules,
)
