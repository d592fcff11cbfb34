# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models import (
    crm_class_rules,
    crm_demand_rules,
    crm_scorecard_rules,
)
from odoo.addons.crm_segmentation.models.crm_scorecard_rules import Part

QUIET = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
POINTS = st.none() | st.floats(0, 100)
WEIGHT = st.integers(0, 20)
LEAF = st.tuples(WEIGHT, POINTS)
TREE = st.recursive(
    LEAF, lambda inner: st.tuples(WEIGHT, st.lists(inner, min_size=1), st.booleans())
)
BANDS = st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 100)))
VALUES = st.dictionaries(st.integers(0, 50), st.none() | st.integers(-99, 99))
MONTHS = st.lists(st.integers(0, 10**6), max_size=36)
CLASSES = st.dictionaries(st.integers(0, 30), st.sampled_from("ABCD"))


def build(tree, path="0"):
    """Part of a drawn tree; the path is its key."""
    if len(tree) == 2:
        return Part(path, tree[0], tree[1])
    parts = tuple(build(part, f"{path}.{n}") for n, part in enumerate(tree[1]))
    return Part(path, tree[0], parts=parts, any_poor=tree[2])


@tagged("post_install", "-at_install")
class TestScorecardProperties(BaseCase):
    """What holds for every card, whatever its criteria and weights."""

    @QUIET
    @given(st.lists(TREE, min_size=1), st.booleans(), st.integers(0, 100))
    def test_contributions_sum_to_the_total(self, trees, any_poor, poor):
        card = build((1, trees, any_poor))
        rows = crm_scorecard_rules.evaluate(card, poor)
        total = rows["0"].points
        summed = sum(row.contribution for row in rows.values())
        self.assertAlmostEqual(summed, total or 0, places=6)
        if total is not None:
            self.assertGreaterEqual(total, -1e-9)
            self.assertLessEqual(total, 100 + 1e-9)

    @QUIET
    @given(st.lists(TREE, min_size=1), st.booleans())
    def test_order_of_the_criteria_does_not_matter(self, trees, any_poor):
        card = build((1, trees, any_poor))
        turned = card._replace(parts=card.parts[::-1])
        first = crm_scorecard_rules.evaluate(card)["0"].points
        second = crm_scorecard_rules.evaluate(turned)["0"].points
        self.assertEqual(first is None, second is None)
        self.assertAlmostEqual(first or 0, second or 0, places=9)

    @QUIET
    @given(st.lists(TREE, min_size=1), st.integers(1, 9))
    def test_weights_count_by_their_proportion(self, trees, factor):
        card = build((1, trees, False))
        parts = [part._replace(weight=part.weight * factor) for part in card.parts]
        scaled = card._replace(parts=tuple(parts))
        first = crm_scorecard_rules.evaluate(card)["0"].points
        second = crm_scorecard_rules.evaluate(scaled)["0"].points
        self.assertAlmostEqual(first or 0, second or 0, places=9)

    @QUIET
    @given(VALUES, st.integers(2, 10), st.booleans())
    def test_quantile_points_are_monotone(self, values, bins, is_less_better):
        points = crm_scorecard_rules.quantile_points(values, bins, is_less_better)
        known = sorted((v, points[k]) for k, v in values.items() if v is not None)
        ordered = [point for _value, point in known]
        self.assertEqual(ordered, sorted(ordered, reverse=is_less_better))
        self.assertTrue(all(0 <= point <= 100 for point in ordered))

    @QUIET
    @given(VALUES, st.integers(2, 10), st.integers(1, 1000))
    def test_currency_does_not_matter_to_quantiles(self, values, bins, rate):
        abroad = {k: v if v is None else v * rate for k, v in values.items()}
        self.assertEqual(
            crm_scorecard_rules.quantile_points(values, bins),
            crm_scorecard_rules.quantile_points(abroad, bins),
        )

    @QUIET
    @given(st.integers(-60, 60), BANDS, st.randoms())
    def test_order_of_the_bands_does_not_matter(self, value, bands, dice):
        bands = list(dict(bands).items())
        turned = dice.sample(bands, len(bands))
        self.assertEqual(
            crm_scorecard_rules.banded(value, bands),
            crm_scorecard_rules.banded(value, turned),
        )

    @QUIET
    @given(MONTHS, st.integers(1, 1000))
    def test_variation_does_not_know_currency_or_order(self, months, rate):
        spread = crm_demand_rules.variation(months)
        abroad = crm_demand_rules.variation([month * rate for month in months[::-1]])
        self.assertEqual(spread is None, abroad is None)
        self.assertAlmostEqual(spread or 0, abroad or 0, places=9)

    @QUIET
    @given(CLASSES, CLASSES)
    def test_movements_and_matrix_lose_nobody(self, before, after):
        cells = crm_class_rules.matrix(before, after)
        self.assertEqual(sum(cells.values()), len({**before, **after}))
        points = {key: ord(value) for key, value in before.items()}
        later = {key: ord(value) for key, value in after.items()}
        moved = sum(crm_scorecard_rules.movements(points, later).values())
        self.assertEqual(moved, sum(later.values()) - sum(points.values()))
