# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractTriggers(ContractsCommon):
    """Each event starts the instalment that waits for it, on the day it happened."""

    @classmethod
    def _create_plan(cls, *triggers, **values):
        """A contract over 1,000 per trigger, ten days after each."""
        return cls._create_contract(
            line_ids=[cls._line(1000.0 * len(triggers))],
            instalment_ids=[
                cls._instalment(trigger, 1000.0, trigger, days=10, sequence=number)
                for number, trigger in enumerate(triggers)
            ],
            **values,
        )

    def _due(self, contract):
        return contract.sudo().instalment_ids.mapped("date_due")

    def test_order_and_delivery(self):
        """Ordered on the 16th, delivered on the 20th: due on the 26th and 30th."""
        contract = self._make_effective(self._create_plan("order", "delivery"))
        self.assertEqual(self._due(contract), [False, False])
        with freeze_time("2026-06-16 09:00:00"):
            order = contract.with_user(self.sally)._create_order().sudo()
            order.action_confirm()
        self.assertEqual(self._due(contract), [date(2026, 6, 26), False])
        self.assertEqual(contract.sudo().instalment_ids[0].state, "due")
        with freeze_time("2026-06-18 09:00:00"):
            order.order_line.qty_delivered = 0.5
            self.assertEqual(self._due(contract), [date(2026, 6, 26), False])
        with freeze_time("2026-06-20 09:00:00"):
            order.order_line.qty_delivered = 1.0
            self.assertEqual(
                self._due(contract), [date(2026, 6, 26), date(2026, 6, 30)]
            )
        with freeze_time("2026-06-25 09:00:00"):
            order.order_line.qty_delivered = 0.0
            self.assertEqual(self._due(contract), [date(2026, 6, 26), False])

    def test_cancelled_order_is_no_order(self):
        contract = self._make_effective(self._create_plan("order"))
        order = contract.with_user(self.sally)._create_order().sudo()
        order.action_confirm()
        self.assertEqual(self._due(contract), [date(2026, 6, 25)])
        order._action_cancel()
        self.assertEqual(self._due(contract), [False])
        self.assertEqual(contract.sudo().instalment_ids.state, "waiting")

    def test_its_own_invoice(self):
        """Invoiced on the 17th: due on the 27th; a draft asks for nothing."""
        contract = self._make_effective(self._create_plan("signing", "invoice"))
        second = contract.sudo().instalment_ids[1]
        self._invoice(contract.sudo().instalment_ids[0])
        self.assertFalse(second.date_due)
        invoice = self._invoice(second, post=False, day=date(2026, 6, 17))
        self.assertFalse(second.date_due)
        invoice.action_post()
        self.assertEqual(second.date_due, date(2026, 6, 27))
        self.assertEqual(second.state, "due")
        invoice.button_draft()
        self.assertFalse(second.date_due)

    def test_payment_before(self):
        """S-413: the first is paid in full on the 19th, the second due on the 29th."""
        contract = self._make_effective(self._create_plan("signing", "payment"))
        first, second = contract.sudo().instalment_ids
        invoice = self._invoice(first)
        self._register_payment(invoice, amount=400.0, payment_date="2026-06-17")
        self.assertFalse(second.date_due)
        self._register_payment(invoice, payment_date="2026-06-19")
        self.assertEqual(first.date_paid, date(2026, 6, 19))
        self.assertEqual(second.date_due, date(2026, 6, 29))
        invoice.line_ids.remove_move_reconcile()
        self.assertEqual((first.date_paid, second.date_due), (False, False))

    def test_first_instalment_has_no_payment_before(self):
        contract = self._create_plan("payment")
        with self.assertRaisesRegex(ValidationError, "first of the plan"):
            contract.with_user(self.sally).action_submit()

    def _create_milestone_plan(self):
        contract = self._create_plan("milestone")
        milestone = (
            self.env["crm.contract.milestone"]
            .with_user(self.sally)
            .create({"contract_id": contract.id, "name": "Trial run ended"})
        )
        return contract, milestone

    def test_milestone(self):
        contract, milestone = self._create_milestone_plan()
        with self.assertRaisesRegex(ValidationError, "choose the milestone"):
            contract.with_user(self.sally).action_submit()
        contract.instalment_ids.milestone_id = milestone
        self._make_effective(contract)
        self.assertEqual(self._due(contract), [False])
        with self.assertRaisesRegex(UserError, "today or earlier"):
            milestone._reach(date(2026, 6, 16), "Protocol 7")
        with self.assertRaisesRegex(UserError, "reason"):
            milestone._reach(date(2026, 6, 15), " ")
        milestone._reach(date(2026, 6, 15), "Protocol 7")
        self.assertEqual(self._due(contract), [date(2026, 6, 25)])
        self.assertEqual(contract.sudo().instalment_ids.state, "due")
        event = contract.sudo().event_ids.filtered(lambda e: e.kind == "milestone")
        self.assertEqual(event.description, "Trial run ended: Protocol 7")
        with self.assertRaisesRegex(UserError, "already"):
            milestone._reach(date(2026, 6, 15), "Protocol 8")

    def test_milestone_is_reached_by_who_may_write_the_contract(self):
        contract, milestone = self._create_milestone_plan()
        contract.instalment_ids.milestone_id = milestone
        self._make_effective(contract)
        for user in (self.sam, self.fina):
            with self.assertRaises(AccessError):
                milestone.with_user(user)._reach(date(2026, 6, 15), "Protocol 7")
        _draft, other = self._create_milestone_plan()
        with self.assertRaises(AccessError):
            other.date_reached = date(2026, 6, 15)
        with self.assertRaisesRegex(UserError, "no draft"):
            milestone.with_user(self.sally).name = "Something else"

    def test_milestone_of_another_contract_is_refused(self):
        _contract, foreign = self._create_milestone_plan()
        contract = self._create_plan("milestone")
        with self.assertRaisesRegex(ValidationError, "another contract"):
            contract.instalment_ids.milestone_id = foreign

    def test_copy_waits_for_its_own_milestone(self):
        contract, milestone = self._create_milestone_plan()
        contract.instalment_ids.milestone_id = milestone
        twin = contract.copy()
        self.assertEqual(twin.instalment_ids.milestone_id, twin.milestone_ids)
        self.assertNotEqual(twin.milestone_ids, milestone)

    def test_wizard_records_a_milestone(self):
        contract, milestone = self._create_milestone_plan()
        contract.instalment_ids.milestone_id = milestone
        self._make_effective(contract)
        action = milestone.action_open_reach()
        wizard = (
            self.env["crm.contract.step"]
            .with_user(self.sally)
            .with_context(**action["context"])
            .create({"date": date(2026, 6, 15), "reason": "Protocol 7"})
        )
        wizard.action_confirm()
        self.assertEqual(milestone.date_reached, date(2026, 6, 15))

    def test_words_name_the_event(self):
        contract, milestone = self._create_milestone_plan()
        contract.instalment_ids.milestone_id = milestone
        self.assertEqual(
            contract.instalment_ids._due_words(), "10 days after: Trial run ended"
        )

    def test_days_of_the_company(self):
        """23:30 UTC on the 15th is the 16th in Shanghai."""
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        contract = self._make_effective(self._create_plan("order"))
        with freeze_time("2026-06-15 23:30:00"):
            order = contract.with_user(self.sally)._create_order().sudo()
            order.action_confirm()
        self.assertEqual(contract.sudo().date_ordered, date(2026, 6, 16))

    def test_plan_commands_keep_working(self):
        """Lines of a plan are written through the contract in a draft."""
        contract = self._create_plan("signing")
        contract.write(
            {
                "instalment_ids": [
                    Command.update(contract.instalment_ids.id, {"days": 5})
                ]
            }
        )
        self.assertEqual(contract.instalment_ids.days, 5)
