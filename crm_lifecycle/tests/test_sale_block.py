# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestSaleBlock(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()

    def _block(self, **values):
        return (
            self.env["crm.sale.block"]
            .with_user(self.dora)
            .create(
                {"customer_id": self.customer.id, "reason": "Does not pay", **values}
            )
        )

    def _quote(self, partner=None):
        return (
            self.env["sale.order"]
            .with_user(self.sally)
            .create({"partner_id": (partner or self.customer.partner_id).id})
        )

    def test_no_quotation_is_made_also_not_for_a_contact_person_or_as_superuser(self):
        contact = self.env["res.partner"].create(
            {"name": "Buyer", "parent_id": self.customer.partner_id.id}
        )
        self._block()
        for partner in (self.customer.partner_id, contact):
            with self.assertRaisesRegex(UserError, "do-not-sell list: Does not pay"):
                self._quote(partner)
        with self.assertRaises(UserError):
            self.env["sale.order"].sudo().create({"partner_id": contact.id})

    def test_waiting_quotation_is_not_confirmed(self):
        order = self._create_order(self.customer, 10, self.TODAY, confirm=False)
        self._block(date_to=self.TODAY)
        with self.assertRaisesRegex(UserError, "until 2026-06-15"):
            order.action_confirm()
        self.assertEqual(order.state, "draft")

    def test_quotation_of_another_is_not_turned_over(self):
        other = self._create_customer("Other")
        order = self._quote(other.partner_id)
        self._block()
        with self.assertRaises(UserError):
            order.partner_id = self.customer.partner_id

    def test_day_after_the_last_sells_again(self):
        self._block(date_to=self.TODAY)
        with freeze_time(self.TODAY + timedelta(days=1)):
            self.assertTrue(self._quote())

    def test_director_lifts_and_the_line_stays(self):
        block = self._block()
        self.assertTrue(self.customer.is_sale_blocked)
        block.action_lift()
        self.env.invalidate_all()
        self.assertFalse(self.customer.is_sale_blocked)
        self.assertTrue(self._quote())
        self.assertTrue(block.exists())
        old = self._block(date_from=self.TODAY - timedelta(days=9))
        old.action_lift()
        self.assertEqual(old.date_to, self.TODAY - timedelta(days=1))

    def test_leader_neither_blocks_nor_lifts_and_nobody_deletes(self):
        block = self._block()
        with self.assertRaises(AccessError):
            block.with_user(self.lena).action_lift()
        with self.assertRaises(AccessError):
            block.with_user(self.lena).create(
                {"customer_id": self.customer.id, "reason": "No"}
            )
        with self.assertRaisesRegex(AccessError, "set the last day"):
            block.unlink()

    def test_two_lines_do_not_overlap(self):
        self._block(date_to=self.TODAY)
        with self.assertRaisesRegex(ValidationError, "already on the do-not-sell list"):
            self._block()

    def test_blocked_customers_are_found_by_filter(self):
        self._block()
        found = self.env["crm.customer"].search([("is_sale_blocked", "=", True)])
        self.assertEqual(found, self.customer)

    def test_customer_in_the_portal_does_not_read_the_reason(self):
        carl = self._create_user("carl_block", "base.group_portal")
        order = self._create_order(self.customer, 10, self.TODAY, confirm=False)
        self._block(reason="Suspected of fraud")
        with self.assertRaisesRegex(UserError, "Please contact us") as refused:
            order.with_user(carl).sudo().action_confirm()
        self.assertNotIn("fraud", str(refused.exception))
