# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.crm_segmentation.models.crm_formula_rules import evaluate, parse
from odoo.addons.crm_segmentation.models.crm_segment_rules import choose

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestSegmentMembers(SegmentationCommon):
    """Members by formula, list and hand; exclusive sets; reasons of entry and exit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.segments = cls.env["crm.segment"]
        cls.listings = cls.env["crm.segment.listing"]

    @classmethod
    def _create_segment(cls, name, rule="[]", **values):
        return cls.segments.create(
            {
                "name": name,
                "rule_domain": rule,
                "company_id": cls.company.id,
                **values,
            }
        )

    @classmethod
    def _create_set(cls, *rules):
        """An exclusive set with one segment per rule, the first one first."""
        segment_set = cls.env["crm.segment.set"].create({"name": "Size"})
        return cls.segments.union(
            *(
                cls._create_segment(rule, rule, set_id=segment_set.id, sequence=place)
                for place, rule in enumerate(rules)
            )
        )

    def _members(self, segment):
        segment.invalidate_recordset()
        lines = segment.membership_ids.filtered(lambda line: not line.date_to)
        return lines.customer_id

    def _put(self, segment, customer, decision="in", **values):
        return self.listings.create(
            {
                "segment_id": segment.id,
                "customer_id": customer.id,
                "decision": decision,
                "reason": "Asked for it",
                **values,
            }
        )

    def _last(self, customer, segment):
        return self.env["crm.segment.membership"].search(
            [("customer_id", "=", customer.id), ("segment_id", "=", segment.id)],
            order="id desc",
            limit=1,
        )

    def test_formula_takes_whom_it_describes(self):
        """150 / 3 orders = 50 is enough, 120 / 3 = 40 is not; no order is unknown."""
        segment = self._create_segment(
            "Large orders",
            kind="formula",
            formula="rfm_amount / rfm_order_count >= 50",
        )
        large = self._create_scored("Large orders", 150, 3)
        self._create_scored("Small orders", 120, 3)
        self._create_scored("No orders", 120, 0)
        self._move_members()
        self.assertEqual(self._members(segment), large)
        self.assertEqual(segment.rule_match_count, 1)
        line = self._last(large, segment)
        self.assertEqual(line.entry_facts, {"rfm_amount": 150, "rfm_order_count": 3})
        self.assertIn("3", line.entry_words)

    def test_formula_that_cannot_be_used_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "no_such"):
            self._create_segment("Wrong", kind="formula", formula="no_such > 1")
        with self.assertRaises(ValidationError):
            self._create_segment("Empty", kind="formula")
        draft = self.segments.new({"kind": "formula", "formula": "rfm_amount >"})
        self.assertTrue(draft.formula_error)
        self.assertFalse(draft.rule_match_count)

    def test_formula_reads_no_field_of_a_group_and_no_text(self):
        kinds = self.segments._formula_kinds()
        self.assertEqual(kinds["rfm_amount"], "number")
        self.assertEqual(kinds["date_last_order"], "date")
        self.assertNotIn("id", kinds)
        self.assertNotIn("create_uid", kinds)
        self.assertNotIn("rfm_score", kinds)

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

    def test_list_holds_whom_people_chose(self):
        segment = self._create_segment("Invited", kind="list")
        alpha = self._create_scored("Alpha")
        beta = self._create_scored("Beta")
        self._put(segment, alpha)
        line = self._put(segment, beta, date_until="2026-06-16")
        self._move_members(date(2026, 6, 16))
        self.assertEqual(self._members(segment), alpha | beta)
        self.assertEqual(self._last(alpha, segment).entry_reason, "hand")
        self._move_members(date(2026, 6, 17))
        self.assertEqual(self._members(segment), alpha)
        self.assertEqual(self._last(beta, segment).exit_reason, "hand")
        line.unlink()
        self.assertFalse(self._move_members(date(2026, 6, 17)))

    def test_people_decide_before_the_rule(self):
        segment = self._create_segment("Large", "[('rfm_amount', '>=', 100)]")
        large = self._create_scored("Large one", 150)
        small = self._create_scored("Small one", 50)
        self._put(segment, small)
        out = self._put(segment, large, "out")
        self._move_members()
        self.assertEqual(self._members(segment), small)
        self.assertEqual(segment.rule_match_count, 1)
        out.decision = "in"
        self._move_members()
        self.assertEqual(self._members(segment), small | large)

    def test_decision_by_hand_needs_a_reason_and_the_right(self):
        segment = self._create_segment("Large", "[('rfm_amount', '>=', 100)]")
        small = self._create_scored("Small one", 50)
        hand = {"segment_id": segment.id, "customer_ids": [Command.set(small.ids)]}
        wizards = self.env["crm.segment.hand"].with_user(self.anna)
        with self.assertRaisesRegex(UserError, "Large"):
            wizards.create(hand).action_apply()
        wizards.create({**hand, "reason": "Promised"}).action_apply()
        self.assertEqual(self._members(segment), small)
        self.assertEqual(segment.listing_ids.user_id, self.anna)
        wizards.create({**hand, "decision": "rule"}).action_apply()
        self.assertFalse(self._members(segment))
        with self.assertRaises(AccessError):
            self.listings.with_user(self.sally)._decide(
                segment.with_user(self.sally), small.with_user(self.sally), "in", "No"
            )

    def test_set_gives_each_customer_one_segment(self):
        """The first rule met takes the customer; the next one gets it when it falls."""
        large, middle = self._create_set(
            "[('rfm_amount', '>=', 100)]", "[('rfm_amount', '>=', 50)]"
        )
        alpha = self._create_scored("Alpha", 150)
        beta = self._create_scored("Beta", 60)
        self._move_members(date(2026, 6, 1))
        self.assertEqual(self._members(large), alpha)
        self.assertEqual(self._members(middle), beta)
        self.assertEqual((large.rule_match_count, middle.rule_match_count), (1, 1))
        beta.sudo().rfm_amount = 120
        self._move_members(date(2026, 6, 2))
        self.assertEqual(self._members(large), alpha | beta)
        left = self._last(beta, middle)
        self.assertEqual(left.exit_reason, "set")
        self.assertEqual(left.next_segment_id, large)
        self.assertEqual(left.exit_facts, {"rfm_amount": 120})
        self.assertFalse(self._move_members(date(2026, 6, 2)))

    def test_hand_comes_before_the_order_of_the_set(self):
        large, middle = self._create_set(
            "[('rfm_amount', '>=', 100)]", "[('rfm_amount', '>=', 50)]"
        )
        alpha = self._create_scored("Alpha", 150)
        self._put(middle, alpha)
        self._move_members()
        self.assertEqual(self._members(middle), alpha)
        self.assertEqual((large.rule_match_count, middle.rule_match_count), (0, 1))

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

    def test_segments_join_and_leave_a_set(self):
        large = self._create_segment("Large", "[('rfm_amount', '>=', 100)]")
        everybody = self._create_segment("All", "[('rfm_amount', '>', 0)]", sequence=20)
        alpha = self._create_scored("Alpha", 150)
        self._move_members()
        self.assertEqual(alpha.segment_ids, large | everybody)
        segment_set = self.env["crm.segment.set"].create({"name": "Size"})
        (large | everybody).set_id = segment_set
        self.assertEqual(everybody.rule_leave_count, 1)
        self._move_members()
        self.assertEqual(alpha.segment_ids, large)
        everybody.set_id = False
        self._move_members()
        self.assertEqual(alpha.segment_ids, large | everybody)

    def test_preview_before_saving(self):
        self._create_scored("Large one", 150).sudo().amount_12m = 300
        self._create_scored("Small one", 50).sudo().amount_12m = 100
        self.env.flush_all()
        draft = self.segments.new(
            {
                "kind": "formula",
                "formula": "rfm_amount > 100",
                "company_id": self.company,
            }
        )
        self.assertEqual(draft.rule_match_count, 1)
        self.assertEqual(draft.rule_match_amount, 300)
        self.assertAlmostEqual(draft.rule_match_share, 0.75)
        self.assertEqual((draft.rule_enter_count, draft.rule_leave_count), (1, 0))

    def test_reasons_of_exit(self):
        segment = self._create_segment("Large", "[('rfm_amount', '>=', 100)]")
        fallen, archived, left = (
            self._create_scored(name, 150) for name in ("Fallen", "Archived", "Left")
        )
        self._move_members()
        fallen.sudo().rfm_amount = 10
        archived.active = False
        self._put(segment, left, "out")
        self._move_members()
        reasons = [
            self._last(customer, segment).exit_reason
            for customer in (fallen, archived, left)
        ]
        self.assertEqual(reasons, ["rule", "archived", "hand"])
        segment.rule_enabled = False
        self._put(segment, self._create_scored("New", 200))
        self.assertFalse(self._move_members())

    def test_who_meets_the_rule_is_shown(self):
        segment = self._create_segment(
            "Large", kind="formula", formula="rfm_amount > 100"
        )
        large = self._create_scored("Large one", 150)
        action = segment.with_user(self.anna).action_view_rule_matches()
        found = self.env["crm.customer"].with_user(self.anna).search(action["domain"])
        self.assertEqual(found, large)
        self.assertIn(segment, large.segment_met_ids)

    @freeze_time("2026-06-09 10:00:00")
    def test_merging_members_of_one_set_keeps_both_histories(self):
        large, middle = self._create_set(
            "[('rfm_amount', '>=', 100)]", "[('rfm_amount', '>=', 50)]"
        )
        alpha = self._create_scored("Alpha", 150)
        beta = self._create_scored("Beta", 60)
        self._put(middle, alpha, "out")
        self._put(middle, beta)
        self._move_members(date(2026, 6, 1))
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (alpha | beta).partner_id.ids, alpha.partner_id
        )
        self.assertFalse(beta.exists())
        left = self._last(alpha, middle)
        self.assertEqual((left.exit_reason, left.date_to), ("merged", date(2026, 6, 9)))
        self.assertEqual(self._members(large), alpha)
        self.assertEqual(
            self.listings.search([("customer_id", "=", alpha.id)]).decision, "out"
        )
