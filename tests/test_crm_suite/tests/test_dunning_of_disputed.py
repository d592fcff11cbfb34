# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import SuiteCommon

MONDAY = date(2026, 6, 15)
NEXT_MONDAY = date(2026, 6, 22)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestDunningOfDisputed(SuiteCommon):
    """1,000 due since 30 April; reminders after 3 and 10 days by mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls.customer.partner_id.email = "pay@alpha.test"
        cls.invoice = cls._create_order(cls.customer, 1000)._create_invoices()
        cls.invoice.write(
            {
                "invoice_date": date(2026, 4, 1),
                "invoice_date_due": date(2026, 4, 30),
                "invoice_payment_term_id": False,
            }
        )
        cls.invoice.action_post()
        cls.colin = cls._create_user(
            "colin_s", "crm_contracts.crm_contracts_group_collector"
        )
        cls.env["crm.dunning.policy"].create(
            {
                "name": "Test",
                "sequence": 1,
                "company_id": cls.company.id,
                "rule_domain": f"[('id', '=', {cls.customer.id})]",
                "user_id": cls.colin.id,
                "step_ids": [
                    Command.create(
                        {"name": name, "days": days, "channel": "mail", "text": "Pay"}
                    )
                    for name, days in (("First", 3), ("Second", 10))
                ],
            }
        )

    def complain(self, amount):
        line = {
            "invoice_line_id": self.invoice.invoice_line_ids.id,
            "product_id": self.product.id,
            "quantity": 1,
            "amount_claimed": amount,
        }
        complaints = self.env["crm.complaint"].with_user(self.agnes)
        return complaints.create(
            {
                "partner_id": self.customer.child_ids.id,
                "company_id": self.company.id,
                "description": "Torn bags",
                "line_ids": [Command.create(line)],
            }
        )

    def remind(self, day):
        """The reminder of the customer in the run of a day, delivered."""
        self.env.flush_all()
        self.env.invalidate_all()
        run = self.env["crm.dunning.run"]._prepare(self.company, day)
        notice = run.notice_ids.filtered(lambda n: n.customer_id == self.customer)
        notice._deliver()
        return notice

    def test_disputed_amount_is_left_out_and_asked_for_when_it_is_solved(self):
        complaint = self.complain(400.0)
        notice = self.remind(MONDAY)
        self.assertEqual((notice.state, notice.step_id.name), ("sent", "First"))
        self.assertEqual((notice.amount, notice.line_ids.amount), (600.0, 600.0))
        self.assertEqual(notice.line_ids.move_id, self.invoice)
        left = f"{self.invoice.name}: {self.company.currency_id.format(400.0)}"
        self.assertIn(f"because you dispute it: {left}", notice.text)
        mail = self.env["mail.mail"].search(
            [("model", "=", notice._name), ("res_id", "=", notice.id)]
        )
        self.assertIn("because you dispute it", mail.body_html)
        complaint.solution = "The bags are replaced, the price stays."
        complaint.action_solve()
        self.assertEqual(complaint.phase, "solved")
        later = self.remind(NEXT_MONDAY)
        self.assertEqual((later.step_id.name, later.amount), ("Second", 1000.0))
        self.assertEqual(later.text, "Pay")

    def test_reopened_complaint_disputes_again(self):
        complaint = self.complain(400.0)
        complaint.solution = "The bags are replaced."
        complaint.action_solve()
        complaint._reopen("They were torn again")
        self.assertEqual(self.remind(MONDAY).amount, 600.0)

    def test_wholly_disputed_customer_is_not_reminded(self):
        complaint = self.complain(1000.0)
        self.assertFalse(self.remind(MONDAY))
        simulation = self.env["crm.dunning.simulation"].with_user(self.colin)
        wizard = simulation.create({"company_id": self.company.id, "date": MONDAY})
        wizard.action_simulate()
        line = wizard.line_ids.filtered(lambda n: n.customer_id == self.customer)
        self.assertEqual(line.outcome, "disputed")
        complaint._cancel("Filed by mistake")
        self.assertEqual(self.remind(NEXT_MONDAY).amount, 1000.0)
