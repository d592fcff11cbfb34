# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    test_contract_collection,
    test_contract_currency,
    test_contract_execution,
    test_contract_facts,
    test_contract_flow,
    test_contract_obligation,
    test_contract_plan,
    test_contract_portal,
    test_contract_review,
    test_contract_rules,
    test_contract_security,
    test_contract_type,
    test_contract_wording,
    test_tours,
)
