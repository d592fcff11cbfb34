# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractPlan(ContractsCommon):
    def test_amount_includes_taxes(self):
        """120,000 plus 15 % is 138,000."""
        contract = self._create_contract()
        self.assertRecordValues(
            contract,
            [
                {
                    "amount_untaxed": 120000.0,
                    "amount_total": 138000.0,
                    "amount_total_company": 138000.0,
                    "amount_planned": 138000.0,
                    "amount_open": 138000.0,
                }
            ],
        )

    def test_plan_must_add_up(self):
        contract = self._create_contract(
            instalment_ids=[self._instalment("Only", 100000.0, "signing")]
        )
        with self.assertRaisesRegex(UserError, "38,000.00"):
            contract.action_submit()
        self.assertEqual(contract.state, "draft")
        contract.instalment_ids = [self._instalment("Rest", 38000.0, "acceptance")]
        contract.action_submit()
        self.assertEqual(contract.state, "approval")

    def test_contract_needs_an_amount(self):
        contract = self._create_contract(line_ids=[], instalment_ids=[])
        with self.assertRaisesRegex(UserError, "add subject lines"):
            contract.action_submit()

    def test_percentages_lose_no_cent(self):
        """Thirds of 100.00: 33.33, 33.33 and the rest."""
        contract = self._create_contract(
            line_ids=[self._line(100.0)],
            instalment_ids=[
                self._instalment("A", 0, "signing", percent=100 / 3),
                self._instalment("B", 0, "signing", percent=100 / 3),
                self._instalment("C", 0, "signing", percent=100 - 200 / 3),
            ],
        )
        self.assertEqual(
            contract.instalment_ids.mapped("amount"), [33.33, 33.33, 33.34]
        )
        contract.line_ids.price_unit = 200.0
        self.assertEqual(
            contract.instalment_ids.mapped("amount"), [66.67, 66.67, 66.66]
        )

    def test_due_dates_follow_the_events(self):
        """Three days after signing on the 1st, and after acceptance on the 10th."""
        contract = self._make_effective(signed_on="2026-06-01")
        self.assertEqual(
            contract.instalment_ids.mapped("date_due"), [date(2026, 6, 4), False]
        )
        contract.with_user(self.sally)._accept(date(2026, 6, 10), "Protocol 7")
        self.assertEqual(
            contract.instalment_ids.mapped("date_due"),
            [date(2026, 6, 4), date(2026, 6, 13)],
        )
        event = contract.event_ids.filtered(lambda e: e.kind == "accepted")
        self.assertEqual((event.description, event.user_id), ("Protocol 7", self.sally))

    def test_fixed_date(self):
        contract = self._make_effective(
            instalment_ids=[
                self._instalment(
                    "Year end", 138000.0, "date", date_fixed="2026-12-31", days=0
                )
            ]
        )
        self.assertEqual(contract.instalment_ids.date_due, date(2026, 12, 31))
        self.assertEqual(contract.instalment_ids.state, "due")

    def test_acceptance_between_signature_and_today(self):
        contract = self._make_effective(signed_on="2026-06-10")
        for day in (date(2026, 6, 9), date(2026, 6, 16)):
            with self.assertRaisesRegex(UserError, "signed on 2026-06-10"):
                contract.with_user(self.sally)._accept(day)
        self.assertFalse(contract.date_accepted)

    def test_terms_are_closed_after_draft(self):
        """What others approve and sign is not edited behind their backs."""
        contract = self._create_contract()
        contract.action_submit()
        changes = [
            lambda: contract.write({"subject": "Other"}),
            lambda: contract.write({"terms": "<p>Other</p>"}),
            lambda: contract.line_ids.write({"price_unit": 1.0}),
            lambda: contract.write({"line_ids": [self._line(1.0)]}),
            lambda: contract.instalment_ids[0].write({"amount": 1.0}),
            lambda: contract.instalment_ids[0].unlink(),
            lambda: contract.write(
                {"instalment_ids": [Command.delete(contract.instalment_ids[1].id)]}
            ),
        ]
        for change in changes:
            refused = self.assertRaisesRegex(UserError, "Withdraw it to draft")
            with refused, self.env.cr.savepoint():
                change()
        self.assertEqual(contract.amount_total, 138000.0)
        contract.action_withdraw()
        contract.subject = "Other"
        self.assertEqual(contract.state, "draft")

    def test_refusal_names_the_way_out_of_each_state(self):
        contract = self._make_effective()
        ways = {
            "signing": "Withdraw it to draft",
            "effective": "Propose an amendment",
            "suspended": "Propose an amendment",
            "closing": "Take back the closing",
            "closed": "copy it for a new contract",
            "terminated": "copy it for a new contract",
        }
        for state, way in ways.items():
            contract.sudo().state = state
            with self.assertRaisesRegex(UserError, way):
                contract.with_user(self.sally).subject = "Other"

    def test_instalment_cannot_move_to_an_open_contract(self):
        """Reparenting is no way around the closed terms."""
        closed, draft = self._create_contract(), self._create_contract()
        closed.action_submit()
        for rows in (draft.instalment_ids[0], draft.line_ids):
            with self.assertRaises(AccessError):
                rows.contract_id = closed
        self.assertEqual(len(closed.instalment_ids), 2)

    def test_states_and_receipts_are_not_typed(self):
        contract = self._make_effective().with_user(self.mona)
        instalment = contract.instalment_ids[0]
        for values in ({"state": "paid"}, {"amount_paid": 80000.0}):
            with self.assertRaises(UserError):
                instalment.write(values)
        with self.assertRaises(AccessError):
            self.env["crm.contract.allocation"].with_user(self.mona).create(
                {"instalment_id": instalment.id, "amount": 80000.0}
            )
        self.assertEqual(self._plan(contract), [(0.0, "due"), (0.0, "waiting")])
