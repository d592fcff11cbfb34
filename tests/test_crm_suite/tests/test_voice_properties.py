# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models import crm_kano_rules, crm_voice_rules

QUIET = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
WEIGHT = st.one_of(st.just(0), st.floats(0.01, 1000))
SCORE = st.floats(0, 100)
PAIRS = st.lists(st.tuples(SCORE, SCORE), max_size=40)
COUNTS = st.dictionaries(st.sampled_from(crm_kano_rules.CLASSES), st.integers(0, 99))


@st.composite
def trees(draw):
    """{key: (parent or None, weight)}: each node below one that came before it."""
    size = draw(st.integers(1, 25))
    return {
        key: (
            draw(st.one_of(st.none(), st.integers(0, key - 1))) if key else None,
            draw(WEIGHT),
        )
        for key in range(size)
    }


def leaves(tree):
    return set(tree) - {parent for parent, _weight in tree.values()}


@tagged("post_install", "-at_install")
class TestVoiceProperties(BaseCase):
    """What holds for every index and every set of answers."""

    @QUIET
    @given(trees())
    def test_shares_of_the_leaves_sum_to_one(self, tree):
        found = crm_voice_rules.shares(tree)
        self.assertTrue(all(share >= 0 for share in found.values()))
        self.assertAlmostEqual(sum(found[leaf] for leaf in leaves(tree)), 1, 6)

    @QUIET
    @given(trees(), st.floats(0.1, 100))
    def test_unit_of_the_weights_does_not_matter(self, tree, factor):
        other = {key: (up, weight * factor) for key, (up, weight) in tree.items()}
        ours, theirs = crm_voice_rules.shares(tree), crm_voice_rules.shares(other)
        for key, share in ours.items():
            self.assertAlmostEqual(share, theirs[key], 6)

    @QUIET
    @given(
        st.lists(st.tuples(st.floats(0.001, 1), SCORE), min_size=1, max_size=30),
        st.randoms(use_true_random=False),
    )
    def test_index_lies_between_its_answers(self, rows, dice):
        index = crm_voice_rules.weighted(rows)
        scores = [value for _share, value in rows]
        self.assertGreaterEqual(index, min(scores) - 1e-6)
        self.assertLessEqual(index, max(scores) + 1e-6)
        mixed = list(rows)
        dice.shuffle(mixed)
        self.assertAlmostEqual(crm_voice_rules.weighted(mixed), index)

    @QUIET
    @given(trees(), st.data())
    def test_nothing_is_lost_on_the_way_up(self, tree, data):
        sums = {
            leaf: (data.draw(st.floats(0, 9)), data.draw(SCORE))
            for leaf in leaves(tree)
        }
        found = crm_voice_rules.roll_up(tree, sums)
        roots = [key for key, (parent, _weight) in tree.items() if parent is None]
        for place in (0, 1):
            whole = sum(pair[place] for pair in sums.values())
            self.assertAlmostEqual(sum(found[key][place] for key in roots), whole)

    @QUIET
    @given(PAIRS)
    def test_correlation_is_one_of_minus_one_to_one(self, pairs):
        found = crm_voice_rules.correlation(pairs)
        self.assertTrue(found is None or -1 - 1e-6 <= found <= 1 + 1e-6)

    @QUIET
    @given(PAIRS)
    def test_what_is_poor_for_all_hurts_nobody_more(self, pairs):
        """Penalty and reward together bridge poor and good."""
        found = crm_voice_rules.contrast(pairs, 40, 60)
        if found is None:
            return
        poor = [whole for leaf, whole in pairs if leaf < 40]
        good = [whole for leaf, whole in pairs if leaf >= 60]
        distance = sum(good) / len(good) - sum(poor) / len(poor)
        self.assertAlmostEqual(found.penalty + found.reward, distance)

    @QUIET
    @given(SCORE, SCORE)
    def test_bands_are_monotone(self, one, two):
        low, high = sorted((one, two))
        self.assertLessEqual(crm_voice_rules.band(low), crm_voice_rules.band(high))

    @QUIET
    @given(COUNTS)
    def test_class_of_a_feature_is_one_that_most_gave(self, counts):
        found = crm_kano_rules.coded(counts)
        if not sum(counts.values()):
            self.assertIsNone(found.klass)
            return
        self.assertEqual(counts.get(found.klass, 0), max(counts.values()))
        self.assertTrue(0 <= found.better <= 1 and -1 <= found.worse <= 0)
        self.assertTrue(0 < found.strength <= 1)

    @QUIET
    @given(st.floats(-100, 100), st.floats(-100, 100))
    def test_penalty_and_reward_are_mirrors(self, penalty, reward):
        mirror = {"must_be": "attractive", "attractive": "must_be"}
        one = crm_kano_rules.code_contrast(penalty, reward)
        two = crm_kano_rules.code_contrast(reward, penalty)
        self.assertEqual(mirror.get(one, one), two)
