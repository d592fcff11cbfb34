# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .collection_common import CollectionCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCollection(CollectionCommon):
    def _promise(self, amount, day, today=None, **values):
        with freeze_time(today or self.TODAY):
            return self.env["crm.collection.promise"]._give(
                self.customer, amount, day, source="call", **values
            )

    def _credit(self, amount, day, invoice):
        return self._owed(
            amount, day, move_type="out_refund", reversed_entry_id=invoice.id
        )

    def _judge(self, today):
        self.env["crm.customer"]._refresh_facts(self.customer, today)

    def test_promise_kept_by_the_ledger(self):
        """100 promised for the 20th; 40 on the 18th, 60 on the 23rd: just kept."""
        self._owed(100.0, date(2026, 6, 1))
        promise = self._promise(100.0, date(2026, 6, 20))
        self._pay(40.0, date(2026, 6, 18))
        self._judge(date(2026, 6, 19))
        self.assertEqual((promise.state, promise.amount_received), ("open", 40.0))
        self._pay(60.0, date(2026, 6, 23))
        self._judge(date(2026, 6, 23))
        self.assertEqual((promise.state, promise.amount_received), ("kept", 100.0))
        facts = self.customer.sudo()
        self.assertEqual(facts.promise_broken_count, 0)
        self.assertEqual(facts.promise_kept_rate, 100.0)

    def test_promise_partly_kept_and_broken(self):
        """A day too late does not count; the broken one is a call to make."""
        self._owed(200.0, date(2026, 6, 1))
        partly = self._promise(100.0, date(2026, 6, 16))
        broken = self._promise(50.0, date(2026, 6, 18))
        self._pay(40.0, date(2026, 6, 17))
        self._pay(60.0, date(2026, 6, 22))
        self._judge(date(2026, 6, 22))
        self.assertEqual((partly.state, partly.amount_received), ("partly", 40.0))
        self.assertEqual((broken.state, broken.amount_received), ("broken", 0.0))
        facts = self.customer.sudo()
        self.assertEqual(facts.promise_broken_count, 2)
        self.assertEqual(facts.promise_kept_rate, 25.0)
        self.assertEqual(facts.collection_step, "broken")
        self.assertIn("Promise not kept", facts.activity_ids.mapped("summary")[0])
        self.assertEqual(self._promise(10.0, date(2026, 6, 30)).level, 3)

    def test_bounced_payment_breaks_the_promise(self):
        self._owed(100.0, date(2026, 6, 1))
        promise = self._promise(100.0, date(2026, 6, 16))
        payment = self._pay(100.0, date(2026, 6, 16))
        self._judge(date(2026, 6, 20))
        self.assertEqual(promise.state, "kept")
        payment.action_draft()
        payment.action_cancel()
        self._judge(date(2026, 6, 21))
        self.assertEqual(promise.state, "broken")

    def test_credit_note_is_no_money_but_nothing_is_owed(self):
        """Credited in full: the promise is not broken, nothing was left to pay."""
        invoice = self._owed(100.0, date(2026, 6, 1))
        promise = self._promise(100.0, date(2026, 6, 16))
        self._reverse_invoice(invoice, reason="Returned", is_modify=False)
        refund = invoice.reversal_move_ids
        if refund.state == "draft":
            refund.action_post()
        self._judge(date(2026, 6, 20))
        self.assertEqual(promise.state, "lapsed")
        self.assertEqual(self.customer.sudo().promise_broken_count, 0)

    def test_tolerance_of_the_company(self):
        """2 % may be missing: 98 of 100 keep the promise, 97 do not."""
        self.company.collection_promise_percent = 2.0
        self._owed(100.0, date(2026, 6, 1))
        promise = self._promise(100.0, date(2026, 6, 16))
        payment = self._pay(97.0, date(2026, 6, 16))
        self._judge(date(2026, 6, 20))
        self.assertEqual(promise.state, "partly")
        self._pay(1.0, date(2026, 6, 19))
        self._judge(date(2026, 6, 20))
        self.assertEqual(promise.state, "kept")
        self.assertTrue(payment)

    def test_promise_cannot_be_forged(self):
        promise = self._promise(100.0, date(2026, 6, 16))
        for user in (self.sally, self.cole, self.mona):
            with self.assertRaises(AccessError):
                promise.with_user(user).write({"state": "kept"})
            with self.assertRaises(AccessError):
                promise.with_user(user).unlink()
        with self.assertRaises(UserError):
            self._promise(100.0, date(2026, 6, 14))
        with self.assertRaises(UserError):
            self._promise(0.0, date(2026, 6, 20))
        with self.assertRaises(UserError):
            promise.sudo().unlink()

    def test_worklist_by_value_and_risk(self):
        """1,000 overdue 30 days: 1,000 x 2; one broken promise: x 1.5."""
        self._owed(1000.0, date(2026, 5, 16))
        self._judge(self.TODAY)
        customer = self.customer.sudo()
        self.assertEqual(customer.collection_step, "call")
        self.assertEqual(customer.collection_score, 2000.0)
        self._promise(500.0, date(2026, 5, 20), today="2026-05-18")
        self._judge(self.TODAY)
        self.assertEqual(customer.collection_step, "broken")
        self.assertEqual(customer.collection_score, 3000.0)
        self.customer.with_user(self.cole)._log_talk("other", "", date(2026, 6, 18))
        self._judge(self.TODAY)
        self.assertEqual(customer.collection_step, "later")
        self._promise(1000.0, date(2026, 6, 20))
        self._judge(self.TODAY)
        self.assertEqual(customer.collection_step, "promise")
        self.assertEqual(customer.collection_score, 0.0)

    def test_dispute_in_the_worklist(self):
        invoice = self._owed(100.0, date(2026, 6, 1))
        dispute = self._dispute(invoice, 100.0)
        self._judge(self.TODAY)
        customer = self.customer.sudo()
        self.assertEqual(customer.collection_step, "dispute")
        self.assertEqual(customer.amount_in_dispute, 100.0)
        self.assertEqual(dispute.date_until, date(2026, 6, 29))

    def _dispute(self, move, amount, **values):
        reason = self.env.ref("crm_contracts.crm_collection_dispute_reason_quality")
        return self.env["crm.collection.dispute"]._dispute(
            move, amount, reason, source="call", **values
        )

    def test_dispute_ends_by_itself(self):
        """Nobody decided: from the day after its last day all is asked for again."""
        invoice = self._owed(100.0, date(2026, 6, 1))
        dispute = self._dispute(invoice, 60.0, date_until=date(2026, 6, 20))
        self.env["crm.collection.dispute"]._expire(self.company, date(2026, 6, 20))
        self.assertEqual(dispute.state, "open")
        self.env["crm.collection.dispute"]._expire(self.company, date(2026, 6, 21))
        self.assertEqual(dispute.state, "expired")
        invoice.invalidate_recordset(["amount_disputed"])
        self.assertEqual(invoice.amount_disputed, 0.0)

    def test_accepted_dispute_holds_until_the_credit_note(self):
        invoice = self._owed(100.0, date(2026, 6, 1))
        dispute = self._dispute(invoice, 30.0)
        with self.assertRaises(UserError):
            dispute.with_user(self.cole)._decide("accepted", "")
        dispute.with_user(self.cole)._decide("accepted", "We credit 30")
        self.assertEqual(invoice.amount_disputed, 30.0)
        self._credit(30.0, date(2026, 6, 16), invoice)
        self.assertEqual(dispute.state, "credited")
        with self.assertRaises(UserError):
            dispute.with_user(self.cole)._decide("rejected", "Late thought")

    def test_no_more_is_disputed_than_is_open(self):
        invoice = self._owed(100.0, date(2026, 6, 1))
        self._dispute(invoice, 70.0)
        with self.assertRaises(UserError):
            self._dispute(invoice, 30.01)
        self._dispute(invoice, 30.0)
        self._pay(80.0, date(2026, 6, 15), invoice)
        invoice.invalidate_recordset(["amount_disputed"])
        self.assertEqual(invoice.amount_disputed, 20.0)

    def test_talk_records_promise_and_dispute(self):
        invoice = self._owed(100.0, date(2026, 6, 1))
        talks = self.env["crm.collection.talk"].with_user(self.sally)
        talk = talks.create(
            {
                "customer_id": self.customer.id,
                "outcome": "promise",
                "promise_amount": 70.0,
                "promise_date": date(2026, 6, 20),
                "move_ids": [(4, invoice.id)],
            }
        )
        talk.action_record()
        promise = self.customer.sudo().promise_ids
        self.assertEqual((promise.amount, promise.user_id), (70.0, self.sally))
        reason = self.env.ref("crm_contracts.crm_collection_dispute_reason_price")
        talks.create(
            {
                "customer_id": self.customer.id,
                "outcome": "dispute",
                "dispute_move_id": invoice.id,
                "dispute_amount": 30.0,
                "reason_id": reason.id,
            }
        ).action_record()
        self.assertEqual(self.customer.sudo().dispute_ids.amount, 30.0)
        outcomes = self.customer.sudo().notice_ids.mapped("outcome")
        self.assertEqual(sorted(outcomes), ["dispute", "promise"])

    def test_talk_takes_no_foreign_invoice(self):
        other = self._create_customer("Elsewhere")
        invoice = self._owed(100.0, date(2026, 6, 1), partner=other.partner_id)
        talk = (
            self.env["crm.collection.talk"]
            .with_user(self.cole)
            .create(
                {
                    "customer_id": self.customer.id,
                    "outcome": "dispute",
                    "dispute_move_id": invoice.id,
                    "dispute_amount": 30.0,
                    "reason_id": self.env.ref(
                        "crm_contracts.crm_collection_dispute_reason_price"
                    ).id,
                }
            )
        )
        with self.assertRaises(UserError):
            talk.action_record()

    def test_interest_by_hand(self):
        """1,000 due on 31 May at 7.3 %: 600 paid on 10 June, 400 open on the 30th.

        Ten days on 1,000 and twenty on 400 are 18,000 amount-days: 3.60. The next
        charge starts on 1 July: ten days on 400 are 0.80.
        """
        self.company.collection_interest_rate = 7.3
        invoice = self._owed(1000.0, date(2026, 5, 31))
        self._pay(600.0, date(2026, 6, 10), invoice)
        customer = self.customer.with_user(self.fina)
        charge = customer._charge_interest(date(2026, 6, 30))
        self.assertEqual((charge.amount_total, charge.state), (3.6, "draft"))
        charge.invoice_date = date(2026, 6, 30)
        charge.action_post()
        again = customer._charge_interest(date(2026, 7, 10))
        self.assertEqual(again.amount_total, 0.8)
        with self.assertRaises(UserError):
            customer._charge_interest(date(2026, 7, 10))
        again.unlink()
        self.assertEqual(customer._charge_interest(date(2026, 7, 10)).amount_total, 0.8)

    def test_interest_stays_when_the_debt_is_paid(self):
        """Paid ten days late and settled: the interest is still owed."""
        self.company.collection_interest_rate = 7.3
        invoice = self._owed(1000.0, date(2026, 5, 31))
        self._pay(1000.0, date(2026, 6, 10), invoice)
        self.assertEqual(invoice.payment_state, "paid")
        charge = self.customer.with_user(self.fina)._charge_interest(date(2026, 6, 30))
        self.assertEqual(charge.amount_total, 2.0)

    def test_grace_and_rights_of_interest(self):
        self.company.collection_interest_rate = 7.3
        self.company.collection_interest_grace = 30
        self._owed(1000.0, date(2026, 5, 31))
        with self.assertRaises(UserError):
            self.customer.with_user(self.fina)._charge_interest(date(2026, 6, 30))
        with self.assertRaises(AccessError):
            self.customer.with_user(self.cole)._charge_interest(date(2026, 7, 30))
        with self.assertRaises(AccessError):
            self.customer.with_user(self.cole)._match_payments()

    def test_legal_order_of_settlement(self):
        """Costs and interest before the debt, when the company wants it."""
        self.company.collection_interest_rate = 7.3
        self.company.collection_legal_order = True
        invoice = self._owed(1000.0, date(2026, 5, 31))
        customer = self.customer.with_user(self.fina)
        charges = customer._charge_interest(date(2026, 6, 30), costs=40.0)
        charges.invoice_date = date(2026, 6, 30)
        charges.action_post()
        self.assertEqual(sorted(charges.mapped("amount_total")), [6.0, 40.0])
        self._pay(100.0, date(2026, 7, 1))
        customer._match_payments()
        self.assertEqual(charges.mapped("amount_residual"), [0.0, 0.0])
        self.assertEqual(invoice.amount_residual, 946.0)

    def test_oldest_first_without_the_legal_order(self):
        old = self._owed(60.0, date(2026, 5, 1))
        new = self._owed(60.0, date(2026, 6, 1))
        self._credit(10.0, date(2026, 6, 2), new)
        self._pay(70.0, date(2026, 6, 10))
        self.customer.with_user(self.fina)._match_payments()
        self.assertEqual((old.amount_residual, new.amount_residual), (0.0, 40.0))
