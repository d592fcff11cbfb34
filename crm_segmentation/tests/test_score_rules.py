# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest
import random
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models import (
    crm_abc_rules,
    crm_concentration_rules,
    crm_domain_words,
    crm_rfm_rules,
    crm_season_rules,
    crm_task_rules,
    crm_volume_rules,
)


@tagged("post_install", "-at_install")
class TestScoreRules(BaseCase):
    """Arithmetic without a database, against tables computed by hand."""

    def test_examples_of_the_documentation(self):
        modules = (
            crm_abc_rules,
            crm_concentration_rules,
            crm_domain_words,
            crm_rfm_rules,
            crm_season_rules,
            crm_task_rules,
            crm_volume_rules,
        )
        for module in modules:
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 1)
                self.assertEqual(result.failed, 0)

    def test_customer_crossing_the_cut_stays_in_the_higher_class(self):
        """A-10: 70, 20, 6, 4 of 100. Before them stand 0, 70, 90, 96."""
        rows = crm_abc_rules.classify({"a": 70, "b": 20, "c": 6, "d": 4})
        classes = {key: row.klass for key, row in rows.items()}
        self.assertEqual(classes, {"a": "A", "b": "A", "c": "B", "d": "C"})

    def test_customer_standing_exactly_behind_the_cut_is_in_the_lower_class(self):
        rows = crm_abc_rules.classify({"a": 75, "b": 20, "c": 5})
        self.assertEqual([rows[key].klass for key in "abc"], ["A", "B", "C"])

    def test_ties_share_one_class(self):
        """Before the two of 20 stand 60 of 100, so both are A, whoever came first."""
        rows = crm_abc_rules.classify({"a": 60, "b": 20, "c": 20})
        self.assertEqual(rows["b"], rows["c"])
        self.assertEqual(rows["b"].klass, "A")
        self.assertEqual(rows["b"].cumulative, 1.0)

    def test_returns_make_class_c_without_share(self):
        rows = crm_abc_rules.classify({"a": 100, "b": -30, "c": 0})
        self.assertEqual(rows["a"], (1.0, 1.0, "A"))
        self.assertEqual(rows["b"], (0.0, 1.0, "C"))
        self.assertEqual(rows["c"], (0.0, 0.0, None))

    def test_shares_sum_to_one_and_order_does_not_matter(self):
        turnovers = {n: Decimal(random.Random(n).randint(1, 9)) for n in range(200)}
        rows = crm_abc_rules.classify(turnovers)
        self.assertAlmostEqual(sum(row.share for row in rows.values()), 1)
        keys = list(turnovers)
        random.Random(7).shuffle(keys)
        shuffled = crm_abc_rules.classify({key: turnovers[key] for key in keys})
        self.assertEqual(rows, shuffled)

    def test_quantiles_are_monotone_and_even(self):
        scores = crm_rfm_rules.quantile_scores({n: n * 3 for n in range(100)})
        ordered = [scores[n] for n in range(100)]
        self.assertEqual(ordered, sorted(ordered))
        self.assertEqual([ordered.count(score) for score in range(1, 6)], [20] * 5)

    def test_bounds_that_do_not_ascend_are_refused(self):
        for text in ("1, 2, 3", "1, 1, 2, 3", "4 3 2 1", "a b c d", ""):
            with self.subTest(text=text), self.assertRaises(ValueError):
                crm_rfm_rules.parse_bounds(text, 4)

    def test_season_sums_to_twelve_hundred_percent_with_holes(self):
        """Two months without turnover: their index is zero, the rest carries all."""
        months = crm_season_rules.season({1: 300, 2: 60, 6: 240, 12: 120}, 3)
        self.assertAlmostEqual(sum(month.index for month in months.values()), 12)
        self.assertAlmostEqual(sum(month.share for month in months.values()), 1)
        self.assertEqual(months[3], (0, 0, 0))
        # 720 in 3 years: 240 a year, 20 an average month; January sold 100 a year
        self.assertAlmostEqual(months[1].index, 5)

    def test_no_season_without_history(self):
        self.assertEqual(crm_season_rules.season({1: 10}, 0), {})
        self.assertEqual(crm_season_rules.season({1: -10}, 1), {})
