# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .compensation_common import CompensationCommon


@tagged("post_install", "-at_install")
class TestCompensationLater(CompensationCommon):
    """What is carried out later than the customer's yes: rita posts the drafts, as
    much as he accepted, and he is told once."""

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

    def draft(self, amount=115.0):
        return self._accepted("credit_note", amount)

    def post(self, offer):
        offer.move_id.sudo(False).with_user(self.rita).action_post()
        self.env.invalidate_all()

    def change(self, offer, price):
        """Rita writes another price into the draft's only line; 15 % come on top."""
        [line] = offer.move_id.invoice_line_ids
        line.with_user(self.rita).sudo(False).price_unit = price
        self.env.invalidate_all()

    def letters(self, complaint=None):
        complaint = complaint or self.complaint
        return complaint.message_ids.filtered(lambda m: "carried out" in m.body)

    def test_less_than_accepted_is_not_posted(self):
        """80 and 15 % are 92 instead of 115."""
        offer = self.draft()
        self.change(offer, 80.0)
        self.assertEqual(offer.move_id.amount_total, 92.0)
        with self.assertRaises(UserError) as refused:
            self.post(offer)
        words = str(refused.exception)
        for part in (self.complaint.name, "92.00", "115.00", "cancel the draft"):
            self.assertIn(part, words)
        self.assertEqual((offer.state, offer.move_id.state), ("accepted", "draft"))
        self.change(offer, 100.0)
        self.post(offer)
        self.assertEqual(offer.state, "done")

    def test_more_than_accepted_is_not_posted(self):
        """100.01 and 15 % are 115.01 instead of 115."""
        offer = self.draft()
        self.change(offer, 100.01)
        self.assertEqual(offer.move_id.amount_total, 115.01)
        with self.assertRaisesRegex(UserError, "115.01"):
            self.post(offer)

    def test_taken_back_and_changed_is_not_posted_again(self):
        offer = self.draft()
        self.post(offer)
        offer.move_id.sudo().button_draft()
        self.change(offer, 80.0)
        with self.assertRaisesRegex(UserError, "92.00"):
            self.post(offer)

    def test_other_credit_notes_are_posted_as_they_are(self):
        move = self.invoice._reverse_moves()
        move.invoice_line_ids.price_unit = 80.0
        move.action_post()
        self.assertEqual(move.state, "posted")

    def test_customer_is_told_when_the_draft_is_posted(self):
        offer = self.draft()
        self.assertFalse(self.letters())
        self.post(offer)
        letter = self.letters()
        self.assertEqual(len(letter), 1)
        self.assertIn(offer.move_id.name, letter.body)
        self.assertIn("115.00", letter.body)
        self.assertIn(self.contact, letter.notified_partner_ids)
        self.assertIn(letter, self.complaint._portal_messages())
        self.assertEqual(letter.author_id, self.anna.partner_id)

    def test_letter_is_no_answer_to_what_he_asked(self):
        self.env["crm.complaint.sla"].search([]).next_response_hours = 2
        case = self._create_claim()
        offer = self._accepted("credit_note", 115.0, complaint=case)
        case.sudo().message_post(
            body="When does the lorry come?",
            author_id=self.contact.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertEqual(self._clock(case, "next_response").state, "running")
        self.post(offer)
        self.assertTrue(self.letters(case))
        self.assertEqual(self._clock(case, "next_response").state, "running")

    def test_posted_again_is_not_told_again(self):
        offer = self.draft()
        self.post(offer)
        offer.move_id.sudo().button_draft()
        self.post(offer)
        self.assertEqual(offer.state, "done")
        self.assertEqual(len(self.letters()), 1)

    def test_what_he_sees_at_once_is_not_told(self):
        self.company.complaint_credit_note_state = "posted"
        self.assertEqual(self.draft().state, "done")
        self.assertFalse(self.letters())

    def test_what_the_agent_books_later_is_told(self):
        offer = self.draft()
        offer.move_id.sudo().unlink()
        self.company.complaint_credit_note_state = "posted"
        offer.action_make_document()
        self.assertEqual(offer.state, "done")
        self.assertIn(offer.move_id.name, self.letters().body)

    def test_goods_that_came_back_are_told(self):
        self.company.complaint_credit_note_state = "posted"
        order, case = self._claim_covers(3)
        goods = self._goods(2, order)
        offer = self._accepted("return", complaint=case, line_ids=goods)
        self.assertFalse(self.letters(case))
        offer.action_goods_received()
        self.assertIn("230.00", self.letters(case).body)

    def test_contact_whom_nothing_reaches_hinders_nothing(self):
        offer = self.draft()
        self.contact.write({"email": False, "active": False})
        self.post(offer)
        self.assertEqual(offer.state, "done")
        self.assertEqual(len(self.letters()), 1)
