# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .credit_common import CreditCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCreditAttacks(CreditCommon):
    """Ways around the hold that go through other doors than the button."""

    UNTIL = date(2026, 6, 20)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._policy(hold_order="ask", hold_invoice="ask")
        cls._limit(1000.0)
        cls.poor = cls._create_customer("Poor")
        cls._limit(0.0, customer=cls.poor)

    def test_release_is_for_the_debtor_it_was_asked_for(self):
        order = self._order(1500.0)
        self._approve_all(order._ask_release("Money comes", self.UNTIL))
        order.partner_invoice_id = self.poor.partner_id
        with self.assertRaises(RedirectWarning):
            order.action_confirm()
        order.partner_invoice_id = self.partner
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_invoice_of_an_order_asks_for_credit_beyond_the_order(self):
        """Ordered 500, invoiced 5,000: the order took credit for 500 only."""
        self.product_a.invoice_policy = "order"
        order = self._order(500.0)
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.invoice_date = self.TODAY
        self.assertFalse(invoice.credit_hold_message)
        invoice.invoice_line_ids.price_unit = 500.0
        with self.assertRaises(RedirectWarning):
            invoice.action_post()
        invoice.invoice_line_ids.price_unit = 50.0
        invoice.action_post()

    def test_invoice_of_an_order_to_another_debtor(self):
        self.product_a.invoice_policy = "order"
        order = self._order(500.0)
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.write(
            {"invoice_date": self.TODAY, "partner_id": self.poor.partner_id.id}
        )
        with self.assertRaises(RedirectWarning):
            invoice.action_post()

    def test_down_payment_takes_no_credit_twice(self):
        order = self._order(900.0)
        order.action_confirm()
        wizard = (
            self.env["sale.advance.payment.inv"]
            .with_context(active_ids=order.ids, active_model="sale.order")
            .create({"advance_payment_method": "percentage", "amount": 50})
        )
        wizard.create_invoices()
        order.invoice_ids.invoice_date = self.TODAY
        order.invoice_ids.action_post()
        self.assertEqual(self._standing().exposure, 900.0)

    def test_line_moved_into_a_confirmed_order(self):
        small, big = self._order(100.0), self._order(5000.0)
        small.action_confirm()
        with self.assertRaises(RedirectWarning):
            big.order_line.order_id = small

    def test_split_orders_share_one_limit(self):
        self._order(600.0).action_confirm()
        with self.assertRaises(RedirectWarning):
            self._order(600.0).action_confirm()

    def test_computed_amounts_are_not_typed(self):
        """The check reads them from the table; RPC could write what it liked."""
        order = self._order(900.0, user=self.sally)
        for values in ({"amount_total": 1.0}, {"currency_rate": 1000.0}):
            with self.assertRaises(AccessError, msg=values):
                order.write(values)
        for values in ({"price_total": 1.0}, {"untaxed_amount_invoiced": 900.0}):
            with self.assertRaises(AccessError, msg=values):
                order.order_line.write(values)
        with self.assertRaises(AccessError):
            self._order(900.0, user=self.sally, amount_total=1.0)

    def test_hold_tells_figures_to_who_sees_the_customer(self):
        """sam chooses sally's customer in a quotation and reads who owes what."""
        self.sam.group_ids = [
            Command.link(self.env.ref("sales_team.group_sale_salesman").id)
        ]
        self._bill(700.0)
        order = self._order(500.0, user=self.sam, user_id=self.sam.id)
        self.assertIn("held by credit", order.credit_hold_message)
        for words in ("700", "1,200", "1,000", "INV/"):
            self.assertNotIn(words, order.credit_hold_message)
        own = self._order(500.0, user=self.sally)
        self.assertIn("1,200.00", own.credit_hold_message)

    def test_last_price_is_told_to_who_sees_the_customer(self):
        self._order(500.0).action_confirm()
        self.sam.group_ids = [
            Command.link(self.env.ref("sales_team.group_sale_salesman").id)
        ]
        order = self._order(400.0, user=self.sam, user_id=self.sam.id)
        self.assertEqual(order.order_line.price_last_sold, 0.0)
        own = self._order(400.0, user=self.sally)
        self.assertEqual(own.order_line.price_last_sold, 50.0)

    def test_penalty_is_no_part_of_the_orders_of_a_contract(self):
        """Ordered 900 under a contract; a penalty of 100 comes on top: 1,000."""
        contract = self._make_effective(
            line_ids=[self._line(90.0, quantity=10.0)],
            instalment_ids=[self._instalment("All", 900.0, "acceptance")],
        )
        contract.with_user(self.sally)._create_order().sudo().action_confirm()
        before = self._standing().exposure
        self.env["crm.contract.penalty"].with_user(self.sally).create(
            {
                "contract_id": contract.id,
                "amount_base": 1000.0,
                "days_late": 10,
                "percent_per_day": 1.0,
            }
        ).with_user(self.fina)._book()
        self.assertEqual((before, self._standing().exposure), (900.0, 1000.0))

    def test_limit_for_all_companies_holds_in_each_of_them(self):
        """Decided here for all of our companies; the order is taken by the other."""
        other = self.setup_other_company()["company"]
        self._create_customer_of(other)
        self._limit(400.0, scope="companies")
        found = self.env["crm.customer"]._credit_standings(other, self.partner)
        rows = {row.scope: row for row in found[self.partner.id]}
        self.assertIn("companies", rows)
        self.assertEqual(rows["companies"].decided_amount, 400.0)

    def _create_customer_of(self, company):
        return self.env["crm.customer"]._ensure_accounts(
            self.partner, company, self.sally
        )

    def test_rating_in_force_stays_as_it_was(self):
        rating = (
            self.env["crm.credit.rating"]
            .with_user(self.fina)
            .create({"customer_id": self.customer.id})
        )
        rating.sudo().write({"state": "valid"})
        with self.assertRaisesRegex(UserError, "no draft"):
            rating.write({"override_grade_id": self.grades["AAA"].id})
        with self.assertRaisesRegex(UserError, "no draft"):
            rating.write({"date_until": "2030-01-01"})
