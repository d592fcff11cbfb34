# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .compensation_common import CompensationCommon


@tagged("post_install", "-at_install")
class TestCompensationGiven(CompensationCommon):
    """The same goods are paid back once: ten bags, bought for 1,150."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.complaint_limit_agent = 50000
        cls.complaint = cls._create_claim(10)
        cls.again = cls._create_claim(10)

    def reverse(self, untaxed=None):
        """A credit note that accounting makes by hand, of all or of an amount."""
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=self.invoice.ids
        )
        wizard = wizard.create({"journal_id": self.invoice.journal_id.id})
        wizard.refund_moves()
        refund = self.invoice.reversal_move_ids.filtered(lambda m: m.state == "draft")
        if untaxed:
            refund.invoice_line_ids.write({"quantity": 1, "price_unit": untaxed})
        refund.action_post()
        return refund

    def test_money_in_one_case_leaves_no_goods_in_another(self):
        self._accepted("credit_note", 1150.0)
        with self.assertRaisesRegex(ValidationError, self.complaint.name):
            self._propose("replacement", complaint=self.again)

    def test_goods_in_one_case_leave_no_money_in_another(self):
        self._accepted("replacement", line_ids=self._goods(9))
        with self.assertRaisesRegex(ValidationError, "given back"):
            self._propose("credit_note", 115.01, complaint=self.again)
        rest = self._accepted("credit_note", 115.0, complaint=self.again)
        self.assertEqual(rest.state, "done")

    def test_without_claimed_lines_the_goods_count_as_well(self):
        bare = self._create_complaint()
        self._accepted("replacement", complaint=bare, line_ids=self._goods(10))
        with self.assertRaisesRegex(ValidationError, "given back"):
            self._propose(
                "credit_note", 1.0, complaint=bare, invoice_id=self.invoice.id
            )

    def test_returned_goods_are_not_replaced_as_well(self):
        order, case = self._claim_covers(10)
        self._accepted("return", complaint=case, line_ids=self._goods(10, order))
        with self.assertRaisesRegex(ValidationError, "0 were ordered"):
            again = self._create_claim(10, order=order)
            self._propose("replacement", complaint=again)

    def test_credit_notes_made_by_hand_count(self):
        """575 of 1,150 by hand leave five bags."""
        refund = self.reverse(500.0)
        self.assertEqual(refund.amount_total, 575.0)
        offer = self._accepted("replacement", line_ids=self._goods(5))
        self.assertEqual(offer.state, "done")
        with self.assertRaisesRegex(ValidationError, refund.name.replace("/", ".")):
            self._propose("replacement", line_ids=self._goods(1))
        with self.assertRaisesRegex(ValidationError, "given back"):
            self._propose("credit_note", 1.0, complaint=self.again)

    def test_credit_note_by_hand_of_the_whole_invoice(self):
        self.reverse()
        with self.assertRaisesRegex(ValidationError, "given back"):
            self._propose("replacement", line_ids=self._goods(1))

    def test_credit_note_by_hand_between_offer_and_answer(self):
        offer = self._propose("replacement")
        offer.action_offer()
        self.reverse()
        with self.assertRaisesRegex(ValidationError, "given back"):
            self._accept(offer)
        self.assertFalse(offer.delivery_order_id)

    def test_what_is_given_on_top_stays_possible(self):
        self._accepted("credit_note", 1150.0)
        offer = self._accepted("goodwill", 50.0, complaint=self.again)
        self.assertEqual(offer.state, "done")

    def test_cancelled_documents_leave_it_free_again(self):
        offer = self._accepted("credit_note", 1150.0)
        offer.move_id.sudo().button_draft()
        offer.move_id.sudo().button_cancel()
        again = self._accepted("replacement", complaint=self.again)
        self.assertEqual(again.state, "done")

    def test_of_open_alternatives_the_dearest_counts(self):
        """230 or three bags (345) in one case leave 805 in the other."""
        self._propose("credit_note", 230.0, is_alternative=True).action_offer()
        self._propose(
            "replacement", line_ids=self._goods(3), is_alternative=True
        ).action_offer()
        with self.assertRaisesRegex(ValidationError, "805"):
            self._propose("credit_note", 805.01, complaint=self.again)
        offer = self._propose("credit_note", 805.0, complaint=self.again)
        self.assertEqual(offer.amount_max, 805.0)

    def test_other_bags_of_the_same_order_are_not_the_same_goods(self):
        """Three bags replaced in one case do not use up three others of ten."""
        first, other = self._create_claim(3), self._create_claim(3)
        self._accepted("replacement", complaint=first)
        self.assertEqual(self._accepted("replacement", complaint=other).state, "done")

    def test_other_lines_of_the_order_are_left_alone(self):
        """Cement of 1,150 credited; the sand of 230 is still replaced."""
        order, sand = self._two_lines()
        case = self._create_claim(10, order=order)
        self._accepted("credit_note", 1150.0, complaint=case)
        other = self._create_complaint(
            line_ids=[Command.create({"order_line_id": sand.id, "quantity": 2})]
        )
        goods = [Command.create({"order_line_id": sand.id, "quantity": 2})]
        offer = self._accepted("replacement", complaint=other, line_ids=goods)
        self.assertEqual(offer.amount_company, 230.0)
        with self.assertRaisesRegex(ValidationError, "given back"):
            self._propose("credit_note", 1.0, complaint=other)

    def _two_lines(self):
        order = self._quotation()
        line = order.order_line.copy({"order_id": order.id})
        line.write(
            {
                "product_id": self.env["product.product"].create({"name": "Sand"}).id,
                "product_uom_qty": 2,
                "price_unit": 100.0,
                "tax_ids": [Command.set(self.tax.ids)],
            }
        )
        order.action_confirm()
        for ordered in order.order_line:
            ordered.qty_delivered = ordered.product_uom_qty
        order._create_invoices().action_post()
        return order, line

    def test_merged_cases_claim_the_same_goods_once(self):
        """Three bags for 100 and four for 50 of one order are four bags for 100."""
        claims = ((3, 100.0), (4, 50.0))
        cases = self.env["crm.complaint"]
        for quantity, amount in claims:
            case = self._create_claim(quantity)
            case.line_ids.amount_claimed = amount
            cases |= case
        target, loser = cases
        (cases)._merge_into(target, "The same bags")
        rows = [(line.quantity, line.amount_claimed) for line in target.line_ids]
        self.assertEqual(rows, [(3.0, 100.0), (1.0, 0.0)])
        self.assertFalse(loser.line_ids)
        bodies = " ".join(target.message_ids.mapped("body"))
        self.assertIn("counted once", bodies)
        offer = self._propose("credit_note", 460.0, complaint=target)
        self.assertEqual(offer.amount_max, 460.0)

    def test_merged_claims_of_other_goods_stay(self):
        first = self._create_claim(3)
        second = self._create_claim(4, order=self._create_order())
        (first | second)._merge_into(first, "One call")
        self.assertEqual(first.line_ids.mapped("quantity"), [3.0, 4.0])

    def test_claims_of_one_order_line_are_no_more_than_it(self):
        """Six bags and five more of ten are ten."""
        line = self.order.order_line
        claims = [
            Command.create({"order_line_id": line.id, "quantity": quantity})
            for quantity in (6, 5)
        ]
        case = self._create_complaint(line_ids=claims)
        amounts = [claim._bought_amount() for claim in case.line_ids]
        self.assertEqual(amounts, [690.0, 460.0])
        offer = self._propose("replacement", complaint=case)
        self.assertEqual(offer.line_ids.mapped("quantity"), [6.0, 4.0])
        self.assertEqual((offer.amount, offer.amount_max), (1150.0, 1150.0))


@tagged("post_install", "-at_install")
class TestCompensationOfInvoices(CompensationCommon):
    """An invoice without an order: ten bags at 100 and sand for 200, 15 % tax."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.complaint_limit_agent = 50000
        cls.sand = cls.env["product.product"].create({"name": "Sand"})
        cls.invoice = cls._bill((cls.product, 10, 100.0), (cls.sand, 1, 200.0))
        cls.cement_line = cls.invoice.invoice_line_ids[0]
        cls.complaint = cls._claim_invoice(3)

    @classmethod
    def _bill(cls, *rows):
        move = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": cls.partner.id,
                "invoice_date": fields.Date.today(),
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "quantity": quantity,
                            "price_unit": price,
                            "tax_ids": [Command.set(cls.tax.ids)],
                        }
                    )
                    for product, quantity, price in rows
                ],
            }
        )
        move.action_post()
        return move

    @classmethod
    def _claim_invoice(cls, quantity, **values):
        claim = {"invoice_line_id": cls.cement_line.id, "quantity": quantity}
        return cls._create_complaint(line_ids=[Command.create(claim)], **values)

    def test_line_takes_product_and_price_from_the_invoice(self):
        line = self.complaint.line_ids
        self.assertEqual(line.product_id, self.product)
        self.assertEqual(line._bought_amount(), 345.0)
        whole = self._create_complaint(
            line_ids=[Command.create({"invoice_line_id": self.cement_line.id})]
        )
        self.assertEqual(whole.line_ids.quantity, 10)
        with self.assertRaisesRegex(ValidationError, "11.*10"):
            self._claim_invoice(11)

    def test_disputed_amount(self):
        self.complaint.kind = "dispute"
        self.invoice.invalidate_recordset()
        self.assertEqual(self.invoice.amount_disputed, 345.0)
        found = self.env["account.move"].search([("is_disputed", "=", True)])
        self.assertIn(self.invoice, found)
        self.assertEqual(self.invoice.complaint_count, 1)

    def test_named_invoice_is_disputed_not_the_others_of_the_order(self):
        """One order invoiced twice: only the invoice that was named is disputed."""
        order = self._create_order()
        first = self._bill((self.product, 4, 100.0))
        second = self._bill((self.product, 6, 100.0))
        for move in first | second:
            move.invoice_line_ids.sale_line_ids = order.order_line
        case = self._create_complaint(
            kind="dispute",
            line_ids=[
                Command.create(
                    {
                        "order_line_id": order.order_line.id,
                        "invoice_line_id": second.invoice_line_ids.id,
                        "amount_claimed": 100.0,
                    }
                )
            ],
        )
        self.assertTrue(case)
        self.assertEqual((first.amount_disputed, second.amount_disputed), (0, 100.0))

    def test_credit_note_of_the_claimed_line_only(self):
        with self.assertRaisesRegex(ValidationError, "is more than"):
            self._propose("credit_note", 345.01)
        offer = self._propose("credit_note", 345.0)
        self.assertEqual(offer.invoice_id, self.invoice)
        self.assertEqual(offer.amount_max, 345.0)
        offer.action_offer()
        self._accept(offer)
        line = offer.move_id.invoice_line_ids
        self.assertEqual((len(line), line.price_total), (1, 345.0))
        self.assertIn("Cement", line.name)

    def test_other_cases_leave_what_the_line_was_sold_for(self):
        self._accepted("credit_note", 1150.0, complaint=self._claim_invoice(10))
        with self.assertRaisesRegex(ValidationError, "given back"):
            self._propose("credit_note", 1.0)

    def test_report_weighs_lines_by_their_invoice(self):
        """A goodwill of 575 over bags of 345 and sand of 230."""
        self.complaint.line_ids = [
            Command.create({"invoice_line_id": self.invoice.invoice_line_ids[1].id})
        ]
        self._accepted("goodwill", 575.0)
        self.env.flush_all()
        rows = self.env["crm.complaint.compensation.report"].search(
            [("complaint_id", "=", self.complaint.id)]
        )
        costs = {row.product_id: row.cost for row in rows}
        self.assertEqual(costs, {self.product: 345.0, self.sand: 230.0})

    def test_fixed_taxes_are_no_rounding(self):
        """A tax of 50 a piece cannot be divided: nothing is booked as rounding."""
        self.tax.write({"amount_type": "fixed", "amount": 50.0})
        move = self._bill((self.product, 2, 100.0))
        case = self._create_complaint()
        offer = self._propose("credit_note", 100.0, complaint=case, invoice_id=move.id)
        offer.action_offer()
        with self.assertRaisesRegex(UserError, "by hand"):
            self._step(case, "accept", "yes", offer=offer)
        self.assertFalse(move.reversal_move_ids)
