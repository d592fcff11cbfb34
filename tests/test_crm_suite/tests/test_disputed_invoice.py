# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import SuiteCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestDisputedInvoice(SuiteCommon):
    """1,000 due since 30 April, of which a complaint disputes 400 or all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls.carl = cls.customer.child_ids
        order = cls._create_order(cls.customer, 1000)
        cls.invoice = order._create_invoices()
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

    def complain(self, amount, kind="complaint"):
        line = {
            "invoice_line_id": self.invoice.invoice_line_ids.id,
            "product_id": self.product.id,
            "quantity": 1,
            "amount_claimed": amount,
        }
        complaint = (
            self.env["crm.complaint"]
            .with_user(self.agnes)
            .create(
                {
                    "partner_id": self.carl.id,
                    "company_id": self.company.id,
                    "kind": kind,
                    "description": "Torn bags",
                    "line_ids": [Command.create(line)],
                }
            )
        )
        self.refresh()
        return complaint.sudo()

    def refresh(self):
        self.env["crm.customer"]._refresh_facts(self.customer)
        self.env.invalidate_all()

    def items(self):
        items = self.env["crm.collection.item"].with_user(self.colin)
        return items.search(
            [("customer_id", "=", self.customer.id), ("is_disputed", "=", True)]
        )

    def test_collector_sees_what_a_complaint_disputes(self):
        self.refresh()
        self.assertEqual(self.customer.collection_step, "call")
        self.assertFalse(self.items())
        complaint = self.complain(400.0)
        item = self.items()
        self.assertEqual((item.move_id, item.amount), (self.invoice, 1000.0))
        self.assertEqual((item.amount_disputed, item.is_disputed), (400.0, True))
        self.assertEqual(self.customer.amount_in_dispute, 400.0)
        self.assertEqual(self.customer.collection_step, "call", "600 are asked for")
        complaint._enter_stage(
            self.env["crm.complaint.stage"]._first("cancelled"), "By mistake"
        )
        self.refresh()
        self.assertFalse(self.items())
        self.assertEqual(self.customer.amount_in_dispute, 0.0)

    def test_wholly_disputed_customer_is_not_called(self):
        self.complain(0.0, kind="dispute")
        self.assertEqual(self.customer.collection_step, "dispute")
        self.assertEqual(self.customer.amount_in_dispute, 1000.0)
        self.assertEqual(self.customer.collection_score, 0)
        action = self.customer.with_user(self.colin).action_view_disputed_items()
        self.assertEqual(action["context"], {"search_default_disputed": 1})

    def test_two_disputes_of_one_invoice_are_never_more_than_is_open(self):
        """400 in the complaint, 700 with the collector: 1,000 of 1,000."""
        reason = self.env["crm.collection.dispute.reason"].search([], limit=1)
        self.env["crm.collection.dispute"]._dispute(
            self.invoice, 700.0, reason, source="call"
        )
        self.complain(400.0)
        self.assertEqual(self.customer.amount_in_dispute, 1000.0)
        action = self.items().with_user(self.agnes).sudo().action_view_disputes()
        self.assertEqual(action["res_id"], self.invoice.id, "it leads to both")

    def test_what_disputes_is_opened_or_named(self):
        complaint = self.complain(400.0)
        reader = self.colin
        reader.group_ids += self.env.ref("crm_complaints.crm_complaints_group_manager")
        action = self.items().with_user(reader).action_view_disputes()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("crm.complaint", complaint.id)
        )
        stranger = self._create_user(
            "cora_s", "crm_contracts.crm_contracts_group_collector"
        )
        with self.assertRaisesRegex(UserError, complaint.name):
            self.items().with_user(stranger).action_view_disputes()
