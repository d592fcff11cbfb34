# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    test_classification_export,
    test_customer_scores,
    test_customer_snapshot,
    test_customer_value,
    test_performance,
    test_score_rules,
    test_season_index,
    test_security,
    test_segment,
    test_tours,
    test_turnover,
    test_value_forecast,
    test_value_money,
    test_value_rules,
)
