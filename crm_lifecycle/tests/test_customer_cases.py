# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerCases(LifecycleCommon):
    """Reviews, transfers, conflicts: who may say what, and what follows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.lifecycle_protection_months = 6
        cls.customer = cls._create_customer("Alpha Works")
        cls.pool = cls.env["crm.customer.pool"].create({"name": "Coal"})

    def _review(self, day=14):
        self.customer.sudo().date_protected_until = date(2026, 6, day)
        reviews = self.env["crm.customer.review"]._open_reviews(self.company)
        return reviews.filtered(lambda r: r.customer_id == self.customer)

    def _transfer(self, **values):
        transfers = self.env["crm.customer.transfer"].with_user(self.sally)
        return transfers.create(
            {
                "customer_id": self.customer.id,
                "to_user_id": self.sam.id,
                "reason": "Moved to the south",
                **values,
            }
        )

    def _conflict(self):
        self.env["crm.lead"].create(
            {
                "name": "Sam's own lead",
                "partner_id": self.customer.partner_id.id,
                "user_id": self.sam.id,
            }
        )
        return (
            self.env["crm.customer.conflict"]
            .with_user(self.sam)
            .create(
                {
                    "customer_id": self.customer.id,
                    "first_user_id": self.sally.id,
                    "second_user_id": self.sam.id,
                    "date_conflict": "2026-06-15",
                }
            )
        )

    def test_review_opens_once_when_protection_ends_without_an_order(self):
        review = self._review()
        self.assertEqual((review.user_id, review.state), (self.sally, "open"))
        self.assertEqual(review.date_start, date(2025, 12, 14))
        self.assertFalse(self._review())

    def test_order_inside_the_time_is_success_and_one_before_is_not(self):
        self._create_order(self.customer, 100, date(2025, 12, 13))
        self.assertTrue(self._review())
        self.env["crm.customer.review"].search(
            [("customer_id", "=", self.customer.id)]
        ).unlink()
        self._create_order(self.customer, 100, date(2025, 12, 14))
        self.assertFalse(self._review())

    def test_last_day_of_protection_opens_nothing(self):
        self.customer.sudo().date_protected_until = date(2026, 6, 15)
        reviews = self.env["crm.customer.review"]._open_reviews(self.company)
        self.assertNotIn(self.customer, reviews.customer_id)

    def test_salesperson_states_and_director_extends(self):
        review = self._review()
        with self.assertRaises(AccessError):
            review.with_user(self.dora).write({"statement": "She says"})
        with self.assertRaisesRegex(UserError, "Write first"):
            review.with_user(self.sally).action_state()
        review.with_user(self.sally).statement = "Their tender was put off"
        review.with_user(self.sally).action_state()
        with self.assertRaises(AccessError):
            review.with_user(self.sally)._decide("extend", "Mine", 90)
        review.with_user(self.dora)._decide("extend", "Tender in autumn", 90)
        # 15 June + 90 days
        self.assertEqual(self.customer.date_protected_until, date(2026, 9, 13))
        with self.assertRaisesRegex(UserError, "decided already"):
            review.with_user(self.dora)._decide("keep", "Again")

    def test_review_reallocates_or_releases(self):
        review = self._review()
        with self.assertRaisesRegex(UserError, "who shall develop"):
            review.with_user(self.dora)._decide("reallocate", "Better fit")
        review.with_user(self.dora)._decide("reallocate", "Better fit", user=self.sam)
        self.assertEqual(self.customer.user_id, self.sam)
        self.assertFalse(self.customer.date_protected_until)
        review = self._review(day=13)
        review.with_user(self.dora)._decide("release", "No chance")
        self.assertEqual(self.customer.pool_id, self.pool)

    def test_transfer_needs_both_sides_and_the_director(self):
        quotation = self._create_order(
            self.customer, 100, date(2026, 6, 1), confirm=False
        )
        transfer = self._transfer(old_owner="read", stays_until="2026-07-15")
        transfer.action_apply()
        self.assertEqual(transfer.state, "agreeing")
        with self.assertRaisesRegex(AccessError, "sam_t .* still has to apply"):
            transfer.action_apply()
        transfer.with_user(self.sam).action_apply()
        self.assertEqual(transfer.state, "submitted")
        self.assertEqual(self.customer.user_id, self.sally)
        with self.assertRaises(AccessError):
            transfer.approval_id.with_user(self.sally).action_approve()
        transfer.approval_id.with_user(self.dora).action_approve()
        self.assertEqual(transfer.state, "done")
        self.assertEqual(self.customer.user_id, self.sam)
        self.assertEqual(quotation.user_id, self.sam)
        self.assertEqual(self.customer.collaborator_ids.user_id, self.sally)
        self.assertEqual(self.customer.ownership_ids.sorted("id")[-1].kind, "transfer")

    def test_what_was_not_chosen_stays(self):
        quotation = self._create_order(
            self.customer, 100, date(2026, 6, 1), confirm=False
        )
        transfer = self._transfer(take_quotations=False)
        transfer.action_apply()
        transfer.with_user(self.sam).action_apply()
        transfer.approval_id.with_user(self.dora).action_approve()
        self.assertEqual(quotation.user_id, self.sally)

    def test_transfer_cannot_be_forged_or_run_late(self):
        transfer = self._transfer()
        with self.assertRaises(AccessError):
            self._forge(transfer, self.sally, agreed_to=True)
        with self.assertRaises(AccessError):
            self._forge(transfer, self.sally, state="done")
        transfer.action_apply()
        with self.assertRaisesRegex(UserError, "applied for this transfer already"):
            transfer.with_user(self.sally).take_quotations = False
        transfer.with_user(self.sam).action_apply()
        self.customer.with_user(self.dora)._assign_owner(self.lena, "Meanwhile")
        with self.assertRaisesRegex(UserError, "has another owner by now"):
            transfer.approval_id.with_user(self.dora).action_approve()

    def test_strangers_start_no_transfer(self):
        transfers = self.env["crm.customer.transfer"].with_user(self.lena)
        other = self._create_customer("Beta Works", user=self.sam)
        with self.assertRaises(AccessError):
            transfers.create(
                {"customer_id": other.id, "to_user_id": self.sally.id, "reason": "x"}
            )

    def test_conflict_shows_both_sides_on_one_time_line_and_the_rule(self):
        self._create_order(self.customer, 100, date(2026, 5, 1), confirm=False)
        order = self._create_order(
            self.customer, 100, date(2026, 5, 2), confirm=False, user_id=self.sam.id
        )
        self.customer.sudo().date_protected_until = date(2026, 12, 1)
        conflict = self._conflict()
        quotations = conflict.evidence_ids.filtered(lambda e: e.kind == "quotation")
        self.assertEqual(quotations.mapped("side"), ["first", "second"])
        self.assertEqual(quotations[1].res_id, order.id)
        self.assertIn("belonged to sally_t", conflict.rule_text)
        self.assertIn("6 months", conflict.rule_text)

    def test_director_decides_the_conflict_with_a_split(self):
        conflict = self._conflict()
        with self.assertRaises(AccessError):
            conflict._decide("second", "Mine", 0)
        with self.assertRaisesRegex(UserError, "between 0 and 100"):
            conflict.with_user(self.dora)._decide("split", "Both worked", 120)
        conflict.with_user(self.dora)._decide("split", "Both worked", 60)
        self.assertEqual(
            (conflict.first_percent, conflict.second_percent), (60.0, 40.0)
        )
        self.assertEqual(self.customer.user_id, self.sally)
        with self.assertRaisesRegex(UserError, "decided this conflict"):
            conflict.with_user(self.dora)._decide("second", "Again", 0)

    def test_winner_of_the_conflict_gets_the_customer(self):
        conflict = self._conflict()
        conflict.with_user(self.dora)._decide("second", "He came first", 0)
        self.assertEqual(self.customer.user_id, self.sam)
        self.assertEqual(conflict.second_percent, 100.0)

    def test_statements_are_written_by_their_side(self):
        conflict = self._conflict()
        conflict.second_statement = "I met them in May"
        with self.assertRaises(AccessError):
            conflict.first_statement = "She did nothing"
        with self.assertRaises(AccessError):
            self._forge(conflict, self.sam, decision="second")

    def test_to_do_domains_find_what_waits(self):
        self._review()
        transfer = self._transfer()
        transfer.action_apply()
        found = {}
        for user in (self.sally, self.sam, self.dora):
            customers = self.env["crm.customer"].with_user(user)
            found[user] = {
                key: customers.env[model].search_count(domain)
                for key, model, domain in customers._to_do_domains()
            }
        self.assertEqual(found[self.sally]["reviews"], 1)
        self.assertEqual(found[self.sam]["transfers_to_apply"], 1)
        self.assertEqual(found[self.dora]["reviews"], 0)
