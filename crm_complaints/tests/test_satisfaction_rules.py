# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import BaseCase, tagged

from odoo.addons.crm_complaints.models import crm_satisfaction_rules as rules


@tagged("post_install", "-at_install")
class TestSatisfactionRules(BaseCase):
    """Rows computed by hand; no database."""

    def test_gap_is_perceived_minus_expected(self):
        self.assertEqual(rules.gap(4, 5), 1)
        self.assertEqual(rules.gap(5, 3), -2)
        self.assertEqual(rules.gap(4, 4), 0)
        self.assertIsNone(rules.gap(None, 4))
        self.assertIsNone(rules.gap(4, None))

    def test_gap_classes(self):
        """Below: dissatisfied; equal: very low loyalty; above: the aim."""
        self.assertEqual(rules.gap_class(-0.01), "below")
        self.assertEqual(rules.gap_class(0), "equal")
        self.assertEqual(rules.gap_class(0.01), "above")
        self.assertIsNone(rules.gap_class(None))

    def test_tolerance_includes_its_edge(self):
        self.assertEqual(rules.gap_class(-0.2, 0.2), "equal")
        self.assertEqual(rules.gap_class(0.2, 0.2), "equal")
        self.assertEqual(rules.gap_class(0.21, 0.2), "above")
        # 0.1 + 0.2 - 0.3 is not exactly zero for a computer
        self.assertEqual(rules.gap_class(0.1 + 0.2 - 0.3), "equal")

    def test_nps_is_promoters_minus_detractors(self):
        """10 answers: 9, 9, 10, 10, 10 promote; 7, 8 are passive; 0, 5, 6 detract."""
        scores = [9, 9, 10, 10, 10, 7, 8, 0, 5, 6]
        self.assertEqual(rules.nps(scores), 20.0)

    def test_zero_is_an_answer(self):
        self.assertEqual(rules.nps_class(0), "detractor")
        self.assertEqual(rules.nps([0, None]), -100.0)
        self.assertIsNone(rules.nps([None]))

    def test_edges_of_nps(self):
        found = [rules.nps_class(score) for score in (6, 7, 8, 9)]
        self.assertEqual(found, ["detractor", "passive", "passive", "promoter"])

    def test_csat_counts_the_top_fifth(self):
        """Of 1 to 5: 4 and 5 are satisfied, 3 of 5 answers; of 1 to 10: 8, 9, 10."""
        self.assertEqual(rules.csat([5, 4, 4, 3, 1, None], 5), 60.0)
        self.assertEqual(rules.csat([10, 8, 7, 1], 10), 50.0)
        self.assertIsNone(rules.csat([], 5))

    def test_target(self):
        self.assertTrue(rules.target_met(0, "meets"))
        self.assertFalse(rules.target_met(0, "exceeds"))
        self.assertTrue(rules.target_met(0.5, "exceeds"))
        self.assertFalse(rules.target_met(-0.5, "meets"))
        self.assertIsNone(rules.target_met(None, "meets"))

    def test_sample_in_proportion(self):
        """50 + 30 + 20 of 100, 10 drawn: 5, 3, 2."""
        self.assertEqual(
            rules.allocate({"a": 50, "b": 30, "c": 20}, 10), {"a": 5, "b": 3, "c": 2}
        )

    def test_largest_remainders_get_the_rest(self):
        """7 of 10 (5, 3, 2): 3.5, 2.1, 1.4 -> 3, 2, 1 and the half gets one more."""
        self.assertEqual(
            rules.allocate({"a": 5, "b": 3, "c": 2}, 7), {"a": 4, "b": 2, "c": 1}
        )

    def test_never_more_than_there_are(self):
        self.assertEqual(rules.allocate({"a": 2, "b": 1}, 10), {"a": 2, "b": 1})
        self.assertEqual(rules.allocate({}, 10), {})

    def test_draw_is_repeatable(self):
        ids = list(range(1, 101))
        first = rules.draw({"": ids}, 10, seed=7)
        self.assertEqual(len(set(first)), 10)
        self.assertEqual(rules.draw({"": ids[::-1]}, 10, seed=7), first)
        self.assertNotEqual(rules.draw({"": ids}, 10, seed=8), first)

    def test_draw_keeps_the_strata(self):
        chosen = rules.draw({"a": range(80), "b": range(100, 120)}, 10, seed=1)
        self.assertEqual(sum(1 for key in chosen if key < 80), 8)
        self.assertEqual(sum(1 for key in chosen if key >= 100), 2)

    def test_no_size_asks_everybody(self):
        self.assertEqual(rules.draw({"a": [3, 1], "b": [2]}, 0, seed=1), [1, 2, 3])
