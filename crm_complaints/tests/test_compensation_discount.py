# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .compensation_common import CompensationCommon


@tagged("post_install", "-at_install")
class TestCompensationDiscount(CompensationCommon):
    """A discount on the next order is kept with the customer and used once."""

    def right(self, amount=100.0, **values):
        return self._accepted("discount", amount, **values).discount_id

    def test_accepting_opens_the_right(self):
        offer = self._accepted("discount", 100.0, discount_days=90)
        right = offer.discount_id
        today = self.env["crm.customer"]._today(self.company)
        self.assertEqual((offer.state, offer.cost), ("done", 0.0))
        self.assertEqual(right.customer_id, self.customer)
        self.assertEqual(right.date_end, fields.Date.add(today, days=90))
        self.assertEqual(self.customer.discount_right_count, 1)

    def test_next_quotation_uses_it_by_itself(self):
        """1,150 less 100 are 1,050; untaxed 1,000 less 86.96."""
        right = self.right()
        order = self._quotation()
        self.assertEqual(order.amount_total, 1050.0)
        self.assertEqual((right.state, right.order_id), ("reserved", order))
        self.assertEqual(right.compensation_id.cost, 0.0)
        other = self._quotation()
        self.assertEqual(other.amount_total, 1150.0)
        order.action_confirm()
        self.assertEqual((right.state, right.amount_used), ("used", 86.96))
        self.assertEqual(right.compensation_id.cost, 86.96)

    def test_small_quotation_uses_it_only_when_asked(self):
        right = self.right()
        order = self._quotation(quantity=0.5)
        self.assertEqual((order.amount_total, right.state), (57.5, "open"))
        self.assertEqual(order.complaint_right_count, 1)
        order.action_use_complaint_discount()
        self.assertEqual((order.amount_total, right.state), (0.0, "reserved"))

    def test_percent_has_its_upper_end(self):
        """5 % of 1,150 are 57.50; of 11,500 they would be 575, but 100 is the most."""
        right = self.right(discount_percent=5.0)
        order = self._quotation()
        self.assertEqual(order.amount_total, 1092.5)
        order._action_cancel()
        self.assertEqual(right.state, "open")
        order = self._quotation(quantity=100)
        self.assertEqual(order.amount_total, 11400.0)

    def test_discount_follows_the_quotation(self):
        self.right(discount_percent=5.0)
        order = self._quotation()
        line = order.order_line[0]
        order.write({"order_line": [(1, line.id, {"product_uom_qty": 5})]})
        self.assertEqual(order.amount_total, 546.25)
        line.product_uom_qty = 10
        order.action_confirm()
        self.assertEqual(order.amount_total, 1092.5)

    def test_context_links_no_line_to_a_right(self):
        order = self._quotation()
        right = self.right()
        lines = self.env["sale.order.line"].with_user(self.sally)
        line = lines.with_context(default_complaint_discount_id=right.id).create(
            {"order_id": order.id, "product_id": self.product.id, "price_unit": -5.0}
        )
        self.assertFalse(line.sudo().complaint_discount_id)

    def test_used_once_whatever_is_tried(self):
        right = self.right()
        order, other = self._quotation(), self._quotation()
        with self.assertRaisesRegex(UserError, "has no open right"):
            other.action_use_complaint_discount()
        with self.assertRaisesRegex(UserError, "is in state “On a Quotation”"):
            right._reserve(other)
        copy = order.copy()
        self.assertEqual(copy.amount_total, 1150.0)
        order.action_confirm()
        with self.assertRaisesRegex(UserError, "is in state “Used”"):
            right._reserve(other)

    def test_free_again_when_the_order_is_cancelled(self):
        right = self.right()
        order = self._quotation()
        order.action_confirm()
        order._action_cancel()
        self.assertEqual((right.state, right.amount_used), ("open", 0.0))
        self.assertEqual(right.compensation_id.cost, 0.0)
        order.action_draft()
        self.assertEqual(order.amount_total, 1150.0)
        self.assertEqual(self._quotation().amount_total, 1050.0)

    def test_free_again_without_line_or_quotation(self):
        right = self.right()
        order = self._quotation()
        order.order_line.filtered("complaint_discount_id").unlink()
        self.assertEqual(right.state, "open")
        order.action_use_complaint_discount()
        self.assertEqual(right.state, "reserved")
        order.unlink()
        self.assertEqual(right.state, "open")

    def test_expired_right_is_not_used(self):
        right = self.right()
        today = self.env["crm.customer"]._today(self.company)
        right.sudo().date_end = fields.Date.subtract(today, days=1)
        order = self._quotation()
        self.assertEqual(order.amount_total, 1150.0)
        with self.assertRaisesRegex(UserError, "was usable until"):
            right._reserve(order)
        self.env["crm.complaint.discount"]._expire(today, self.company)
        self.assertEqual(right.state, "expired")

    def test_of_this_customer_only(self):
        right = self.right()
        stranger = self._create_partner("Gamma", "g@gamma.test")
        order = self._quotation(partner_id=stranger.id)
        self.assertEqual(order.amount_total, 1150.0)
        with self.assertRaisesRegex(UserError, "is for a quotation to Alpha"):
            right._reserve(order)

    def test_replacement_uses_no_discount(self):
        right = self.right()
        self._accepted("replacement")
        self.assertEqual(right.state, "open")

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_nobody_edits_a_right_or_its_line(self):
        right = self.right()
        order = self._quotation()
        seller = self._create_user("seller_c", "sales_team.group_sale_manager")
        for values in ({"amount": 900.0}, {"state": "open"}, {"order_id": False}):
            with self.assertRaises(AccessError):
                self._forge(right, seller, **values)
        line = order.order_line.filtered("complaint_discount_id")
        with self.assertRaisesRegex(UserError, "carries out a compensation"):
            line.with_user(seller).price_unit = -900.0
        with self.assertRaisesRegex(UserError, "by its own buttons"):
            other = order.order_line[0].with_user(seller)
            other.complaint_discount_id = right.id

    def test_manager_takes_an_open_right_back(self):
        right = self.right()
        with self.assertRaises(AccessError):
            right.with_user(self.anna).action_cancel()
        right.with_user(self.mona).action_cancel()
        self.assertEqual(right.state, "cancelled")
        self.assertEqual(right.compensation_id.state, "cancelled")
