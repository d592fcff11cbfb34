# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .segment_common import SegmentCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestSegmentMembers(SegmentCommon):
    """Members by formula, list and hand; exclusive sets; reasons of entry and exit."""

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

    def test_segment_with_a_history_is_archived_not_deleted(self):
        """A draft of the day may go; from the next day on its members are history."""
        segment = self._create_segment("Large", "[('rfm_amount', '>=', 100)]")
        draft = self._create_segment("Huge", "[('rfm_amount', '>=', 120)]")
        customer = self._create_scored("Large one", 150)
        self._move_members()
        self.assertEqual(self._members(segment | draft), customer)
        draft.with_user(self.anna).unlink()
        refused = "Large.*has had members since 2026-06-15.*archive it instead"
        with freeze_time("2026-06-16"), self.assertRaisesRegex(UserError, refused):
            segment.with_user(self.anna).unlink()
        segment.with_user(self.anna).active = False

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
        self.assertEqual(large._segment_after(alpha, None), middle)
        self.assertEqual(middle._segment_after(alpha, None), large)
        self.assertEqual(middle._segment_after(alpha, "out"), large)
        wizard = self.env["crm.segment.hand"].new(
            {"segment_id": middle.id, "customer_ids": alpha.ids, "decision": "out"}
        )
        self.assertIn(large.name, wizard.effect)

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

    def test_who_helps_with_a_customer_sees_its_segments(self):
        segment = self._create_segment("Large", "[('rfm_amount', '>=', 100)]")
        alpha = self._create_scored("Alpha", 150)
        self._move_members()
        self.assertFalse(segment.with_user(self.sam).member_count)
        self.env["crm.customer.collaborator"].create(
            {"customer_id": alpha.id, "user_id": self.sam.id, "reason": "Tender"}
        )
        self.env.invalidate_all()
        hers = segment.with_user(self.sam)
        self.assertEqual((hers.member_count, hers.rule_match_count), (1, 1))
        self.assertEqual((hers.rule_enter_count, hers.rule_leave_count), (0, 0))

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
