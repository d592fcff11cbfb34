# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import PIXEL, ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractFlow(ContractsCommon):
    def test_number_per_company(self):
        first, second = self._create_contract(), self._create_contract()
        self.assertEqual(first.name, "C2026/0001")
        self.assertEqual(second.name, "C2026/0002")
        other = self.setup_other_company()["company"]
        customer = self._create_customer("Elsewhere", company=other)
        foreign = (
            self.env["crm.contract"]
            .sudo()
            .create(
                {
                    "subject": "There",
                    "company_id": other.id,
                    "customer_id": customer.id,
                }
            )
        )
        self.assertEqual(foreign.name, "C2026/0001")

    def test_large_contract_needs_leader_and_director(self):
        """138,000 is above 100,000: the leader's yes alone is not enough."""
        contract = self._create_contract()
        contract.action_submit()
        approval = contract.sudo().approval_ids
        self.assertEqual(approval.amount, 138000.0)
        with self.assertRaises(AccessError):
            approval.with_user(self.dora).action_approve()
        approval.with_user(self.lena).action_approve()
        self.assertEqual(contract.state, "approval")
        approval.with_user(self.dora).action_approve()
        self.assertEqual(contract.state, "approved")

    def test_small_contract_needs_the_leader(self):
        contract = self._create_contract(
            line_ids=[self._line(99999.99)],
            instalment_ids=[self._instalment("All", 99999.99, "signing")],
        )
        contract.action_submit()
        contract.sudo().approval_ids.with_user(self.lena).action_approve()
        self.assertEqual(contract.state, "approved")

    def test_nobody_approves_his_own(self):
        contract = self._create_contract()
        contract.action_submit()
        with self.assertRaises(AccessError):
            contract.sudo().approval_ids.with_user(self.sally).action_approve()
        self.assertEqual(contract.state, "approval")

    def test_refusal_returns_to_draft(self):
        contract = self._create_contract()
        contract.action_submit()
        contract.sudo().approval_ids.with_user(self.lena).action_refuse("Too cheap")
        self.assertEqual(contract.state, "draft")
        event = contract.event_ids.filtered(lambda e: e.kind == "refused")
        self.assertEqual((event.description, event.user_id), ("Too cheap", self.lena))

    def test_withdrawing_takes_the_approval_back(self):
        """An earlier yes does not count for changed terms."""
        contract = self._approve(self._create_contract())
        contract.with_user(self.sally).action_withdraw()
        self.assertEqual(contract.state, "draft")
        with self.assertRaises(UserError):
            contract.with_user(self.sally).action_send()
        contract.with_user(self.sally).action_submit()
        self.assertEqual(contract.state, "approval")

    def test_no_step_is_left_out(self):
        contract = self._create_contract()
        with self.assertRaises(UserError):
            contract.action_send()
        with self.assertRaises(UserError):
            contract.sudo()._sign("Lin Hua", PIXEL, "192.0.2.7")
        with self.assertRaises(UserError):
            contract._close()
        self.assertEqual(contract.state, "draft")

    def test_state_cannot_be_forged(self):
        contract = self._create_contract()
        for values in (
            {"state": "effective"},
            {"date_signed": "2026-06-01"},
            {"date_accepted": "2026-06-01"},
            {"signature": PIXEL},
            {"amount_received": 138000.0},
            {"document_hash": "0"},
        ):
            with self.assertRaises(AccessError):
                contract.with_user(self.mona).write(values)
        with self.assertRaises(AccessError):
            self._create_contract(state="effective")
        self.assertEqual(contract.state, "draft")

    def test_events_tell_the_story_and_stay(self):
        contract = self._make_effective()
        kinds = contract.event_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds, ["created", "submitted", "approved", "sent", "signed"])
        with self.assertRaises(UserError):
            contract.event_ids[0].with_user(self.mona).write({"description": "x"})
        with self.assertRaises(UserError):
            contract.event_ids[0].sudo().unlink()

    def test_closing_with_open_money_is_the_managers(self):
        contract = self._make_effective()
        with self.assertRaisesRegex(AccessError, "138,000.00 to receive"):
            contract.with_user(self.sally)._close()
        with self.assertRaisesRegex(UserError, "reason"):
            contract.with_user(self.mona)._close()
        contract.with_user(self.mona)._close("Settled by hand")
        self.assertEqual(contract.state, "closed")
        contract.with_user(self.mona)._reopen("It was not")
        self.assertEqual((contract.state, contract.date_ended), ("effective", False))

    def test_termination_voids_what_is_open(self):
        contract = self._make_effective()
        with self.assertRaises(AccessError):
            contract.with_user(self.sally)._terminate("Customer gone")
        contract.with_user(self.mona)._terminate("Customer gone")
        self.assertEqual(self._plan(contract), [(0.0, "void"), (0.0, "void")])
        self.assertEqual(contract.amount_open, 0.0)

    def test_only_drafts_are_deleted(self):
        contract, kept = self._create_contract(), self._create_contract()
        kept.action_submit()
        with self.assertRaisesRegex(UserError, "terminated"):
            kept.unlink()
        contract.unlink()
        self.assertFalse(contract.exists())

    def test_wizard_records_a_step(self):
        contract = self._make_effective(signed_on="2026-06-01").with_user(self.sally)
        action = contract.action_open_accept()
        wizard = (
            self.env["crm.contract.step"]
            .with_user(self.sally)
            .with_context(**action["context"])
            .create({"date": "2026-06-12", "reason": "Protocol"})
        )
        wizard.action_confirm()
        self.assertEqual(str(contract.date_accepted), "2026-06-12")

    def test_order_of_what_is_left(self):
        """One of three ordered in a first order leaves two for the second."""
        contract = self._make_effective(
            line_ids=[self._line(100.0, quantity=3.0)],
            instalment_ids=[self._instalment("All", 300.0, "signing")],
        ).with_user(self.sally)
        order = contract._create_order()
        self.assertEqual(order.crm_contract_id, contract)
        order.order_line.product_uom_qty = 1.0
        self.assertEqual(contract.amount_ordered, 0.0)
        order.action_confirm()
        self.assertEqual(contract.amount_ordered, 100.0)
        second = contract._create_order()
        self.assertEqual(second.order_line.product_uom_qty, 2.0)
        with self.assertRaisesRegex(UserError, "ordered already"):
            contract._create_order()
        second._action_cancel()
        self.assertEqual(contract.line_ids.qty_ordered, 1.0)
