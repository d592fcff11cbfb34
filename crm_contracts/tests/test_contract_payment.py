# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .credit_common import CreditCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractPayment(CreditCommon):
    """Terms that are proposed, and what a contract says of its payment."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        terms = cls.env["account.payment.term"]
        cls.own, cls.tier_terms, cls.grade_terms, cls.wish = (
            terms.create({"name": name, "company_id": False})
            for name in ("Own", "Tier", "Grade", "Wish")
        )
        cls.grade = cls.grades["A"].sudo()
        cls.grade.write({"payment_term_id": cls.grade_terms.id, "is_prepaid": False})
        cls.partner.with_company(cls.company).property_payment_term_id = False

    def _terms(self):
        return self._order(100.0).payment_term_id

    def _give_tier(self):
        tiers = self.env["crm.vip.tier"].sudo()
        tier = tiers.create({"name": "Gold", "payment_term_id": self.tier_terms.id})
        self.partner.sudo().vip_tier_current_id = tier

    def test_grade_proposes_its_terms(self):
        self.assertFalse(self._terms())
        self._rate(self.grade)
        self.assertEqual(self._terms(), self.grade_terms)
        self.partner.with_company(self.company).property_payment_term_id = self.own
        self.assertEqual(self._terms(), self.own)

    def test_starting_grade_serves_strangers(self):
        self._policy(grade_id=self.grade.id)
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        order = self._order(10.0, stranger)
        self.assertEqual(order.payment_term_id, self.grade_terms)

    def test_choice_of_the_salesperson_stays(self):
        self._rate(self.grade)
        order = self._order(100.0, payment_term_id=self.own.id)
        self.assertEqual(order.payment_term_id, self.own)
        order.client_order_ref = "4711"
        order.order_line.product_uom_qty = 3
        self.assertEqual(order.payment_term_id, self.own)

    def test_tier_comes_before_grade_unless_it_gives_no_credit(self):
        self._rate(self.grade)
        self._give_tier()
        self.assertEqual(self._terms(), self.tier_terms)
        self.grade.is_prepaid = True
        self.assertEqual(self._terms(), self.grade_terms)

    def test_order_takes_the_terms_of_its_contract(self):
        self._rate(self.grade)
        method = self.company_data[
            "default_journal_bank"
        ].inbound_payment_method_line_ids
        contract = self._make_effective(
            payment_term_id=self.own.id, payment_method_line_id=method[:1].id
        )
        order = contract.with_user(self.sally)._create_order().sudo()
        self.assertEqual(order.payment_term_id, self.own)
        order.action_confirm()
        order.order_line.qty_delivered = 1
        invoice = order._create_invoices()
        self.assertEqual(invoice.preferred_payment_method_line_id, method[:1])
        bill = self._invoice(contract.instalment_ids[0], post=False)
        self.assertEqual(bill.preferred_payment_method_line_id, method[:1])
        html = self.env["ir.qweb"]._render(
            "crm_contracts.crm_contract_report_instalments", {"doc": contract}
        )
        self.assertIn("Payment terms:", html)
        self.assertIn(method[:1].name, html)

    def test_terms_are_agreed_in_draft(self):
        contract = self._make_effective()
        with self.assertRaisesRegex(UserError, "no draft"):
            contract.with_user(self.sally).payment_term_id = self.own

    def test_registration_becomes_input_of_the_contract(self):
        """What was expected at the registration, unless the grade gives no credit."""
        self.env["crm.customer.registration"].sudo().create(
            {
                "name": "Tour Hospital",
                "partner_id": self.partner.id,
                "company_id": self.company.id,
                "expected_price": "380 a ton",
                "payment_term_id": self.wish.id,
            }
        ).write({"state": "confirmed", "customer_id": self.customer.id})
        contract = self._create_contract()
        self.assertEqual(contract.expectation, "380 a ton, Wish")
        self.assertEqual(contract.payment_term_id, self.wish)
        self._rate(self.grade)
        self.grade.is_blocking = True
        self.assertEqual(self._create_contract().payment_term_id, self.grade_terms)

    def test_signed_copy_is_in_the_customers_file(self):
        contract = self._make_effective()
        draft = self._create_contract()
        customer = self.customer.with_user(self.sally)
        self.assertEqual(customer.signed_contract_ids, contract)
        action = contract.with_user(self.sally).action_open_copy()
        self.assertIn(f"/web/content/{contract.sudo().document_id.id}", action["url"])
        with self.assertRaisesRegex(UserError, "no signed copy"):
            draft.action_open_copy()

    def test_delivery_is_arranged_in_time(self):
        """Alarmed once, a week before; what was delivered needs nobody."""
        contract = self._make_effective()
        row = (
            self.env["crm.contract.supply"]
            .sudo()
            .create(
                {
                    "contract_id": contract.id,
                    "contract_line_id": contract.line_ids.id,
                    "date": self.TODAY + timedelta(days=10),
                    "quantity": 1.0,
                }
            )
        )
        self.company.sudo().contract_alarm_plan_days = 0
        alarms = self.env["crm.contract"].sudo()
        day = self.TODAY + timedelta(days=2)
        self.assertEqual(alarms._raise_alarms(self.company, day), 0)
        day += timedelta(days=1)
        self.assertEqual(alarms._raise_alarms(self.company, day), 1)
        self.assertEqual(alarms._raise_alarms(self.company, day), 0)
        activity = contract.activity_ids
        self.assertIn("Arrange the delivery of 1", activity.summary)
        self.assertEqual(activity.user_id, self.sally)
        self.assertEqual(activity.date_deadline, row.date)

    def test_contract_runs_without_any_order(self):
        """Signed, settled, invoiced by instalments, paid and closed: no sales order."""
        contract = self._make_effective()
        settlement = (
            self.env["crm.contract.settlement"]
            .with_user(self.sally)
            .create(
                {
                    "contract_id": contract.id,
                    "line_ids": [
                        Command.create(
                            {"contract_line_id": contract.line_ids.id, "quantity": 1.0}
                        )
                    ],
                }
            )
        )
        settlement.action_confirm()
        contract.with_user(self.sally)._accept(self.TODAY)
        for instalment in contract.instalment_ids:
            self._register_payment(self._invoice(instalment))
        contract.with_user(self.sally)._close("Done")
        self.assertEqual(contract.state, "closed")
        self.assertFalse(contract.sudo().order_ids)
