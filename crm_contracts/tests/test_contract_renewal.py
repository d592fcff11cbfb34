# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractRenewal(ContractsCommon):
    def test_warned_once_before_the_last_day(self):
        """Ends on July 31, 30 days of notice: July 1 is the day."""
        contract = self._make_effective(date_end="2026-07-31")
        self.assertEqual(str(contract.date_notice), "2026-07-01")
        self._watch("2026-06-30")
        self.assertFalse(contract.date_warned)
        for day in ("2026-07-01", "2026-07-02"):
            self._watch(day)
        self.assertEqual(str(contract.date_warned), "2026-07-01")
        self.assertEqual(len(self._events(contract, "expiring")), 1)
        activity = contract.activity_ids
        self.assertEqual(activity.user_id, self.sally)
        self.assertEqual(str(activity.date_deadline), "2026-07-31")

    def test_expired_is_noted_once(self):
        """On the last day it still runs, the day after it has ended."""
        contract = self._make_effective(date_end="2026-07-31")
        for day in ("2026-07-31", "2026-08-01", "2026-08-02"):
            self._watch(day)
        self.assertEqual(str(contract.date_expired), "2026-08-01")
        self.assertEqual(len(self._events(contract, "expired")), 1)
        self.assertEqual(contract.state, "effective")

    def test_renews_itself(self):
        """Twelve months on from July 31; the notice begins anew."""
        contract = self._make_effective(date_end="2026-07-31", renewal="auto")
        self._watch("2026-07-31")
        self.assertEqual(str(contract.date_end), "2026-07-31")
        self._watch("2026-08-01")
        self.assertEqual(str(contract.date_end), "2027-07-31")
        self.assertEqual((contract.version, contract.date_warned), (2, False))
        self.assertEqual(contract.version_ids.sorted("number").mapped("number"), [1, 2])
        self.assertFalse(self._events(contract, "expired"))

    def test_renewal_can_be_stopped_with_a_reason(self):
        contract = self._make_effective(date_end="2026-07-31", renewal="auto")
        with self.assertRaisesRegex(UserError, "no draft"):
            contract.with_user(self.sally).renewal = "none"
        with self.assertRaises(AccessError):
            contract.with_user(self.sam)._stop_renewal("Not mine")
        with self.assertRaisesRegex(UserError, "reason"):
            contract.with_user(self.sally)._stop_renewal("")
        contract.with_user(self.sally)._stop_renewal("Customer gave notice")
        self._watch("2026-08-01")
        self.assertEqual(str(contract.date_end), "2026-07-31")
        self.assertEqual(str(contract.date_expired), "2026-08-01")

    def test_amendment_decides_about_the_last_day(self):
        contract = self._make_effective(date_end="2026-07-31", renewal="auto")
        contract.with_user(self.sally)._create_amendment()
        self._watch("2026-08-01")
        self.assertEqual(str(contract.date_end), "2026-07-31")

    def test_next_contract_keeps_shares_and_raises_prices(self):
        """138,000 and 5 % more is 144,900: 84,000 and 60,900; 48 % is not lost."""
        contract = self._make_effective(
            date_start="2026-01-01",
            date_end="2026-12-31",
            instalment_ids=[
                self._instalment("First", 80000.0, "signing"),
                self._instalment("Rest", 58000.0, "date", 0, date_fixed="2026-09-01"),
            ],
        ).with_user(self.sally)
        wizard = self._wizard(contract, how="contract", price_change=5.0)
        self.assertEqual(
            (wizard.date_start, wizard.date_end),
            (date(2027, 1, 1), date(2027, 12, 31)),
        )
        renewed = self.env["crm.contract"].browse(wizard.action_confirm()["res_id"])
        self.assertEqual((renewed.state, renewed.renewed_from_id), ("draft", contract))
        self.assertEqual(renewed.amount_total, 144900.0)
        self.assertEqual(renewed.instalment_ids.mapped("amount"), [84000.0, 60900.0])
        self.assertEqual(str(renewed.instalment_ids[1].date_fixed), "2027-09-01")
        self.assertEqual(contract.successor_ids, renewed)
        renewed.with_user(self.sally).action_submit()

    def test_extension_is_an_amendment(self):
        contract = self._make_effective(date_end="2026-12-31").with_user(self.sally)
        wizard = self._wizard(contract, how="amendment")
        action = wizard.action_confirm()
        amendments = self.env[action["res_model"]].with_user(self.sally)
        amendment = amendments.browse(action["res_id"])
        self.assertEqual(str(amendment.date_end), "2027-12-31")
        self.assertEqual(str(contract.date_end), "2026-12-31")
        amendment.action_cancel()
        wizard.date_end = "2026-12-31"
        with self.assertRaisesRegex(UserError, "until a later day"):
            wizard.action_confirm()

    def test_responsible_follows_the_owner_until_named(self):
        """Named for the second payment only, then for the contract, then given back."""
        contract = self._make_effective()
        first, second = contract.instalment_ids
        self.assertEqual(contract.responsible_id, self.sally)
        self.assertEqual(second.responsible_id, self.sally)
        manager = contract.with_user(self.mona)
        manager._assign(self.mona, "Large sum", second)
        self.assertEqual(second.responsible_id, self.mona)
        self.assertEqual(first.responsible_id, self.sally)
        manager._assign(self.lena, "Took over the region")
        self.assertEqual(contract.responsible_id, self.lena)
        self.assertEqual(first.responsible_id, self.lena)
        self.assertEqual(second.responsible_id, self.mona)
        manager._assign(self.env["res.users"], "Back")
        self.assertEqual(contract.responsible_id, self.sally)
        self.assertEqual(len(self._events(contract, "assigned")), 3)

    def test_responsible_is_named_by_managers_and_sees_the_customer(self):
        contract = self._make_effective()
        with self.assertRaises(AccessError):
            contract.with_user(self.sally)._assign(self.lena, "Mine no more")
        with self.assertRaisesRegex(UserError, "collaborator"):
            contract.with_user(self.mona)._assign(self.sam, "Other region")
        with self.assertRaises(AccessError):
            contract.with_user(self.mona).write({"assigned_id": self.lena.id})
        wizard = (
            self.env["crm.contract.assign"]
            .with_user(self.mona)
            .create(
                {
                    "contract_id": contract.id,
                    "instalment_ids": [Command.set(contract.instalment_ids[0].ids)],
                    "user_id": self.lena.id,
                    "reason": "Knows the hospital",
                }
            )
        )
        wizard.action_confirm()
        self.assertEqual(contract.instalment_ids[0].responsible_id, self.lena)

    def test_job_runs(self):
        contract = self._make_effective(date_end="2026-06-20")
        with self.enter_registry_test_mode():
            job = self.env.ref("crm_contracts.crm_contract_watch_end_cron")
            job.sudo().method_direct_trigger()
        self.assertEqual(str(contract.date_warned), "2026-06-15")

    def _watch(self, day):
        contracts = self.env["crm.contract"].sudo()
        while contracts._watch_end(date.fromisoformat(day)):
            pass

    def _events(self, contract, kind):
        return contract.event_ids.filtered(lambda event: event.kind == kind)

    def _wizard(self, contract, **values):
        return (
            self.env["crm.contract.renew"]
            .with_user(self.sally)
            .create({"contract_id": contract.id, **values})
        )
