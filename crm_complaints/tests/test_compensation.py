# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ComplaintsMoneyCommon


@tagged("post_install", "-at_install")
class TestCompensation(ComplaintsMoneyCommon):
    """The order: 10 bags at 100, 15 % tax, invoiced with 1,150."""

    def refunds(self):
        return self.invoice.reversal_move_ids

    def accept(self, offer, **values):
        return offer.sudo()._accept(self.contact, **values)

    def test_credit_note_of_the_exact_amount(self):
        offer = self._create_offer(345.0)
        self.assertEqual(offer.state, "proposed")
        offer.action_offer()
        self.assertEqual(offer.state, "offered")
        self.assertFalse(self.refunds())
        self.accept(offer)
        refund = self.refunds()
        self.assertRecordValues(
            refund,
            [
                {
                    "move_type": "out_refund",
                    "state": "posted",
                    "amount_untaxed": 300.0,
                    "amount_tax": 45.0,
                    "amount_total": 345.0,
                    "payment_state": "paid",
                }
            ],
        )
        self.assertEqual(offer.move_id, refund)
        self.assertEqual(self.invoice.amount_residual, 805.0)
        self.assertEqual(offer.state, "done")
        self.assertEqual(offer.amount_company, 345.0)
        self.assertEqual(offer.complaint_id.amount_compensated, 345.0)

    def test_ledger_of_the_credit_note(self):
        offer = self._create_offer(345.0)
        offer.action_offer()
        self.accept(offer)
        receivable = self.invoice.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        lines = self.refunds().line_ids.sorted("balance")
        self.assertEqual(lines.mapped("balance"), [-345.0, 45.0, 300.0])
        self.assertEqual(lines[0].account_id, receivable.account_id)
        self.assertEqual(lines[2].account_id, self.invoice.invoice_line_ids.account_id)
        self.assertTrue(lines[0].reconciled)

    def test_cents_of_rounding_are_settled(self):
        offer = self._create_offer(100.01)
        offer.action_offer()
        self.accept(offer)
        self.assertEqual(self.refunds().amount_total, 100.01)

    def test_money_back_leaves_the_delivered_goods_alone(self):
        offer = self._create_offer(115.0)
        offer.action_offer()
        self.accept(offer)
        self.assertEqual(self.order.order_line.qty_invoiced, 10)

    def test_paid_invoice_leaves_a_credit(self):
        self._register_payment(self.invoice)
        offer = self._create_offer(230.0)
        offer.action_offer()
        self.accept(offer)
        self.assertEqual(self.refunds().amount_residual, 230.0)

    def test_above_the_limit_a_manager_is_asked(self):
        offer = self._create_offer(500.01)
        offer.action_offer()
        self.assertEqual(offer.state, "waiting")
        approval = offer.approval_id
        self.assertEqual(approval.kind, "compensation")
        with self.assertRaisesRegex(UserError, "already in state"):
            self.accept(offer)
        approval.with_user(self.mona).action_approve("Fair")
        self.assertEqual(offer.state, "offered")
        self.accept(offer)
        self.assertEqual(self.refunds().amount_total, 500.01)

    def test_limit_itself_needs_nobody(self):
        offer = self._create_offer(500.0)
        offer.action_offer()
        self.assertEqual(offer.state, "offered")

    def test_slices_do_not_slip_under_the_limit(self):
        first = self._create_offer(300.0)
        first.action_offer()
        second = self._create_offer(250.0, complaint=first.complaint_id)
        second.action_offer()
        self.assertEqual((first.state, second.state), ("offered", "waiting"))

    def test_manager_has_a_limit_of_her_own(self):
        offer = self._create_offer(1000.0, user=self.mona)
        offer.action_offer()
        self.assertEqual(offer.state, "offered")
        self.company.complaint_limit_manager = 900
        complaint = self._create_complaint()
        self._refuse(offer)
        other = self._create_offer(1000.0, user=self.mona, complaint=complaint)
        other.action_offer()
        self.assertEqual(other.state, "waiting")

    def _refuse(self, offer):
        offer.sudo()._refuse(self.contact, "Too little")
        self.assertEqual(offer.state, "refused")

    def test_refused_by_the_manager(self):
        offer = self._create_offer(600.0)
        offer.action_offer()
        offer.approval_id.with_user(self.mona).action_refuse("Too much")
        self.assertEqual(offer.state, "refused")
        self.assertEqual(offer.answer_reason, "Too much")
        self.assertFalse(self.refunds())

    def test_withdrawn_question_may_be_asked_again(self):
        offer = self._create_offer(600.0)
        offer.action_offer()
        offer.approval_id.with_user(self.anna).action_withdraw()
        self.assertEqual(offer.state, "proposed")

    def test_nobody_approves_his_own(self):
        self.company.complaint_limit_manager = 100
        offer = self._create_offer(200.0, user=self.mona)
        offer.action_offer()
        with self.assertRaises(AccessError):
            offer.approval_id.sudo(False).with_user(self.mona).action_approve("Mine")

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_state_and_document_cannot_be_forged(self):
        offer = self._create_offer(600.0)
        for values in (
            {"state": "offered"},
            {"state": "done"},
            {"move_id": self.invoice.id},
            {"date_done": fields.Date.today()},
            {"user_id": self.boris.id},
        ):
            with self.assertRaises(AccessError):
                self._forge(offer, self.mona, **values)
        with self.assertRaises(AccessError):
            self._create_offer(10.0, complaint=offer.complaint_id, state="offered")
        with self.assertRaises(AccessError):
            self._create_offer(10.0, user=self.sally, complaint=offer.complaint_id)

    def test_offered_amount_is_fixed(self):
        offer = self._create_offer(100.0)
        offer.action_offer()
        for values in ({"amount": 500.0}, {"invoice_id": False}):
            with self.assertRaisesRegex(UserError, "already in state"):
                self._forge(offer, self.mona, **values)
        with self.assertRaisesRegex(UserError, "already in state"):
            offer.unlink()

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_foreign_agent_offers_and_records_nothing(self):
        offer = self._create_offer(100.0)
        with self.assertRaises(AccessError):
            offer.with_user(self.boris).action_offer()
        offer.action_offer()
        with self.assertRaises(AccessError):
            self._step(offer.complaint_id, "accept", "yes", self.boris, offer)
        self.assertEqual(offer.state, "offered")

    def test_staff_records_the_answer_with_a_reason(self):
        offer = self._create_offer(100.0)
        offer.action_offer()
        self._step(offer.complaint_id, "accept", "Said so on the phone", offer=offer)
        self.assertEqual(offer.state, "done")
        self.assertEqual(offer.answered_by_id, self.contact)
        self.assertIn("anna_c", offer.answer_reason)
        self.assertEqual(self.refunds().amount_total, 100.0)

    def test_never_more_than_the_claimed_lines(self):
        complaint = self._create_complaint(
            line_ids=[
                Command.create(
                    {"order_line_id": self.order.order_line.id, "quantity": 3}
                )
            ]
        )
        self.assertEqual(complaint.line_ids._bought_amount(), 345.0)
        with self.assertRaisesRegex(ValidationError, "is more than"):
            self._create_offer(345.01, complaint=complaint)
        first = self._create_offer(300.0, complaint=complaint)
        first.action_offer()
        with self.assertRaisesRegex(ValidationError, "is more than"):
            self._create_offer(45.01, complaint=complaint)

    def test_never_more_than_the_invoice_leaves(self):
        complaint = self._create_complaint()
        self.company.complaint_limit_agent = 5000
        with self.assertRaisesRegex(ValidationError, "is more than"):
            self._create_offer(1150.01, complaint=complaint)
        first = self._create_offer(1000.0, complaint=complaint)
        first.action_offer()
        self.accept(first)
        with self.assertRaisesRegex(ValidationError, "is more than"):
            self._create_offer(150.01, complaint=complaint)
        second = self._create_offer(150.0, complaint=complaint)
        second.action_offer()
        self.accept(second)
        self.assertEqual(self.invoice.payment_state, "reversed")

    def test_two_proposals_of_the_same_money(self):
        self.company.complaint_limit_agent = 5000
        complaint = self._create_complaint()
        first = self._create_offer(1000.0, complaint=complaint)
        second = self._create_offer(1000.0, complaint=complaint)
        first.action_offer()
        with self.assertRaisesRegex(ValidationError, "is more than"):
            second.action_offer()

    def test_only_an_invoice_of_this_customer(self):
        stranger = self._create_partner("Gamma", "g@gamma.test")
        foreign = self._invoice(self._create_order(partner=stranger))
        complaint = self._create_complaint()
        with self.assertRaisesRegex(ValidationError, "not a posted invoice of Alpha"):
            self._create_offer(10.0, complaint=complaint, invoice_id=foreign.id)
        with self.assertRaisesRegex(ValidationError, "choose the invoice"):
            self._create_offer(10.0, complaint=complaint, invoice_id=False)

    def test_invoice_of_the_claimed_line_is_suggested(self):
        complaint = self._create_complaint(
            line_ids=[Command.create({"order_line_id": self.order.order_line.id})]
        )
        offer = self.env["crm.complaint.compensation"].create(
            {"complaint_id": complaint.id, "amount": 1.0}
        )
        self.assertEqual(offer.invoice_id, self.invoice)
        self.assertEqual(offer.amount_max, 1150.0)

    def test_accepting_twice_makes_one_credit_note(self):
        offer = self._create_offer(100.0)
        offer.action_offer()
        self.accept(offer)
        with self.assertRaisesRegex(UserError, "already in state"):
            self.accept(offer)
        with self.assertRaisesRegex(UserError, "already in state"):
            self._step(offer.complaint_id, "accept", "again", offer=offer)
        self.assertEqual(len(self.refunds()), 1)

    def test_refused_offer_makes_nothing(self):
        offer = self._create_offer(100.0)
        offer.action_offer()
        self._refuse(offer)
        with self.assertRaisesRegex(UserError, "already in state"):
            self.accept(offer)
        self.assertFalse(self.refunds())

    def test_open_offer_blocks_cancelling(self):
        offer = self._create_offer(100)
        offer.action_offer()
        with self.assertRaisesRegex(UserError, "not answered"):
            self._step(offer.complaint_id, "cancel", "Filed twice")

    def test_open_offer_blocks_closing(self):
        offer = self._create_offer(100.0)
        offer.action_offer()
        self._solve(offer.complaint_id)
        with self.assertRaisesRegex(UserError, "not answered yet"):
            offer.complaint_id.action_close()
        self._refuse(offer)
        offer.complaint_id.action_close()

    def test_offering_is_an_answer(self):
        offer = self._create_offer(100.0)
        offer.action_offer()
        clock = self._clock(offer.complaint_id, "response")
        self.assertEqual(clock.state, "met")

    def test_money_granted_is_a_fact(self):
        offer = self._create_offer(345.0)
        offer.action_offer()
        self.accept(offer)
        self.env["crm.customer"]._refresh_facts(self.customer)
        self.env.invalidate_all()
        self.assertEqual(self.customer.compensation_amount_12m, 345.0)
        later = fields.Date.add(fields.Date.today(), days=366)
        self.env["crm.customer"]._refresh_facts(self.customer, later)
        self.env.invalidate_all()
        self.assertEqual(self.customer.compensation_amount_12m, 0.0)
