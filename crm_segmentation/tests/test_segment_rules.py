# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest
from datetime import date
from fractions import Fraction

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models import (
    crm_formula_rules,
    crm_segment_rules,
    crm_study_rules,
)
from odoo.addons.crm_segmentation.models.crm_formula_rules import (
    FormulaError,
    evaluate,
    facts_of,
    parse,
)
from odoo.addons.crm_segmentation.models.crm_study_rules import (
    STEPS,
    Study,
    missing,
    next_step,
    reached,
)

TODAY = date(2026, 6, 15)
KINDS = {"a": "number", "b": "number", "last": "date", "vip": "flag"}


def met(text, **facts):
    return evaluate(parse(text, KINDS), facts, TODAY)


@tagged("post_install", "-at_install")
class TestSegmentRules(BaseCase):
    """Formulas, exclusive sets and the six steps, without a database."""

    def test_examples_of_the_documentation(self):
        for module in (crm_formula_rules, crm_segment_rules, crm_study_rules):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 1)
                self.assertEqual(result.failed, 0)

    def test_arithmetic_by_hand(self):
        self.assertTrue(met("a + b * 2 == 11", a=5, b=3))
        self.assertTrue(met("(a + b) * 2 == 16", a=5, b=3))
        self.assertTrue(met("-a < b - 7", a=5, b=3))
        self.assertTrue(met("max(a, b, 4) - min(a, b) == 2", a=5, b=3))
        self.assertTrue(met("abs(b - a) == 2", a=5, b=3))
        self.assertTrue(met("1 < b < a", a=5, b=3))
        self.assertFalse(met("1 < a < b", a=5, b=3))
        self.assertTrue(met("a * 0.1 == 0.5", a=5))

    def test_days_since_a_date(self):
        """31 May to 15 June are 15 days."""
        self.assertTrue(met("days(last) == 15", last=date(2026, 5, 31)))
        self.assertIsNone(met("days(last) > 0", last=None))

    def test_unknown_is_as_in_sql(self):
        self.assertIsNone(met("a / b > 1", a=5, b=0))
        self.assertTrue(met("a / b > 1 or vip", a=5, b=0, vip=True))
        self.assertFalse(met("a / b > 1 and vip", a=5, b=0, vip=False))
        self.assertIsNone(met("not (a / b > 1)", a=5, b=0))
        self.assertTrue(met("max(a / b, 2) == 2", a=5, b=0))

    def test_empty_numbers_are_zero_and_empty_flags_false(self):
        self.assertTrue(met("a == 0 and not vip"))

    def test_fractions_are_exact(self):
        tree = parse("a / 3 * 3 == a", KINDS)
        self.assertIs(evaluate(tree, {"a": 1}, TODAY), True)
        self.assertEqual(
            evaluate(("/", ("number", "1"), ("number", "3")), {}, TODAY), Fraction(1, 3)
        )

    def test_facts_of_a_formula(self):
        tree = parse("b > a and days(last) < 9 and not vip and a > 1", KINDS)
        self.assertEqual(facts_of(tree), ["b", "a", "last", "vip"])

    def test_what_is_no_formula_says_why(self):
        table = {
            "": "empty",
            "a >": "syntax",
            "a + 1": "no_condition",
            "1": "no_condition",
            "vip > 1": "no_number",
            "a and b": "no_flag",
            "days(a) > 1": "no_date",
            "c > 1": "unknown_fact",
            "sum(a, b) > 1": "unknown_function",
            "abs(a, b) > 1": "arguments",
            "max(a) > 1": "arguments",
            "a ** b > 1": "unknown_part",
            "a.b > 1": "unknown_part",
            "__import__('os').system('x') > 1": "unknown_function",
            "[x for x in a] > 1": "unknown_part",
            "a > True": "unknown_part",
            "a > 'b'": "unknown_part",
            "a is b": "unknown_part",
            "a > 1e300": "too_large",
            "a > " + "1" * 500: "too_long",
            "lambda: a": "unknown_part",
        }
        for text, code in table.items():
            with self.subTest(text=text[:40]), self.assertRaises(FormulaError) as found:
                parse(text, KINDS)
            self.assertEqual(found.exception.code, code)

    def test_six_steps_rest_on_each_other(self):
        self.assertEqual(len(STEPS), 6)
        self.assertEqual(reached(Study()), 0)
        whole = Study(
            purpose=True,
            ways=1,
            facts=1,
            segments=2,
            targets=1,
            offers=1,
            date_review=True,
        )
        self.assertEqual(reached(whole), 6)
        self.assertEqual([missing(step, whole) for step in STEPS], [[]] * 6)
        self.assertEqual(reached(whole._replace(facts=0)), 2)
        self.assertEqual(missing("action", whole._replace(offers=0)), ["offers"])
        self.assertEqual(next_step("check"), "action")
