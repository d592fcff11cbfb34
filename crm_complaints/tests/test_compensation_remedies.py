# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .compensation_common import CompensationCommon


@tagged("post_install", "-at_install")
class TestCompensationRemedies(CompensationCommon):
    """Each remedy ends in one real document."""

    def test_money_back_is_a_credit_note_that_waits_for_its_payment(self):
        self._register_payment(self.invoice)
        accountant = self._create_user("acc_c", "account.group_account_invoice")
        self.company.complaint_refund_user_id = accountant
        offer = self._accepted("refund", 115.0)
        move = offer.move_id
        self.assertRecordValues(
            move,
            [{"amount_untaxed": 100, "amount_residual": 115, "state": "posted"}],
        )
        self.assertTrue(move.is_complaint_refund)
        self.assertEqual(move.activity_ids.user_id, accountant)
        self.assertEqual((offer.state, offer.refund_state), ("done", "to_pay"))
        action = offer.with_user(accountant).move_id.action_register_payment()
        wizards = self.env["account.payment.register"].with_user(accountant)
        wizards.with_context(**action["context"]).create({}).action_create_payments()
        offer.invalidate_recordset()
        self.assertEqual(offer.refund_state, "paid")
        self.assertEqual(move.amount_residual, 0)

    def test_money_back_needs_a_paid_invoice(self):
        with self.assertRaisesRegex(ValidationError, "is not paid yet"):
            self._propose("refund", 115.0)

    def test_replacement_is_a_confirmed_order_at_price_zero(self):
        offer = self._propose("replacement")
        self.assertEqual(offer.amount, 345.0)
        offer.action_offer()
        self._accept(offer)
        order = offer.delivery_order_id
        self.assertRecordValues(
            order,
            [
                {
                    "state": "sale",
                    "amount_total": 0,
                    "is_gratis": True,
                    "partner_id": self.partner.id,
                    "complaint_id": self.complaint.id,
                }
            ],
        )
        self.assertEqual(order.order_line.product_uom_qty, 3)
        self.assertEqual(
            order.order_line.compensation_line_id.order_line_id, self.order.order_line
        )
        self.assertEqual((offer.state, offer.cost), ("done", 180.0))
        self.assertEqual(offer.amount_company, 345.0)

    def test_what_is_missing_is_delivered(self):
        offer = self._accepted("redelivery", line_ids=self._goods(2))
        self.assertEqual(offer.amount, 230.0)
        self.assertEqual(offer.delivery_order_id.order_line.product_uom_qty, 2)
        self.assertEqual(offer.cost, 120.0)

    def test_goods_are_worth_what_was_paid_for_them(self):
        offer = self._propose("replacement")
        with self.assertRaisesRegex(ValidationError, "the goods are worth"):
            offer.amount = 1.0

    def test_no_more_goods_than_claimed_and_ordered(self):
        self._accepted("replacement", line_ids=self._goods(2))
        with self.assertRaisesRegex(ValidationError, "only 1 were ordered"):
            self._propose("redelivery", line_ids=self._goods(2))

    def test_no_more_goods_than_claimed(self):
        with self.assertRaisesRegex(ValidationError, "only 3 were ordered"):
            self._propose("replacement", line_ids=self._goods(4))

    def test_other_cases_do_not_replace_the_same_goods(self):
        order = self._create_order(quantity=3)
        first = self._create_claim(order=order)
        again = self._create_claim(order=order)
        self._accepted("replacement", complaint=first)
        with self.assertRaisesRegex(ValidationError, "only 0 were ordered"):
            self._propose("replacement", complaint=again)

    def test_goods_of_another_customer_are_not_replaced(self):
        stranger = self._create_partner("Gamma", "g@gamma.test")
        foreign = self._create_order(partner=stranger)
        complaint = self._create_complaint()
        with self.assertRaisesRegex(ValidationError, "not something that Alpha"):
            self._propose(
                "replacement", complaint=complaint, line_ids=self._goods(1, foreign)
            )

    def test_returned_goods_are_credited_when_they_are_back(self):
        order, case = self._claim_covers()
        goods = self._goods(2, order)
        offer = self._accepted("return", complaint=case, line_ids=goods)
        self.assertEqual((offer.state, offer.move_id.id), ("accepted", False))
        offer.action_goods_received()
        self.assertEqual(offer.state, "done")
        self.assertEqual(offer.move_id.amount_total, 230.0)
        self.assertEqual(offer.received_by_id, self.anna)
        with self.assertRaisesRegex(UserError, "already in state"):
            offer.action_goods_received()

    def test_a_return_that_never_comes_is_given_up(self):
        order, case = self._claim_covers()
        goods = self._goods(2, order)
        offer = self._accepted("return", complaint=case, line_ids=goods)
        self._step(case, "withdraw", "Never came", offer=offer)
        self.assertEqual(offer.state, "withdrawn")
        with self.assertRaisesRegex(UserError, "already in state"):
            offer.action_goods_received()

    def test_goodwill_is_a_credit_note_of_its_own(self):
        offer = self._accepted("goodwill", 50.0)
        move = offer.move_id
        self.assertFalse(move.reversed_entry_id)
        self.assertRecordValues(
            move, [{"move_type": "out_refund", "amount_total": 50, "state": "posted"}]
        )
        goodwill = self.env.ref("crm_complaints.crm_complaint_product_goodwill")
        self.assertEqual(move.invoice_line_ids.product_id, goodwill)
        self.assertEqual(self.invoice.amount_residual, 1150.0)
        with self.assertRaisesRegex(ValidationError, "what goodwill is for"):
            self._propose("goodwill", 50.0, note=False)

    def test_goodwill_in_another_currency(self):
        euro = self.setup_other_currency("EUR", rates=[("2016-01-01", 2.0)])
        offer = self._accepted("goodwill", 100.0, currency_id=euro.id)
        self.assertEqual(offer.move_id.currency_id, euro)
        self.assertEqual(offer.move_id.amount_total, 100.0)
        self.assertEqual((offer.amount_company, offer.cost), (50.0, 50.0))

    def test_a_credit_note_is_in_the_currency_of_its_invoice(self):
        euro = self.setup_other_currency("EUR", rates=[("2016-01-01", 2.0)])
        with self.assertRaisesRegex(ValidationError, "in the same currency"):
            self._propose("credit_note", 10.0, currency_id=euro.id)

    def test_archived_journal_leaves_nothing_half_written(self):
        offer = self._propose("credit_note", 115.0)
        offer.action_offer()
        self.invoice.journal_id.active = False
        moves = self.env["account.move"].search_count([])
        with self.assertRaisesRegex(UserError, "is archived. Ask accounting"):
            self._step(self.complaint, "accept", "yes", offer=offer)
        self.env.invalidate_all()
        self.assertEqual(self.env["account.move"].search_count([]), moves)

    def test_closed_books_keep_the_customers_yes(self):
        """The customer reads no ledger words; his yes waits for the agent."""
        offer = self._propose("credit_note", 115.0)
        offer.action_offer()
        tomorrow = fields.Date.add(fields.Date.today(), days=1)
        self.company.hard_lock_date = False
        self.company.fiscalyear_lock_date = tomorrow
        portal = self._create_portal_user("paula_books", self.contact)
        moves = self.env["account.move"].search_count([])
        offer.with_user(portal).sudo()._accept(self.contact)
        self.assertEqual((offer.state, offer.move_id.id), ("accepted", False))
        self.assertEqual(self.env["account.move"].search_count([]), moves)
        note = self.complaint.activity_ids.note
        self.assertIn("closed until", note)
        with self.assertRaisesRegex(UserError, "closed until"):
            offer.action_make_document()
        self.company.fiscalyear_lock_date = False
        offer.action_make_document()
        self.assertEqual(offer.state, "done")
        with self.assertRaisesRegex(UserError, "already in state"):
            offer.action_make_document()
        self.assertEqual(self.invoice.reversal_move_ids.amount_total, 115.0)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_nobody_forges_documents_or_goods(self):
        offer = self._propose("replacement")
        for values in (
            {"delivery_order_id": self.order.id},
            {"cost": 0.0},
            {"date_received": fields.Date.today()},
            {"is_over_budget": False},
        ):
            with self.assertRaises(AccessError):
                self._forge(offer, self.mona, **values)
        offer.action_offer()
        for values in ({"quantity": 1}, {"order_line_id": self.order.order_line.id}):
            with self.assertRaisesRegex(UserError, "already in state"):
                self._forge(offer.line_ids, self.mona, **values)
        with self.assertRaisesRegex(UserError, "already in state"):
            offer.line_ids.unlink()
        with self.assertRaises(AccessError):
            self._forge(self.order, self.env.ref("base.user_admin"), is_gratis=True)
