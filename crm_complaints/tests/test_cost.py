# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..models.crm_complaint_shares import split
from .common import ComplaintsMoneyCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestCost(ComplaintsMoneyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.complaint_hour_cost = 40.0
        cls.nora = cls._create_user("nora_c", "account.group_account_invoice")
        cls.supplier = cls.env["res.partner"].create(
            {"name": "Sack Ltd", "email": "sack@supplier.test"}
        )
        cls.complaint = cls._create_complaint(
            line_ids=[Command.create({"order_line_id": cls.order.order_line.id})]
        )
        cls.work = cls.complaint.with_user(cls.anna).with_company(cls.company)

    def compensate(self, amount):
        offer = self._create_offer(amount, complaint=self.complaint)
        offer.action_offer()
        offer._accept(self.contact)

    def parties(self, supplier=60.0, own=40.0):
        self.work.party_ids = [
            Command.create(
                {"kind": "supplier", "partner_id": self.supplier.id, "share": supplier}
            ),
            Command.create({"kind": "own", "department": "Dispatch", "share": own}),
        ]
        return self.work.party_ids[0]

    def spend(self, **values):
        self.work.cost_ids = [Command.create(values)]

    def test_shares_are_split_to_the_cent(self):
        third = 100 / 3
        self.assertEqual(
            split(100.0, [third] * 3, lambda x: round(x, 2)), [33.33, 33.34, 33.33]
        )
        self.assertEqual(split(0.05, [50, 50], lambda x: round(x, 2)), [0.03, 0.02])

    def test_shares_make_a_hundred(self):
        with self.assertRaisesRegex(ValidationError, "add up to 90"):
            self.parties(supplier=60.0, own=30.0)

    def test_supplier_is_named(self):
        with self.assertRaises(ValidationError):
            self.work.party_ids = [Command.create({"kind": "supplier"})]

    def test_net_cost_by_hand(self):
        """1.5 h at 40, 30 travel, 20 other, 50 invoiced; the 115 compensated are 100
        untaxed: 160."""
        self.compensate(115.0)
        self.spend(kind="handling", hours=1.5)
        self.spend(kind="travel", amount=30.0)
        self.spend(kind="other", amount=20.0)
        self.spend(kind="revenue", amount=50.0)
        self.assertRecordValues(
            self.complaint,
            [
                {
                    "hours_handling": 1.5,
                    "cost_handling": 60.0,
                    "cost_other": 50.0,
                    "amount_compensated": 115.0,
                    "amount_revenue": 50.0,
                    "case_cost": 100.0,
                    "cost_net": 160.0,
                }
            ],
        )

    def test_revenue_is_an_invoice_of_this_customer(self):
        self.spend(kind="revenue", invoice_id=self.invoice.id)
        self.assertEqual(self.complaint.amount_revenue, 1000.0)
        foreign = self._create_partner("Gamma", "fred@gamma.test")
        order = self._create_order(partner=foreign)
        invoice = self._invoice(order)
        with self.assertRaises(ValidationError):
            self.spend(kind="revenue", invoice_id=invoice.id)

    def test_share_of_the_supplier_is_charged_back_once(self):
        """60 % of 100 (115 with tax) compensated and 35 travel is 81."""
        self.compensate(115.0)
        self.spend(kind="travel", amount=35.0)
        party = self.parties()
        self.assertEqual(self.complaint.party_ids.mapped("amount"), [81.0, 54.0])
        party.action_request_charge()
        move = party.sudo().move_id
        self.assertEqual((move.move_type, move.state), ("in_refund", "draft"))
        self.assertEqual((move.amount_total, move.partner_id), (81.0, self.supplier))
        self.assertEqual(party.charge_state, "requested")
        with self.assertRaises(UserError):
            party.action_request_charge()
        party.with_user(self.nora).with_company(self.company).action_post_charge()
        self.assertEqual(move.state, "posted")
        self.assertEqual((party.charge_state, party.amount_charged), ("posted", 81.0))
        self.assertEqual(self.complaint.amount_charged, 81.0)
        self.assertEqual(self.complaint.cost_net, 100 + 35 - 81)
        with self.assertRaises(UserError):
            party.with_user(self.nora).action_post_charge()

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_rights_of_a_charge_back(self):
        self.compensate(115.0)
        party = self.parties()
        for user in (self.boris, self.nora):
            with self.assertRaises(AccessError):
                party.with_user(user).action_request_charge()
        party.action_request_charge()
        for user in (self.anna, self.mona):
            with self.assertRaises(AccessError):
                party.with_user(user).action_post_charge()
        with self.assertRaises(AccessError):
            self._forge(party, self.mona, charge_state="posted")
        with self.assertRaises(UserError):
            self._forge(party, self.anna, share=10.0)
        with self.assertRaises(UserError):
            party.with_user(self.anna).unlink()

    def test_nothing_and_own_departments_are_not_charged(self):
        party = self.parties()
        with self.assertRaisesRegex(UserError, "nothing to charge"):
            party.action_request_charge()
        own = self.complaint.party_ids[1].with_user(self.anna)
        with self.assertRaisesRegex(UserError, "only suppliers"):
            own.action_request_charge()

    def test_document_taken_back_counts_no_more(self):
        self.compensate(115.0)
        party = self.parties()
        party.action_request_charge()
        move = party.sudo().move_id
        move.action_post()
        self.assertEqual(self.complaint.amount_charged, 60.0)
        move.button_draft()
        self.assertEqual(self.complaint.amount_charged, 0.0)
        move.button_cancel()
        self.assertEqual(party.charge_state, "cancelled")

    def test_cancelled_credit_note_is_charged_again(self):
        """Accounting cancels the draft; the share is put right and charged anew."""
        self.compensate(115.0)
        party = self.parties()
        party.action_request_charge()
        first = party.sudo().move_id
        first.button_cancel()
        self.assertEqual(party.charge_state, "cancelled")
        self.work.party_ids = [
            Command.update(party.id, {"share": 50.0}),
            Command.update((self.work.party_ids - party).id, {"share": 50.0}),
        ]
        party.action_request_charge()
        second = party.sudo().move_id
        self.assertNotEqual(second, first)
        self.assertEqual((second.state, second.amount_total), ("draft", 50.0))
        with self.assertRaisesRegex(UserError, "was replaced by"):
            first.button_draft()
        with self.assertRaisesRegex(UserError, "already charged"):
            party.action_request_charge()

    def test_report_by_cause_product_and_party_sums_up(self):
        """Net 160: 100 compensated, 60 travel; 60 % supplier, lines 3 to 1."""
        self.compensate(115.0)
        self.spend(kind="travel", amount=60.0)
        self.parties()
        other = self.env["product.product"].create({"name": "Sand"})
        self.work.line_ids.amount_claimed = 300.0
        self.work.line_ids = [
            Command.create({"product_id": other.id, "amount_claimed": 100.0})
        ]
        self.complaint.cause_id = self.env["crm.complaint.cause"].create(
            {"name": "Thin seam"}
        )
        rows = (
            self.env["crm.complaint.cost.report"]
            .with_user(self.anna)
            ._read_group(
                [("complaint_id", "=", self.complaint.id)],
                ["party_kind", "product_id"],
                ["cost_net:sum", "complaint_count:sum"],
            )
        )
        found = {
            (kind, product.name): (round(net, 2), round(count, 4))
            for kind, product, net, count in rows
        }
        self.assertEqual(
            found,
            {
                ("own", "Cement"): (48.0, 0.3),
                ("own", "Sand"): (16.0, 0.1),
                ("supplier", "Cement"): (72.0, 0.45),
                ("supplier", "Sand"): (24.0, 0.15),
            },
        )

    def test_report_shows_own_complaints_only(self):
        report = self.env["crm.complaint.cost.report"]
        self.assertTrue(report.with_user(self.anna).search([]))
        self.assertFalse(report.with_user(self.boris).search([]))
