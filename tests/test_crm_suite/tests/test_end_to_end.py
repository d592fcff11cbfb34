# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import SuiteCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestEndToEnd(SuiteCommon):
    """One customer through all four modules, each step by the person who takes it."""

    def _refresh(self, customer):
        self.env["crm.customer"]._refresh_facts(customer)
        self.env.invalidate_all()

    def _pay(self, invoice, amount):
        return (
            self.env["account.payment.register"]
            .with_user(self.fiona)
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"amount": amount, "payment_date": date(2026, 6, 16)})
            ._create_payments()
        )

    def test_registered_customer_becomes_vip_by_its_first_order(self):
        registration = (
            self.env["crm.customer.registration"]
            .with_user(self.sally)
            .create({"name": "Luqiang Building", "company_id": self.company.id})
        )
        registration.action_submit()
        self._approve(registration, self.archie)
        customer = registration.sudo().customer_id
        order = self._create_order(customer, 12000)
        self._refresh(customer)
        self.assertEqual(customer.stage_id.name, "First Order")
        self.assertEqual(customer.stage_history_ids[0].order_id, order)
        application = (
            self.env["crm.vip.application"]
            .with_user(self.sally)
            .create(
                {
                    "customer_id": customer.id,
                    "tier_id": customer.vip_eligible_tier_id.id,
                }
            )
        )
        application.action_submit()
        self._approve(application, self.lena)
        self.assertEqual(customer.vip_tier_id.name, "VIP")

    def test_contract_is_collected_by_the_ledger_alone(self):
        customer = self._create_customer()
        contract = self._sign_contract(customer)
        first, second = contract.instalment_ids
        self.assertEqual(first.date_due, date(2026, 6, 18))
        action = first.with_user(self.fiona).action_create_invoice()
        invoice = self.env["account.move"].browse(action["res_id"])
        invoice.invoice_date = date(2026, 6, 15)
        invoice.action_post()
        payment = self._pay(invoice, 80000)
        self.assertEqual((first.state, second.state), ("paid", "waiting"))
        payment.move_id.line_ids.remove_move_reconcile()
        contract._refresh_collection(date(2026, 6, 18))
        self.assertEqual(first.state, "due")
        contract._refresh_collection(date(2026, 6, 19))
        self.assertEqual(first.state, "overdue")
        self._refresh(customer)
        self.assertEqual(customer.contract_open_amount, 138000)

    def test_complaint_ends_with_a_credit_note_that_lowers_the_turnover(self):
        """12,000 ordered and invoiced, 300 credited: turnover 11,700."""
        customer = self._create_customer()
        order = self._create_order(customer, 12000)
        invoice = self._invoice(order)
        complaint = (
            self.env["crm.complaint"]
            .with_user(self.agnes)
            .create(
                {
                    "partner_id": customer.child_ids.id,
                    "company_id": self.company.id,
                    "description": "Torn bags",
                    "line_ids": [
                        Command.create({"order_line_id": order.order_line.id})
                    ],
                }
            )
        )
        offer = (
            self.env["crm.complaint.compensation"]
            .with_user(self.agnes)
            .create(
                {
                    "complaint_id": complaint.id,
                    "invoice_id": invoice.id,
                    "amount": 300.0,
                }
            )
        )
        offer.action_offer()
        offer.sudo()._accept(customer.child_ids)
        self.assertEqual(invoice.amount_residual, 11700)
        self._refresh(customer)
        self.assertEqual(customer.amount_12m, 11700)
        self.assertEqual(customer.complaint_open_count, 1)
        self.assertEqual(customer.compensation_amount_12m, 300)

    def test_scores_use_the_same_turnover_as_the_file(self):
        large, small = (self._create_customer(name) for name in ("Large", "Small"))
        self._create_order(large, 12000)
        self._create_order(small, 100)
        self._refresh(large | small)
        self.env["crm.customer"]._refresh_scores(self.company)
        self.env.invalidate_all()
        self.assertEqual((large.abc_class, small.abc_class), ("A", "C"))
        self.assertGreater(large.rfm_score, small.rfm_score)
