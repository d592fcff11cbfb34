# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    test_cockpit_of_the_suite,
    test_cockpit_properties,
    test_conformity,
    test_contract_ledger_properties,
    test_discount_under_contract,
    test_disputed_invoice,
    test_end_to_end,
    test_matching_queries,
    test_query_counts,
    test_report_properties,
    test_scorecard_properties,
    test_season_properties,
    test_segment_properties,
    test_thread_tours,
    test_value_properties,
    test_voice_properties,
)
