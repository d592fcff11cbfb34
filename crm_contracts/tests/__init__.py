# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    test_collection,
    test_collection_portal,
    test_collection_report,
    test_collection_security,
    test_contract_collection,
    test_contract_currency,
    test_contract_facts,
    test_contract_flow,
    test_contract_plan,
    test_contract_portal,
    test_contract_rules,
    test_contract_security,
    test_dunning,
    test_tours,
)
