# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from datetime import timedelta

from odoo.tests import freeze_time, tagged

from odoo.addons.crm_segmentation.models.crm_formula_rules import evaluate, parse
from odoo.addons.crm_segmentation.models.crm_segment_rules import choose

from .segment_common import SegmentCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestSegmentOracle(SegmentCommon):
    """The statements of the database against the pure rules, on random customers."""

    def test_formulas_of_the_database_equal_the_pure_rules(self):
        random.seed(6)
        formulas = (
            "rfm_amount / rfm_order_count > 50",
            "not (rfm_amount / rfm_order_count > 50)",
            "max(rfm_amount, 10 * rfm_order_count) - 20 >= abs(rfm_amount - 60)",
            "days(date_last_order) > 20 or rfm_amount < 30",
            "20 < days(date_last_order) <= 40 and rfm_order_count != 2",
        )
        customers = self.env["crm.customer"]
        for number in range(30):
            customers |= self._create_scored(
                f"Random {number}",
                random.choice([0, 10, 50, 99.5, 200]),
                random.randrange(5),
                random.choice([None, self.TODAY - timedelta(random.randrange(60))]),
            )
        for text in formulas:
            segment = self._create_segment(text, kind="formula", formula=text)
            tree = parse(text, self.segments._formula_kinds())
            expected = customers.filtered(
                lambda customer, tree=tree: evaluate(
                    tree,
                    {
                        name: customer[name]
                        for name in ("rfm_amount", "rfm_order_count", "date_last_order")
                    },
                    self.TODAY,
                )
            )
            with self.subTest(formula=text):
                self._move_members(self.TODAY)
                self.assertEqual(set(self._members(segment)), set(expected))

    def test_sets_of_the_database_equal_the_pure_rules(self):
        random.seed(7)
        bounds = (150, 100, 20)
        segments = self._create_set(
            *(f"[('rfm_amount', '>=', {bound})]" for bound in bounds)
        )
        decided = {}
        for number in range(40):
            amount = random.choice([0, 20, 60, 100, 149, 150, 400])
            customer = self._create_scored(f"Random {number}", amount)
            marks = {}
            for segment in segments:
                decision = random.choice([None, None, None, "in", "out"])
                if decision:
                    self._put(segment, customer, decision)
                    marks[segment] = decision
            decided[customer] = choose(
                list(segments),
                {s for s, b in zip(segments, bounds, strict=True) if amount >= b},
                {s for s, mark in marks.items() if mark == "in"},
                {s for s, mark in marks.items() if mark == "out"},
            )
        self._move_members()
        for segment in segments:
            expected = {one for one, chosen in decided.items() if chosen == segment}
            self.assertEqual(set(self._members(segment)), expected)
            self.assertEqual(segment.rule_match_count, len(expected))
