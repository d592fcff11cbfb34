# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    test_compensation,
    test_complaint_clock,
    test_complaint_flow,
    test_complaint_mail,
    test_complaint_rating,
    test_complaint_security,
    test_cost,
    test_customer_transfer,
    test_investigation,
    test_measure,
    test_portal,
    test_sla_rules,
    test_solution,
    test_supplier,
    test_tours,
    test_work_tour,
)
