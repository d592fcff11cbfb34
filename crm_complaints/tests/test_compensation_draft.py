# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .compensation_common import CompensationCommon


@tagged("post_install", "-at_install")
class TestCompensationDraft(CompensationCommon):
    """The company leaves credit notes to rita, who keeps the books."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rita = cls._create_user("rita_c", "account.group_account_invoice")
        cls.company.write(
            {
                "complaint_credit_note_state": "draft",
                "complaint_accountant_id": cls.rita.id,
            }
        )

    def todos(self, offer):
        kind = self.env.ref("crm_complaints.mail_activity_type_post")
        return offer.move_id.activity_ids.filtered(
            lambda todo: todo.activity_type_id == kind
        )

    def post(self, offer):
        offer.move_id.sudo(False).with_user(self.rita).action_post()
        self.env.invalidate_all()

    def pay(self, amount):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.invoice.ids
        )
        wizard.create({"amount": amount})._create_payments()

    def test_draft_waits_and_posting_ends_it(self):
        """345 of 1,150 leave 805; the cost of 300 counts from the posting on."""
        offer = self._accepted("credit_note", 345.0)
        move = offer.move_id
        self.assertEqual((offer.state, move.state), ("accepted", "draft"))
        self.assertEqual(move.amount_total, 345.0)
        self.assertTrue(offer.with_user(self.anna).is_to_be_posted)
        self.assertEqual(self.todos(offer).user_id, self.rita)
        self.assertIn(self.complaint.name, self.todos(offer).summary)
        self.assertEqual((offer.cost, offer.date_cost), (0.0, False))
        self.assertEqual(self.invoice.amount_residual, 1150.0)
        self.post(offer)
        self.assertEqual((offer.state, offer.cost), ("done", 300.0))
        self.assertEqual(offer.date_cost, fields.Date.context_today(offer))
        self.assertEqual(self.invoice.amount_residual, 805.0)
        self.assertFalse(self.todos(offer) or offer.is_to_be_posted)
        self.assertEqual(self.complaint.amount_compensated, 345.0)

    def test_facts_count_the_cost_when_it_is_posted(self):
        offer = self._accepted("credit_note", 345.0)
        self._refresh()
        self.assertEqual(self.customer.compensation_cost_12m, 0.0)
        self.post(offer)
        self._refresh()
        self.assertEqual(self.customer.compensation_cost_12m, 300.0)

    def test_agent_does_not_post(self):
        offer = self._accepted("credit_note", 345.0)
        with self.assertRaises(AccessError):
            offer.move_id.sudo(False).with_user(self.anna).action_post()

    def test_draft_counts_against_what_can_be_credited(self):
        self._accepted("credit_note", 345.0)
        with self.assertRaisesRegex(ValidationError, "is more than the"):
            self._propose("credit_note", 0.01)
        bare = self._create_complaint()
        values = {"complaint": bare, "invoice_id": self.invoice.id}
        with self.assertRaisesRegex(ValidationError, "is more than the"):
            self._propose("credit_note", 805.01, **values)
        self.assertTrue(self._propose("credit_note", 805.0, **values))

    def test_second_click_makes_no_second_draft(self):
        offer = self._accepted("credit_note", 345.0)
        with self.assertRaisesRegex(UserError, "has its document already"):
            offer.action_make_document()
        with self.assertRaisesRegex(UserError, "already in state"):
            self._accept(offer)
        with self.assertRaisesRegex(UserError, "already in state"):
            self._step(self.complaint, "withdraw", "A mistake", offer=offer)
        self.assertEqual(len(self.invoice.reversal_move_ids), 1)

    def test_deleted_draft_is_booked_again(self):
        offer = self._accepted("credit_note", 345.0)
        offer.move_id.sudo(False).with_user(self.rita).unlink()
        self.env.invalidate_all()
        self.assertEqual((offer.state, offer.move_id.id), ("accepted", False))
        todo = self.complaint.sudo().activity_ids
        self.assertEqual(todo.user_id, self.anna)
        self.assertIn("Book It Now", todo.note)
        offer.action_make_document()
        self.assertTrue(offer.is_to_be_posted)
        self.post(offer)
        self.assertEqual(self.invoice.amount_residual, 805.0)

    def test_cancelled_draft_is_booked_again_and_never_twice(self):
        offer = self._accepted("credit_note", 345.0)
        gone = offer.move_id.sudo(False).with_user(self.rita)
        gone.button_cancel()
        self.env.invalidate_all()
        self.assertEqual((offer.state, offer.move_id.id), ("accepted", False))
        offer.action_make_document()
        self.assertNotEqual(offer.move_id, gone)
        with self.assertRaisesRegex(UserError, "is booked anew"):
            gone.button_draft()
        self.post(offer)
        self.assertEqual((offer.state, self.invoice.amount_residual), ("done", 805.0))

    def test_given_up_after_the_draft_was_taken_away(self):
        offer = self._accepted("credit_note", 345.0)
        offer.move_id.sudo(False).with_user(self.rita).button_cancel()
        self._step(self.complaint, "withdraw", "A mistake", offer=offer)
        self.assertEqual(offer.state, "withdrawn")

    def test_posted_and_taken_back_is_cancelled_as_before(self):
        offer = self._accepted("credit_note", 345.0)
        self.post(offer)
        move = offer.move_id.sudo()
        move.button_draft()
        self.assertEqual((offer.state, offer.cost), ("accepted", 0.0))
        move.button_cancel()
        self.assertEqual(offer.state, "cancelled")

    def test_partly_paid_invoice(self):
        """1,150 less 500 paid less 345 credited leave 305."""
        self.pay(500.0)
        offer = self._accepted("credit_note", 345.0)
        self.assertEqual(self.invoice.amount_residual, 650.0)
        self.post(offer)
        self.assertEqual(self.invoice.amount_residual, 305.0)
        self.assertEqual(offer.move_id.amount_residual, 0.0)

    def test_more_than_is_open_leaves_the_rest_with_the_customer(self):
        """1,000 of 1,150 are paid: of 345 credited 195 stay open."""
        self.pay(1000.0)
        offer = self._accepted("credit_note", 345.0)
        self.post(offer)
        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertEqual(offer.move_id.amount_residual, 195.0)

    def test_money_is_paid_back_after_posting(self):
        self.company.complaint_refund_user_id = self.mona
        self.pay(1150.0)
        offer = self._accepted("refund", 345.0)
        self.assertEqual((offer.state, offer.refund_state), ("accepted", False))
        self.assertEqual(offer.move_id.activity_ids.user_id, self.rita)
        self.post(offer)
        self.assertEqual((offer.state, offer.refund_state), ("done", "to_pay"))
        self.assertEqual(offer.move_id.activity_ids.user_id, self.mona)
        self.assertIn("Pay back", offer.move_id.activity_ids.summary)
        self.assertTrue(offer.move_id.is_complaint_refund)

    def test_returned_goods_are_credited_by_a_draft(self):
        order, case = self._claim_covers(3)
        goods = self._goods(2, order)
        offer = self._accepted("return", complaint=case, line_ids=goods)
        self.assertFalse(offer.move_id)
        offer.action_goods_received()
        self.assertEqual((offer.state, offer.move_id.state), ("accepted", "draft"))
        with self.assertRaisesRegex(UserError, "has its document already"):
            offer.action_goods_received()
        self.post(offer)
        self.assertEqual((offer.state, offer.move_id.amount_total), ("done", 230.0))

    def test_goodwill_is_a_draft_too(self):
        offer = self._accepted("goodwill", 50.0)
        self.assertTrue(offer.is_to_be_posted)
        self.post(offer)
        self.assertEqual((offer.state, offer.cost), ("done", 50.0))

    def test_closed_books_do_not_keep_a_draft_out(self):
        tomorrow = fields.Date.add(fields.Date.today(), days=1)
        self.company.fiscalyear_lock_date = tomorrow
        offer = self._propose("credit_note", 115.0)
        offer.action_offer()
        self.company.complaint_credit_note_state = "posted"
        refused = self.assertRaisesRegex(UserError, "closed until.*be left as drafts")
        with refused, self.env.cr.savepoint():
            self._step(self.complaint, "accept", "yes", offer=offer)
        self.company.complaint_credit_note_state = "draft"
        self._step(self.complaint, "accept", "yes", offer=offer)
        self.assertEqual((offer.state, offer.move_id.state), ("accepted", "draft"))

    def test_who_is_asked_where_nobody_keeps_the_books(self):
        self.company.complaint_accountant_id = False
        self.company.complaint_refund_user_id = self.mona
        first = self._accepted("goodwill", 50.0)
        self.assertEqual(self.todos(first).user_id, self.mona)
        self.company.complaint_refund_user_id = False
        second = self._accepted("goodwill", 50.0)
        self.assertEqual(self.todos(second).user_id, self.anna)

    def test_case_tells_who_posts_it(self):
        self._accepted("credit_note", 345.0)
        log = self.complaint.message_ids.filtered(lambda m: "is a draft" in m.body)
        self.assertIn(self.rita.name, log.body)
        self.assertNotEqual(log.author_id, self.contact)

    def test_posted_at_once_by_default(self):
        company = self.env["res.company"].create({"name": "New"})
        self.assertEqual(company.complaint_credit_note_state, "posted")
        self.company.complaint_credit_note_state = "posted"
        offer = self._accepted("credit_note", 345.0)
        self.assertEqual((offer.state, offer.move_id.state), ("done", "posted"))
