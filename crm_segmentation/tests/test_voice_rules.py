# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models import (
    crm_kano_rules,
    crm_requirement_rules,
    crm_voice_rules,
)

# Kano's table: rows are answers to presence, columns to absence, in the order of
# crm_kano_rules.ANSWERS. M must-be, O proportional, A attractive, I, R, Q.
KANO_TABLE = """
QAAAO
RIIIM
RIIIM
RIIIM
RRRRQ
""".split()
LETTERS = {name[0].upper(): name for name in crm_kano_rules.CLASSES}


@tagged("post_install", "-at_install")
class TestVoiceRules(BaseCase):
    """Arithmetic of satisfaction, against tables computed by hand."""

    def test_examples_of_the_documentation(self):
        for module in (crm_kano_rules, crm_requirement_rules, crm_voice_rules):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 1)
                self.assertEqual(result.failed, 0)

    def test_every_pair_of_answers_as_in_the_table(self):
        """S-514 to S-517: 25 pairs."""
        answers = crm_kano_rules.ANSWERS
        for present, row in zip(answers, KANO_TABLE, strict=True):
            for absent, letter in zip(answers, row, strict=True):
                with self.subTest(present=present, absent=absent):
                    self.assertEqual(
                        crm_kano_rules.code(present, absent), LETTERS[letter]
                    )

    def test_shares_of_three_levels_by_hand(self):
        """40 of 100, of it 1 of 4, of it 2 of 3: 1/15 of the whole."""
        tree = {
            1: (None, 40),
            2: (None, 60),
            3: (1, 1),
            4: (1, 3),
            5: (3, 2),
            6: (3, 1),
        }
        found = crm_voice_rules.shares(tree)
        self.assertAlmostEqual(found[5], 1 / 15)
        self.assertAlmostEqual(sum(found[leaf] for leaf in (2, 4, 5, 6)), 1)

    def test_node_without_weight_counts_nothing(self):
        found = crm_voice_rules.shares({1: (None, 0), 2: (None, 5), 3: (1, 9)})
        self.assertEqual((found[1], found[2], found[3]), (0, 1, 0))

    def test_what_was_not_asked_takes_no_part(self):
        """Two of three leaves: 0.2 and 0.3 of the whole make 40 % and 60 %."""
        rows = [(0.2, 100), (0.3, 50)]
        self.assertAlmostEqual(crm_voice_rules.weighted(rows), 70)

    def test_group_is_the_average_of_its_answers(self):
        tree = {1: (None, 1), 2: (1, 3), 3: (1, 1)}
        share = crm_voice_rules.shares(tree)
        sums = {2: (2 * share[2], 150 * share[2]), 3: (share[3], 0.0)}
        weight, total = crm_voice_rules.roll_up(tree, sums)[1]
        self.assertAlmostEqual(total / weight, 0.75 * 150 / (2 * 0.75 + 0.25))

    def test_items_that_never_change_have_no_derived_importance(self):
        self.assertIsNone(crm_voice_rules.correlation([(50, 20), (50, 90)]))
        self.assertIsNone(crm_voice_rules.quadrant(None, 50, (0.5, 50)))

    def test_requirement_is_fixed_after_five_steps(self):
        step, steps = "subject", []
        while step:
            steps.append(step)
            step = crm_requirement_rules.following(step)
        names = [name for name, _label in crm_requirement_rules.STEPS]
        self.assertEqual(steps, names)
        self.assertEqual(len(steps), 6)
