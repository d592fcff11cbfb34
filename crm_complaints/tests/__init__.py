# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    test_assignment,
    test_compensation,
    test_complaint_clock,
    test_complaint_flow,
    test_complaint_mail,
    test_complaint_rating,
    test_complaint_security,
    test_customer_transfer,
    test_handoff,
    test_merge,
    test_portal,
    test_promise,
    test_sale_warning,
    test_service,
    test_sla_rules,
    test_tours,
)
