# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractClosing(ContractsCommon):
    def test_drafts_block_even_the_manager(self):
        """A quotation left in a closed contract could be confirmed later."""
        contract = self._make_effective()
        order = contract.with_user(self.sally)._create_order()
        with self.assertRaisesRegex(UserError, f"quotations: {order.name}"):
            contract.with_user(self.mona)._close("Enough")
        order._action_cancel()
        contract.with_user(self.mona)._close("Enough")
        self.assertEqual(contract.state, "closed")

    def test_draft_invoice_blocks(self):
        contract = self._make_effective()
        invoice = self._invoice(contract.instalment_ids[0], post=False)
        with self.assertRaisesRegex(UserError, "draft invoices"):
            contract.with_user(self.mona)._close("Enough")
        invoice.unlink()
        contract.with_user(self.mona)._close("Enough")
        self.assertEqual(contract.state, "closed")

    def test_undelivered_goods_are_named(self):
        """Ordered 1 of 1 for 138,000, nothing delivered, nothing invoiced."""
        contract = self._make_effective()
        order = contract.with_user(self.sally)._create_order()
        order.action_confirm()
        texts = [finding.text for finding in contract._closing_findings()]
        self.assertEqual(
            texts,
            [
                f"not delivered in full: {order.name}",
                "$\xa0138,000.00 ordered and not invoiced",
                "$\xa0138,000.00 to receive",
            ],
        )

    def test_duty_that_nobody_did_is_named(self):
        """The salesperson cannot close over it; waived it is no reason any more."""
        duty = {"name": "Install", "trigger": "signing", "delay": 72, "unit": "hour"}
        contract = self._make_effective(obligation_ids=[Command.create(duty)])
        texts = [finding.text for finding in contract._closing_findings()]
        self.assertIn("duties: Install", texts)
        duty = contract.obligation_ids.with_user(self.sally)
        duty._fulfil(fields.Datetime.now())
        texts = [finding.text for finding in contract._closing_findings()]
        self.assertNotIn("duties: Install", texts)

    def test_draft_settlement_blocks(self):
        contract = self._make_effective()
        line = {"contract_line_id": contract.line_ids.id, "quantity": 1.0}
        settlement = (
            self.env["crm.contract.settlement"]
            .with_user(self.sally)
            .create({"contract_id": contract.id, "line_ids": [Command.create(line)]})
        )
        with self.assertRaisesRegex(UserError, "draft settlements"):
            contract.with_user(self.mona)._close("Enough")
        settlement.unlink()
        contract.with_user(self.mona)._close("Enough")
        self.assertEqual(contract.state, "closed")

    def test_penalties_and_disputes_are_named(self):
        """80,000 due on 4 May are 42 days late: 0.05 % a day are 1,680."""
        contract = self._make_effective(
            signed_on=date(2026, 5, 1), penalty_payment=0.05
        )
        invoice = self._invoice(contract.instalment_ids[0], day=date(2026, 5, 2))
        contract.with_user(self.sally)._propose_penalties()
        reason = self.env.ref("crm_contracts.crm_collection_dispute_reason_price")
        disputes = self.env["crm.collection.dispute"]
        disputes._dispute(invoice, 100.0, reason, source="call")
        texts = [f.text.replace("\xa0", " ") for f in contract._closing_findings()]
        self.assertIn("penalties of $ 1,680.00 to decide", texts)
        self.assertIn(f"disputed: {invoice.name}", texts)
        with self.assertRaises(AccessError):
            contract.with_user(self.sally)._close()

    def test_closing_stops_orders_and_can_be_taken_back(self):
        contract = self._make_effective().with_user(self.sally)
        contract._start_closing("Season is over")
        with self.assertRaisesRegex(UserError, "“Closing”.*Take the closing back"):
            contract._create_order()
        with self.assertRaises(AccessError):
            contract._close()
        with self.assertRaises(AccessError):
            contract._reopen("Not yet")
        contract.with_user(self.mona)._reopen("Not yet")
        self.assertEqual(contract.state, "effective")

    def test_dialog_lists_what_is_open(self):
        contract = self._make_effective().with_user(self.mona)
        wizard = (
            self.env["crm.contract.step"]
            .with_user(self.mona)
            .with_context(**contract.action_open_close()["context"])
            .create({"reason": "Settled by hand"})
        )
        self.assertEqual(wizard.findings, "• $\xa0138,000.00 to receive")
        wizard.action_confirm()
        self.assertEqual(contract.state, "closed")

    def test_supplements_settle_with_the_main_contract(self):
        """138,000 and 12,000 are 150,000; both end on the same day, and come back."""
        main = self._make_effective()
        supplement = self._supplement(main)
        self.assertEqual(supplement.name, f"{main.name}-S1")
        self.assertEqual(main.family_amount_total, 138000.0)
        self._make_effective(supplement)
        self.assertEqual(main.family_amount_total, 150000.0)
        self.assertEqual(main.family_amount_open, 150000.0)
        with self.assertRaisesRegex(UserError, "settles with its main contract"):
            supplement.with_user(self.mona)._close("Alone")
        main.with_user(self.mona)._close("All settled")
        self.assertEqual((main | supplement).mapped("state"), ["closed", "closed"])
        with self.assertRaisesRegex(UserError, "take back the closing of that one"):
            supplement.with_user(self.mona)._reopen("Alone")
        main.with_user(self.mona)._reopen("Not all")
        states = (main | supplement).mapped("state")
        self.assertEqual(states, ["effective", "effective"])

    def test_supplement_that_waits_blocks(self):
        main = self._make_effective()
        supplement = self._supplement(main)
        supplement.action_submit()
        with self.assertRaisesRegex(UserError, f"{supplement.name}.*not decided"):
            main.with_user(self.mona)._close("Enough")
        main.with_user(self.mona)._terminate("Customer gone")
        supplement.with_user(self.sally).action_withdraw()
        with self.assertRaisesRegex(UserError, "not running any more"):
            supplement.with_user(self.sally).action_submit()

    def test_supplement_of_a_supplement_belongs_to_the_main_contract(self):
        main = self._make_effective()
        first = self._make_effective(self._supplement(main))
        second = first.with_user(self.sally)._create_supplement()
        self.assertEqual((second.parent_id, second.name), (main, f"{main.name}-S2"))

    def test_only_who_sees_the_customer_supplements(self):
        main = self._make_effective()
        with self.assertRaises(AccessError):
            main.with_user(self.sam)._create_supplement()
        with self.assertRaises(AccessError):
            self._create_contract(parent_id=main.id)

    def _supplement(self, main):
        supplement = main.with_user(self.sally)._create_supplement()
        supplement.write(
            {
                "line_ids": [self._line(12000.0)],
                "instalment_ids": [self._instalment("Extra", 12000.0, "signing")],
            }
        )
        return supplement
