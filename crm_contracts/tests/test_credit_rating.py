# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .credit_common import CreditCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCreditRating(CreditCommon):
    def _rating(self, user=None, answers=True):
        rating = (
            self.env["crm.credit.rating"]
            .with_user(user or self.fina)
            .create({"customer_id": self.customer.id})
        )
        if answers:
            self._answer(rating, "debt", "None known")
            self._answer(rating, "tax", "Late now and then")
        return rating

    def _line(self, rating, name):
        item = self.env.ref(f"crm_contracts.crm_credit_criterion_{name}")
        return rating.line_ids.filtered(lambda line: line.criterion_id == item)

    def _answer(self, rating, name, answer):
        line = self._line(rating, name)
        line.level_id = line.criterion_id.level_ids.filtered(
            lambda level: level.name == answer
        )

    def test_facts_answer_themselves(self):
        """20 x 100 + 10 x 100 (never late, nothing overdue) + 5 x 20 (new)."""
        rating = self._rating(answers=False)
        self.assertEqual(self._line(rating, "days_late").share, 100.0)
        self.assertEqual(self._line(rating, "relation").share, 20.0)
        self.assertFalse(self._line(rating, "tax").is_answered)
        self.assertAlmostEqual(rating.score, 3100 / 35, 1)

    def test_score_and_grade_by_hand(self):
        """3,100 and 20 x 100 and 10 x 50 of 65 points: 86.2, which is AA."""
        rating = self._rating()
        self.assertEqual(rating.score, 86.2)
        self.assertEqual(rating.grade_id, self.grades["AA"])
        self._line(rating, "capital").value = 3000000.0
        self.assertEqual(self._line(rating, "capital").share, 80.0)
        # 6,400 of 75
        self.assertEqual(rating.score, 85.3)
        rating.action_apply()
        customer = self.customer.sudo()
        self.assertEqual(customer.credit_grade_id, self.grades["AA"])
        self.assertEqual(customer.credit_risk, "low")
        self.assertEqual(customer.credit_grade_until, date(2027, 6, 15))

    def test_required_answer(self):
        rating = self._rating(answers=False)
        with self.assertRaisesRegex(UserError, "Record of unpaid debts"):
            rating.action_apply()

    def test_better_than_earned_needs_a_yes(self):
        rating = self._rating()
        rating.override_grade_id = self.grades["AAA"]
        with self.assertRaisesRegex(UserError, "give the reason"):
            rating.action_apply()
        rating.override_reason = "Guarantee of the mother company"
        rating.action_apply()
        self.assertEqual(rating.state, "asked")
        self.assertFalse(self.customer.sudo().credit_grade_id)
        self._approve_all(rating)
        self.assertEqual(self.customer.sudo().credit_grade_id, self.grades["AAA"])

    def test_worse_than_earned_at_once(self):
        rating = self._rating()
        rating.write(
            {"override_grade_id": self.grades["D"].id, "override_reason": "Fraud"}
        )
        rating.action_apply()
        self.assertEqual(self.customer.sudo().credit_grade_id, self.grades["D"])
        self.assertEqual(self.customer.sudo().credit_risk, "high")

    def test_new_rating_replaces_the_old_one(self):
        first, second = self._rating(), self._rating()
        first.action_apply()
        second.action_apply()
        self.assertEqual(first.state, "replaced")
        self.assertEqual(second.state, "valid")
        with self.assertRaises(UserError):
            first.action_apply()
        with self.assertRaises(UserError):
            self._answer(second, "debt", "Repeatedly")
        with self.assertRaises(UserError):
            second.unlink()

    def test_rating_that_is_over_falls_back(self):
        self._policy(hold_order="ask", grade_id=self.grades["C"].id)
        self._rating().action_apply()
        self.assertEqual(self._standing().grade_id, self.grades["AA"].id)
        with freeze_time("2027-06-16"):
            self.assertEqual(self._standing().grade_id, self.grades["C"].id)

    def test_owner_reads_and_finance_rates(self):
        rating = self._rating()
        seen = rating.with_user(self.sally)
        self.assertEqual(seen.score, 86.2)
        with self.assertRaises(AccessError):
            seen.action_apply()
        with self.assertRaises(AccessError):
            seen.line_ids[0].note = "x"
        with self.assertRaises(AccessError):
            rating.with_user(self.sam).read(["score"])
        with self.assertRaises(AccessError):
            rating.with_user(self.mona).write({"state": "valid"})
        with self.assertRaises(AccessError):
            self._line(rating, "days_late").with_user(self.fina).value = 0.0
        with self.assertRaises(AccessError):
            self.customer.with_user(self.mona).credit_grade_id = self.grades["AAA"]

    def test_button_makes_one_draft_each(self):
        customers = self.customer | self._create_customer("Second")
        action = customers.with_user(self.fina).action_rate()
        ratings = self.env["crm.credit.rating"].search(action["domain"])
        self.assertEqual(ratings.customer_id, customers)
        customers.with_user(self.fina).action_rate()
        self.assertEqual(self.env["crm.credit.rating"].search_count([]), 2)

    def test_ending_ratings_are_told_once(self):
        rating = self._rating()
        rating.date_until = "2026-07-01"
        rating.action_apply()
        for _night in range(2):
            self.env["crm.credit.rating"]._remind(self.company, self.TODAY)
        self.assertEqual(len(rating.sudo().activity_ids), 1)

    def test_days_late_weighted_by_amount_move_with_the_calendar(self):
        """1,000 paid 10 days late, 3,000 in time; then 1,000 open for 5 days."""
        for amount, due in ((1000.0, "2026-05-21"), (3000.0, "2026-05-31")):
            invoice = self._bill(amount, date="2026-05-01", due=due)
            self._register_payment(invoice, payment_date="2026-05-31")
        self.assertEqual(self._days_late(self.TODAY), 2.5)
        self._bill(1000.0, date="2026-06-10", due="2026-06-10")
        # (1,000 x 10 + 1,000 x 5) / 5,000
        self.assertEqual(self._days_late(self.TODAY), 3.0)
        # (1,000 x 10 + 1,000 x 15) / 5,000
        self.assertEqual(self._days_late(date(2026, 6, 25)), 5.0)
        # a year later only what is open counts
        self.assertEqual(self._days_late(date(2027, 6, 10)), 365.0)

    def _days_late(self, day):
        self.env["crm.customer"]._refresh_facts(self.customer, day)
        return self.customer.sudo().payment_days_late
