# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    test_classification_export,
    test_customer_scores,
    test_customer_snapshot,
    test_customer_volume,
    test_performance,
    test_product_task,
    test_score_rules,
    test_season_index,
    test_security,
    test_segment,
    test_shares,
    test_tours,
    test_turnover,
)
