# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    test_approval,
    test_concurrency,
    test_customer_account,
    test_customer_cases,
    test_customer_facts,
    test_customer_handover,
    test_customer_pool,
    test_customer_reclaim,
    test_customer_team,
    test_customer_turnover,
    test_lifecycle_stage,
    test_name_rules,
    test_registration,
    test_security,
    test_tours,
    test_vip,
)
