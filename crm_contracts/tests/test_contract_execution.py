# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..models.crm_contract_states import STATES
from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractExecution(ContractsCommon):
    def test_table_names_every_state_of_the_field(self):
        values = self.env["crm.contract"]._fields["state"].get_values(self.env)
        self.assertEqual(list(STATES), values)
        for state in STATES.values():
            self.assertLessEqual(state.follows, set(values))

    def test_only_an_effective_contract_is_executed(self):
        contract = self._create_contract()
        with self.assertRaisesRegex(UserError, "“Draft”.*Submit it for approval"):
            contract._check_executable()
        self._make_effective(contract)
        contract._check_executable()

    def test_check_runs_no_query(self):
        contract = self._make_effective(contract_type="frame", date_end="2026-12-31")
        contract._check_executable()
        with self.assertQueryCount(0):
            contract._check_executable()

    def test_suspended_contract_says_since_when_and_why(self):
        contract = self._make_effective()
        with self.assertRaises(AccessError):
            contract.with_user(self.sally)._suspend("Quality dispute")
        with self.assertRaisesRegex(UserError, "reason"):
            contract.with_user(self.mona)._suspend(" ")
        contract.with_user(self.mona)._suspend("Quality dispute")
        with self.assertRaisesRegex(UserError, r"06/15/2026 \(Quality dispute\)"):
            contract.with_user(self.sally)._create_order()
        with self.assertRaises(AccessError):
            contract.with_user(self.sally)._resume()
        contract.with_user(self.mona)._resume("Settled")
        contract._check_executable()
        kinds = contract.event_ids.sorted("id").mapped("kind")[-2:]
        self.assertEqual(kinds, ["suspended", "resumed"])
        self.assertFalse(contract.suspend_reason or contract.date_suspended)

    def test_money_of_a_suspended_contract_stays_due(self):
        contract = self._make_effective(signed_on="2026-06-01")
        contract._refresh_collection()
        contract.with_user(self.mona)._suspend("Quality dispute")
        contract._refresh_collection()
        self.assertEqual(self._plan(contract), [(0.0, "overdue"), (0.0, "waiting")])
        self.assertEqual(contract.amount_overdue, 80000.0)

    def test_period_that_is_over(self):
        """On the last day still, on the next no more; a sale is for no period."""
        contract = self._make_effective(contract_type="frame", date_end="2026-06-15")
        contract._check_executable(date(2026, 6, 15))
        with self.assertRaisesRegex(UserError, "ended on 06/15/2026.*Renew it"):
            contract._check_executable(date(2026, 6, 16))
        sale = self._make_effective(contract_type="sale", date_end="2026-06-15")
        sale._check_executable(date(2026, 6, 16))
