# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    test_approval,
    test_concurrency,
    test_customer_account,
    test_customer_alert,
    test_customer_facts,
    test_customer_loss,
    test_customer_turnover,
    test_lifecycle_stage,
    test_name_rules,
    test_registration,
    test_security,
    test_stage_set,
    test_tours,
    test_vip,
    test_vip_membership,
    test_vip_portal,
)
