# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import PIXEL, ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractReview(ContractsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env.ref("crm_contracts.crm_contract_type_sale").sudo()

    def test_checklist_is_answered_before_submitting(self):
        self.kind.needs_review = True
        contract = self._create_contract()
        with self.assertRaisesRegex(UserError, "is not answered with yes"):
            contract.action_submit()
        contract.action_fill_checklist()
        checks = contract.check_ids
        checks.write({"answer": "yes"})
        self.assertEqual(checks.answered_by_id, self.sally)
        checks[0].answer = "na"
        with self.assertRaises(UserError):
            contract.action_submit()
        checks[0].comment = "Known partner, pays in time"
        contract.action_submit()
        self.assertEqual(contract.state, "approval")
        with self.assertRaisesRegex(UserError, "withdraw it to draft"):
            checks[0].answer = "no"
        with self.assertRaises(UserError):
            checks[0].write({"answered_by_id": self.mona.id})

    def test_due_diligence_before_sending(self):
        self.kind.needs_diligence = True
        contract = self._approve(self._create_contract())
        contract = contract.with_user(self.sally)
        with self.assertRaisesRegex(UserError, "no valid due diligence"):
            contract.action_send()
        sheets = self.env["crm.contract.diligence"]
        sheet = sheets.with_user(self.sally).create(
            {"customer_id": self.customer.id, "conclusion": "able"}
        )
        with self.assertRaises(AccessError):
            sheet.action_confirm()
        with self.assertRaisesRegex(UserError, "not complete: .*Ability"):
            sheet.with_user(self.fina).action_confirm()
        sheet.write({"enterprise_type": "public", "funds": "sound", "ability": "yes"})
        sheet.with_user(self.fina).action_confirm()
        self.assertEqual(str(sheet.date_until), "2027-06-15")
        with self.assertRaisesRegex(UserError, "confirmed and stays"):
            sheet.conclusion = "unable"
        with freeze_time("2027-06-16"), self.assertRaises(UserError):
            contract.invalidate_recordset(["diligence_id"])
            contract.action_send()
        contract.invalidate_recordset(["diligence_id"])
        contract.action_send()
        self.assertEqual(contract.state, "signing")

    def test_nobody_confirms_his_own_sheet(self):
        sheet = (
            self.env["crm.contract.diligence"]
            .with_user(self.mona)
            .create({"customer_id": self.customer.id})
        )
        with self.assertRaisesRegex(AccessError, "his own sheet"):
            sheet.action_confirm()
        with self.assertRaises(AccessError):
            sheet.with_user(self.sam).read(["funds"])

    def test_leaders_decide_on_major_contracts(self):
        self.company.sudo().contract_major_amount = 138000.0
        contract = self._approve(self._create_contract()).with_user(self.sally)
        self.assertTrue(contract.is_major)
        with self.assertRaisesRegex(UserError, "is a major contract"):
            contract.action_send()
        values = {
            "contract_id": contract.id,
            "decision": "approved",
            "summary": "Good customer",
            "document": PIXEL,
            "participant_ids": [Command.set((self.lena | self.dora).ids)],
        }
        minutes = self.env["crm.contract.minutes"]
        with self.assertRaises(AccessError):
            minutes.with_user(self.sally).create(values)
        alone = {**values, "participant_ids": [Command.set(self.dora.ids)]}
        with self.assertRaisesRegex(UserError, "two leaders"):
            minutes.with_user(self.dora).create(alone)
        meeting = minutes.with_user(self.dora).create({**values, "amount": 1.0})
        self.assertEqual(meeting.amount, 138000.0)
        with self.assertRaises(UserError):
            meeting.with_user(self.mona).write({"decision": "refused"})
        contract.action_send()
        self.assertEqual(contract.state, "signing")

    def test_minutes_of_another_draft_do_not_count(self):
        """Withdrawn, made dearer, submitted again: leaders decide again."""
        self.company.sudo().contract_major_amount = 100000.0
        contract = self._approve(self._create_contract())
        self.env["crm.contract.minutes"].with_user(self.dora).create(
            {
                "contract_id": contract.id,
                "decision": "approved",
                "summary": "Good customer",
                "document": PIXEL,
                "participant_ids": [Command.set((self.lena | self.dora).ids)],
            }
        )
        contract.with_user(self.sally).action_withdraw()
        with freeze_time("2026-06-16"):
            self._approve(contract)
            with self.assertRaisesRegex(UserError, "is a major contract"):
                contract.with_user(self.sally).action_send()

    def test_business_that_is_not_accepted_keeps_its_reason(self):
        contract = self._create_contract()
        reason = self.env.ref("crm_contracts.crm_contract_refusal_reason_price")
        wizard = (
            self.env["crm.contract.decline"]
            .with_user(self.sally)
            .create(
                {"contract_id": contract.id, "reason_id": reason.id, "note": "-9 %"}
            )
        )
        wizard.action_confirm()
        self.assertFalse(contract.active)
        self.assertEqual(contract.declined_reason_id, reason)
        with self.assertRaisesRegex(UserError, "was not accepted"):
            contract.action_submit()
        contract.action_reconsider()
        self.assertTrue(contract.active)
        kinds = contract.event_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds, ["created", "turned_down", "reconsidered"])

    def test_model_contract_serves_other_customers(self):
        """Sam copies Sally's contract only after a manager made it a model."""
        contract = self._create_contract()
        customer = self._create_customer("South Hospital", user=self.sam)
        copy = self.env["crm.contract.model.copy"].with_user(self.sam)
        values = {"model_id": contract.id, "customer_id": customer.id}
        with self.assertRaises(UserError):
            copy.create(values).action_confirm()
        with self.assertRaises(AccessError):
            contract.action_mark_model()
        contract.with_user(self.mona).action_mark_model()
        action = copy.create({**values, "subject": "South"}).action_confirm()
        twin = self.env["crm.contract"].browse(action["res_id"]).with_user(self.sam)
        self.assertEqual((twin.subject, twin.amount_total), ("South", 138000.0))
        self.assertEqual(twin.party_ids[0].partner_id, customer.partner_id)
        self.assertFalse(twin.is_model)
        with self.assertRaises(AccessError):
            contract.with_user(self.sam).write({"subject": "Mine"})


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractOpening(ContractsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(user=cls.mona)

    def _take_over(self, received=50000.0):
        contract = self.contract.with_user(self.mona)
        action = contract.action_open_opening()
        wizard = self.env[action["res_model"]].with_user(self.mona)
        wizard = wizard.browse(action["res_id"])
        wizard.write({"date_signed": "2025-11-03", "date_accepted": "2025-12-01"})
        self.assertEqual(wizard.line_ids.mapped("agreed"), [1.0, 80000.0, 58000.0])
        wizard.line_ids[1].done = received
        wizard.action_confirm()

    def test_running_contract_is_taken_over(self):
        """80,000 less 50,000 received before leaves 30,000 to invoice and collect."""
        self._take_over()
        contract = self.contract
        self.assertEqual(contract.state, "effective")
        self.assertEqual(str(contract.date_signed), "2025-11-03")
        self.assertEqual((contract.amount_received, contract.amount_open), (50e3, 88e3))
        invoice = self._invoice(contract.instalment_ids[0])
        self.assertEqual(invoice.amount_total, 30000.0)
        self._register_payment(invoice)
        self.assertEqual(self._plan(contract)[0], (80000.0, "paid"))
        self.assertEqual(sum(contract.allocation_ids.mapped("amount")), 30000.0)
        self.assertLedgerAgrees(contract)
        contract._check_collection()
        self.assertEqual(contract.amount_received, 80000.0)

    def test_payment_by_age_leaves_what_was_received_before(self):
        """Of an invoice of an order over 40,000: 30,000 and 10,000."""
        self._take_over()
        order = self.contract.with_user(self.sally)._create_order().sudo()
        order.action_confirm()
        order.order_line.qty_delivered = 1.0
        invoice = order._create_invoices()
        line = {"price_unit": 40000.0, "tax_ids": [Command.clear()]}
        invoice.invoice_line_ids.write(line)
        invoice.invoice_date = self.TODAY
        invoice.action_post()
        self._register_payment(invoice)
        self.assertEqual(self._plan(self.contract), [(80e3, "paid"), (10e3, "overdue")])

    def test_delivered_before_is_not_ordered_again(self):
        line = self.contract.line_ids
        line._set_opening(1.0)
        self.assertEqual(line._prepare_order_line_values()["product_uom_qty"], 0.0)
        with self.assertRaisesRegex(UserError, "delivered before"):
            line._set_opening(2.0)

    def test_managers_take_over_once(self):
        with self.assertRaises(AccessError):
            self.contract.with_user(self.sally).action_open_opening()
        with self.assertRaises(UserError):
            self._take_over(received=90000.0)
        self._take_over(received=80000.0)
        with self.assertRaises(UserError):
            self.contract.with_user(self.mona).action_open_opening()
        with self.assertRaises(UserError):
            self.contract.instalment_ids[0].with_user(self.mona).opening_amount = 1.0

    def test_rollover_year_by_year(self):
        """138,000 signed in 2025 with 50,000 before; 30,000 received in 2026."""
        self._take_over()
        self._register_payment(self._invoice(self.contract.instalment_ids[0]))
        self.env.flush_all()
        rows = (
            self.env["crm.contract.rollover"]
            .with_user(self.sally)
            .search([("contract_id", "=", self.contract.id)], order="year")
        )
        self.assertEqual(
            [
                (r.amount_start, r.amount_signed, r.amount_received, r.amount_carried)
                for r in rows
                if r.year <= "2026"
            ],
            [(0.0, 88e3, 0.0, 88e3), (88e3, 0.0, 30e3, 58e3)],
        )
        self.assertFalse(
            self.env["crm.contract.rollover"]
            .with_user(self.sam)
            .search([("contract_id", "=", self.contract.id)])
        )

    def test_what_we_buy_is_not_carried_forward(self):
        """Only the sale is counted; nothing is received under a purchase contract."""
        sold = self._make_effective()
        bought = self._make_effective(contract_type="purchase")
        self.env.flush_all()
        rows = (
            self.env["crm.contract.rollover"]
            .with_user(self.sally)
            .search([("contract_id", "in", (sold | bought).ids)])
        )
        self.assertEqual(rows.contract_id, sold)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractAlarm(ContractsCommon):
    def test_alarms_are_raised_once(self):
        """Due on the 18th, three days ahead; the period ends on July 14."""
        contract = self._make_effective(
            period_ids=[
                Command.create({"name": "Free care", "months": 1, "is_renewable": True})
            ]
        )
        contracts = self.env["crm.contract"].sudo()
        self.company.sudo().contract_alarm_plan_days = 2
        self.company.sudo().contract_alarm_period_days = 28
        self.assertEqual(contracts._raise_alarms(self.company), 0)
        tomorrow = self.TODAY + timedelta(days=1)
        self.assertEqual(contracts._raise_alarms(self.company, tomorrow), 2)
        self.assertEqual(contracts._raise_alarms(self.company, tomorrow), 0)
        self.assertEqual(len(contract.activity_ids), 2)
        self.assertEqual(contract.activity_ids.user_id, self.sally)

    def test_zero_days_switch_an_alarm_off(self):
        self._make_effective()
        self.company.sudo().contract_alarm_plan_days = 0
        self.assertEqual(self.env["crm.contract"].sudo()._raise_alarms(self.company), 0)
