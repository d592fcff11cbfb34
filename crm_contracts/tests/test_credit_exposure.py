# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .credit_common import CreditCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCreditExposure(CreditCommon):
    def test_order_then_invoice_counts_once(self):
        """1,000 ordered, invoiced, half paid: 1,000, 1,000, 500."""
        order = self._order(1000.0)
        self.assertEqual(self._standing().exposure, 0.0)
        order.action_confirm()
        self.assertEqual(self._standing().uninvoiced_amount, 1000.0)
        order.order_line.qty_delivered = 10
        invoice = order._create_invoices()
        self.assertEqual(self._standing().exposure, 1000.0)
        invoice.action_post()
        standing = self._standing()
        self.assertEqual(standing.open_amount, 1000.0)
        self.assertEqual(standing.uninvoiced_amount, 0.0)
        self._register_payment(invoice, amount=500.0)
        self.assertEqual(self._standing().exposure, 500.0)

    def test_taxes_belong_to_the_exposure(self):
        """1,000 plus 15 % tax, 40 % of it invoiced: 460 owed, 690 to come."""
        order = self._order(1000.0)
        order.order_line.tax_ids = [Command.set(self.tax_sale_a.ids)]
        order.action_confirm()
        self.assertEqual(self._standing().exposure, 1150.0)
        order.order_line.qty_delivered = 4
        invoice = order._create_invoices()
        invoice.invoice_line_ids.quantity = 4
        invoice.action_post()
        standing = self._standing()
        self.assertEqual(standing.open_amount, 460.0)
        self.assertEqual(standing.uninvoiced_amount, 690.0)

    def test_drafts_count_where_chosen_and_never_twice(self):
        self._bill(100.0).copy()
        order = self._order(1000.0)
        order.action_confirm()
        order.order_line.qty_delivered = 10
        order._create_invoices()
        self.assertEqual(self._standing().exposure, 1100.0)
        self._policy(drafts=True)
        standing = self._standing()
        self.assertEqual(standing.draft_amount, 100.0)
        self.assertEqual(standing.exposure, 1200.0)

    def test_foreign_currency_is_converted_once(self):
        """A peer showed 250 for 1,000 euros that are 500 dollars."""
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 2.0)])
        self._bill(1000.0, currency_id=euro)
        self.assertEqual(self._standing().open_amount, 500.0)
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id}
        )
        order = self._order(1000.0, pricelist_id=pricelist.id)
        self.assertEqual(order.currency_id, euro)
        order.action_confirm()
        self.assertEqual(self._standing().uninvoiced_amount, 500.0)
        self.assertEqual(self._standing().exposure, 1000.0)

    def test_contract_is_not_counted_with_its_orders(self):
        """Order of 120,000 under a contract, 80,000 invoiced by instalment."""
        contract = self._make_effective(line_ids=[self._line(138000.0)])
        self.assertEqual(self._standing().exposure, 0.0)
        order = contract.with_user(self.sally)._create_order().sudo()
        order.action_confirm()
        self.assertEqual(self._standing().exposure, 138000.0)
        self._invoice(contract.instalment_ids[0])
        standing = self._standing()
        self.assertEqual(standing.open_amount, 80000.0)
        self.assertEqual(standing.uninvoiced_amount, 58000.0)

    def test_payments_on_account_and_credit_notes_are_netted(self):
        invoice = self._bill(500.0, date="2026-05-01")
        refund = invoice._reverse_moves(
            [{"invoice_date": "2026-06-01", "date": "2026-06-01"}]
        )
        refund.invoice_line_ids.price_unit = 200.0
        refund.action_post()
        standing = self._standing()
        self.assertEqual(standing.open_amount, 300.0)
        self.assertEqual(standing.overdue_amount, 300.0)
        self.assertEqual(standing.overdue_days, 45)

    def test_two_companies_do_not_overwrite_each_other(self):
        """300 here and 70 there: each company sees its own; a peer showed 70."""
        other = self.setup_other_company()["company"]
        self._bill(300.0)
        here = self._standing()
        there = self.env["crm.customer"]._credit_standings(other, self.partner)
        self.assertEqual(here.open_amount, 300.0)
        self.assertEqual(there[self.partner.id][0].open_amount, 0.0)

    def test_free_of_charge_takes_no_credit(self):
        order = self._order(1000.0)
        order.sudo().is_gratis = True
        order.action_confirm()
        self.assertEqual(self._standing().exposure, 0.0)

    def test_one_statement(self):
        self._bill(300.0)
        self._limit(1000.0)
        self.env.flush_all()
        self._standing()
        with self.assertQueryCount(1):
            self.env["crm.customer"]._credit_standings(
                self.company, self.partner, lock=True
            )

    def test_facts_follow_the_documents(self):
        self._limit(1000.0)
        self._bill(900.0)
        self.env["crm.customer"]._refresh_facts(self.customer, self.TODAY)
        customer = self.customer.sudo()
        self.assertEqual(customer.credit_exposure_amount, 900.0)
        self.assertEqual(customer.credit_limit_amount, 1000.0)
        self.assertEqual(customer.credit_available_amount, 100.0)
        self.assertEqual(customer.credit_used_rate, 0.9)
        self.assertEqual(customer.credit_state, "near")
        self.assertEqual(
            self.env["crm.customer"]._refresh_facts(self.customer, self.TODAY),
            self.env["crm.customer"],
        )

    def test_bar_of_overdue_owed_and_ordered(self):
        self._limit(1000.0)
        self._bill(200.0, date="2026-05-01")
        self._order(300.0).action_confirm()
        self.env["crm.customer"]._refresh_facts(self.customer, self.TODAY)
        bar = self.customer.credit_bar
        self.assertIn("width: 20.0%", bar)
        self.assertIn("width: 30.0%", bar)
