# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models.crm_formula_rules import (
    FormulaError,
    evaluate,
    facts_of,
    parse,
)
from odoo.addons.crm_segmentation.models.crm_segment_rules import choose
from odoo.addons.crm_segmentation.models.crm_study_rules import STEPS, Study, reached

QUIET = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TODAY = date(2026, 6, 15)
KINDS = {"a": "number", "b": "number", "vip": "flag", "last": "date"}
NUMBERS = st.recursive(
    st.sampled_from(["a", "b", "days(last)"]) | st.integers(0, 99).map(str),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(
            "({0[0]} {0[1]} {0[2]})".format
        ),
        inner.map("abs({})".format),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(
            "{0[0]}({0[1]}, {0[2]})".format
        ),
    ),
    max_leaves=6,
)
COMPARED = st.tuples(
    NUMBERS, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), NUMBERS
).map(" ".join)
CONDITIONS = st.recursive(
    COMPARED | st.just("vip"),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            "({0[0]} {0[1]} {0[2]})".format
        ),
        inner.map("not ({})".format),
    ),
    max_leaves=4,
).filter(lambda text: len(text) < 480)
FACTS = st.fixed_dictionaries(
    {
        "a": st.integers(-50, 50),
        "b": st.integers(-50, 50),
        "vip": st.booleans(),
        "last": st.none() | st.dates(date(2020, 1, 1), date(2026, 6, 15)),
    }
)
SEGMENTS = st.sets(st.integers(0, 5))


@tagged("post_install", "-at_install")
class TestSegmentProperties(BaseCase):
    @QUIET
    @given(CONDITIONS, FACTS)
    def test_turning_round_keeps_the_unknown(self, text, facts):
        met = evaluate(parse(text, KINDS), facts, TODAY)
        turned = evaluate(parse(f"not ({text})", KINDS), facts, TODAY)
        self.assertEqual(turned, None if met is None else not met)

    @QUIET
    @given(CONDITIONS, CONDITIONS, FACTS)
    def test_order_of_conditions_does_not_matter(self, one, other, facts):
        for joint in ("and", "or"):
            texts = (f"({one}) {joint} ({other})", f"({other}) {joint} ({one})")
            found = {
                evaluate(parse(text, KINDS), facts, TODAY)
                for text in texts
                if len(text) <= 500
            }
            self.assertLessEqual(len(found), 1)

    @QUIET
    @given(CONDITIONS)
    def test_formula_uses_known_facts_only(self, text):
        self.assertLessEqual(set(facts_of(parse(text, KINDS))), set(KINDS))
        for name in facts_of(parse(text, KINDS)):
            kinds = {key: kind for key, kind in KINDS.items() if key != name}
            with self.assertRaises(FormulaError):
                parse(text, kinds)

    @QUIET
    @given(st.text(max_size=60))
    def test_any_text_is_a_formula_or_says_why_not(self, text):
        try:
            tree = parse(text, KINDS)
        except FormulaError as error:
            self.assertTrue(error.code)
        else:
            self.assertIn(evaluate(tree, {}, TODAY), (True, False, None))

    @QUIET
    @given(st.permutations(range(6)), SEGMENTS, SEGMENTS, SEGMENTS)
    def test_set_chooses_one_that_may_have_the_customer(self, order, met, hand, out):
        out -= hand
        chosen = choose(order, met, hand, out)
        open_to = hand or (met - out)
        if not open_to:
            self.assertIsNone(chosen)
            return
        self.assertIn(chosen, open_to)
        before = order[: order.index(chosen)]
        self.assertFalse(open_to & set(before))

    @QUIET
    @given(
        st.builds(
            Study,
            purpose=st.booleans(),
            ways=st.integers(0, 2),
            facts=st.integers(0, 2),
            gaps=st.integers(0, 1),
            segments=st.integers(0, 3),
            targets=st.integers(0, 2),
            offers=st.integers(0, 2),
            date_review=st.booleans(),
        )
    )
    def test_more_work_never_finishes_fewer_steps(self, study):
        done = reached(study)
        self.assertLessEqual(done, len(STEPS))
        more = study._replace(purpose=True, ways=study.ways + 1, gaps=0)
        self.assertGreaterEqual(reached(more), done)
