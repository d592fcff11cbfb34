# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models import (
    crm_class_rules,
    crm_demand_rules,
    crm_scorecard_rules,
)
from odoo.addons.crm_segmentation.models.crm_scorecard_rules import Part, Row


@tagged("post_install", "-at_install")
class TestScorecardRules(BaseCase):
    """Arithmetic without a database, against tables computed by hand."""

    def test_examples_of_the_documentation(self):
        for module in (crm_class_rules, crm_demand_rules, crm_scorecard_rules):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 1)
                self.assertEqual(result.failed, 0)

    def test_nested_card_by_hand(self):
        """Money (weight 3): 80 and 40 evenly = 60; people (weight 1): 20.

        (3 x 60 + 1 x 20) / 4 = 50; money stands for 3/4, each half of it for 3/8.
        """
        money = Part("money", 3, parts=(Part("a", 1, 80), Part("b", 1, 40)))
        people = Part("people", 1, parts=(Part("c", 5, 20),))
        rows = crm_scorecard_rules.evaluate(Part("all", 1, parts=(money, people)))
        self.assertEqual(
            rows,
            {
                "all": Row(50, 1, 0),
                "money": Row(60, 0.75, 0),
                "a": Row(80, 0.375, 30),
                "b": Row(40, 0.375, 15),
                "people": Row(20, 0.25, 0),
                "c": Row(20, 0.25, 5),
            },
        )

    def test_what_is_not_known_leaves_its_weight_to_the_others(self):
        """b is not known: a has the whole group; of c's group nothing is known."""
        first = Part("first", 1, parts=(Part("a", 1, 90), Part("b", 9)))
        second = Part("second", 1, parts=(Part("c", 1),))
        rows = crm_scorecard_rules.evaluate(Part("all", 1, parts=(first, second)))
        self.assertEqual(rows["all"], Row(90, 1, 0))
        self.assertEqual(rows["a"], Row(90, 1, 90))
        self.assertEqual(rows["b"], Row(None, 0, 0))
        self.assertEqual(rows["c"], Row(None, 0, 0))

    def test_nothing_known_gives_no_points(self):
        rows = crm_scorecard_rules.evaluate(Part("all", 1, parts=(Part("a", 1),)))
        self.assertEqual(rows["all"], Row(None, 1, 0))

    def test_one_poor_part_makes_its_group_poor(self):
        """The inner group falls from 55 to 10; half of the 45 is lost in the whole."""
        parts = (Part("a", 1, 100), Part("b", 1, 10))
        strict = Part("strict", 1, parts=parts, any_poor=True)
        card = Part("all", 1, parts=(strict, Part("c", 1, 80)))
        rows = crm_scorecard_rules.evaluate(card)
        self.assertEqual(rows["strict"], Row(10, 0.5, -22.5))
        self.assertEqual(rows["all"].points, 45)
        total = sum(row.contribution for row in rows.values())
        self.assertAlmostEqual(total, 45)

    def test_points_at_the_limit_are_not_poor(self):
        card = Part("all", 1, parts=(Part("a", 1, 40), Part("b", 1, 80)), any_poor=True)
        self.assertEqual(crm_scorecard_rules.evaluate(card)["all"].points, 60)
        self.assertEqual(crm_scorecard_rules.evaluate(card, 41)["all"].points, 40)

    def test_weight_zero_does_not_count(self):
        card = Part("all", 1, parts=(Part("a", 0, 10), Part("b", 2, 80)))
        self.assertEqual(crm_scorecard_rules.evaluate(card)["all"].points, 80)
        only = Part("all", 1, parts=(Part("a", 0, 10),))
        self.assertIsNone(crm_scorecard_rules.evaluate(only)["all"].points)

    def test_variation_by_hand(self):
        """0, 0, 300: average 100, mean square 20,000, spread 141.42."""
        self.assertAlmostEqual(crm_demand_rules.variation([0, 0, 300]), 2**0.5)
        self.assertEqual(crm_demand_rules.demand_class(1.4142), "Z")

    def test_matrix_counts_everybody_once(self):
        cells = crm_class_rules.matrix({1: "A", 2: "B"}, {2: "B", 3: "A"})
        self.assertEqual(cells, {("A", None): 1, ("B", "B"): 1, (None, "A"): 1})
