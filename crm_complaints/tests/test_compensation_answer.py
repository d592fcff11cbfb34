# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .compensation_common import CompensationCommon


@tagged("post_install", "-at_install")
class TestCompensationAnswer(CompensationCommon):
    """Alternatives, last days, and documents that are taken back."""

    def choice(self):
        """A credit note of 230 or the three bags again (345), offered together."""
        money = self._propose("credit_note", 230.0, is_alternative=True)
        goods = self._propose("replacement", is_alternative=True)
        self.complaint.with_user(self.anna).action_offer_proposals()
        return money, goods

    def test_accepting_one_withdraws_the_others(self):
        money, goods = self.choice()
        self.assertEqual((money.state, goods.state), ("offered", "offered"))
        self._accept(goods)
        self.assertEqual((money.state, goods.state), ("withdrawn", "done"))
        with self.assertRaisesRegex(UserError, "already in state"):
            self._accept(money)
        self.assertFalse(self.invoice.reversal_move_ids)

    def test_refusing_one_leaves_the_others(self):
        money, goods = self.choice()
        money.sudo()._refuse(self.contact, "No")
        self.assertEqual(goods.state, "offered")
        self._accept(goods)
        self.assertEqual((money.state, goods.state), ("refused", "done"))

    def test_offered_together_in_one_message(self):
        before = len(self.complaint.message_ids)
        self.choice()
        offers = self.complaint.message_ids[: len(self.complaint.message_ids) - before]
        texts = [str(message.body) for message in offers if "230" in message.body]
        self.assertEqual(len(texts), 1)
        self.assertIn("345", texts[0])

    def test_of_alternatives_the_dearest_counts(self):
        """230 or 345 are at most 345, which an agent grants up to 500."""
        money, goods = self.choice()
        self.assertEqual((goods | money)._total_of("amount_company"), 345.0)
        extra = self._propose("goodwill", 155.0)
        extra.action_offer()
        self.assertEqual(extra.state, "offered")
        more = self._propose("goodwill", 0.01)
        more.action_offer()
        self.assertEqual(more.state, "waiting")

    def test_without_a_choice_the_same_goods_are_paid_once(self):
        money = self._propose("credit_note", 230.0)
        money.action_offer()
        with self.assertRaisesRegex(ValidationError, "is more than"):
            self._propose("replacement")

    def test_a_waiting_alternative_is_withdrawn_with_its_question(self):
        dear = self._create_claim(10)
        goods = self._propose("replacement", complaint=dear, is_alternative=True)
        money = self._propose("credit_note", 100.0, complaint=dear, is_alternative=True)
        (goods | money).action_offer()
        self.assertEqual((goods.state, goods.amount), ("waiting", 1150.0))
        self.assertEqual(money.state, "waiting")
        money.approval_id.with_user(self.mona).action_approve("Fair")
        self._accept(money)
        self.assertEqual(goods.state, "withdrawn")
        self.assertEqual(goods.approval_id.state, "withdrawn")

    def test_offer_ends_on_its_last_day(self):
        offer = self._propose("goodwill", 50.0)
        offer.action_offer()
        today = self.env["crm.customer"]._today(self.company)
        self.assertEqual(offer.date_valid, fields.Date.add(today, days=30))
        offer.sudo().date_valid = today
        self._expire(today)
        self.assertEqual(offer.state, "offered")
        offer.sudo().date_valid = fields.Date.subtract(today, days=1)
        with self.assertRaisesRegex(UserError, "was valid until"):
            self._accept(offer)
        self._expire(today)
        self.assertEqual(offer.state, "expired")
        self.assertEqual(self.complaint.message_ids[:1].body.unescape().count("50"), 1)

    def _expire(self, today):
        """The daily job, whose commits are saved up by the test."""
        cron = self.env["ir.cron"]
        self.patch(type(cron), "_commit_progress", lambda *args, **kwargs: True)
        self.env["crm.complaint.compensation"]._cron_expire(today)

    def test_offer_is_not_changed_after_the_answer(self):
        offer = self._accepted("goodwill", 50.0)
        for values in ({"amount": 500.0}, {"note": "More"}, {"kind": "credit_note"}):
            with self.assertRaisesRegex(UserError, "already in state"):
                self._forge(offer, self.mona, **values)

    def test_offer_taken_back_is_not_accepted(self):
        offer = self._propose("goodwill", 50.0)
        offer.action_offer()
        self._step(self.complaint, "withdraw", "A mistake", offer=offer)
        self.assertEqual(offer.state, "withdrawn")
        with self.assertRaisesRegex(UserError, "already in state"):
            self._accept(offer)

    def test_cancelled_credit_note_cancels_the_compensation(self):
        offer = self._accepted("credit_note", 345.0)
        self.assertEqual(self.complaint.amount_compensated, 345.0)
        move = offer.move_id.sudo()
        move.button_draft()
        self.assertEqual((offer.state, offer.cost), ("accepted", 0.0))
        move.action_post()
        self.assertEqual((offer.state, offer.cost), ("done", 300.0))
        move.button_draft()
        move.button_cancel()
        self.assertEqual(offer.state, "cancelled")
        self.assertEqual(self.complaint.amount_compensated, 0.0)
        with self.assertRaisesRegex(UserError, "Make a new offer"):
            move.button_draft()
        self._accepted("credit_note", 345.0)
        self.assertEqual(self.complaint.amount_compensated, 345.0)

    def test_cancelled_order_frees_the_goods(self):
        offer = self._accepted("replacement")
        order = offer.delivery_order_id.sudo()
        order._action_cancel()
        self.assertEqual(offer.state, "cancelled")
        with self.assertRaisesRegex(UserError, "make a new offer"):
            order.action_draft()
        again = self._accepted("replacement")
        self.assertEqual(again.state, "done")

    def test_order_of_a_compensation_keeps_goods_and_price(self):
        order = self._accepted("replacement").delivery_order_id
        seller = self._create_user("seller_c", "sales_team.group_sale_manager")
        line = order.with_user(seller).order_line
        for values in ({"product_uom_qty": 300}, {"price_unit": 5.0}):
            with self.assertRaisesRegex(UserError, "carries out a compensation"):
                line.write(values)
        with self.assertRaisesRegex(UserError, "carries out a compensation"):
            line.copy({"order_id": order.id})
        line.qty_delivered = 3
        self.assertEqual(line.qty_delivered, 3)
