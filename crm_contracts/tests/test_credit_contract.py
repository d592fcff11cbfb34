# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .credit_common import CreditCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCreditContract(CreditCommon):
    def test_riskier_customers_pay_before_delivery(self):
        """80,000 of 138,000 is 58 %: enough for C (50 %), not for D (100 %)."""
        self._rate(self.grades["D"])
        draft = self._create_contract()
        with self.assertRaisesRegex(UserError, "100 % before delivery"):
            draft.action_submit()
        self._rate(self.grades["C"])
        draft.action_submit()
        self.assertEqual(draft.state, "approval")

    def test_riskier_customers_have_less_time(self):
        self._rate(self.grades["C"])
        draft = self._create_contract(
            instalment_ids=[
                self._instalment("First payment", 80000.0, "signing", days=15),
                self._instalment("Second payment", 58000.0, "acceptance", days=16),
            ]
        )
        with self.assertRaisesRegex(UserError, "16 days after its event"):
            draft.action_submit()

    def test_grade_adds_an_approver(self):
        self._rate(self.grades["C"])
        contract = self._create_contract()
        contract.action_submit()
        steps = contract.sudo().approval_ids.step_ids
        self.assertEqual(
            steps[-1].group_id,
            self.env.ref("crm_contracts.crm_contracts_group_manager"),
        )

    def test_customers_without_grade_are_as_before(self):
        contract = self._create_contract()
        contract.action_submit()
        self.assertEqual(contract.state, "approval")

    def test_snapshots_once_and_for_good(self):
        self._bill(500.0)
        facts = self.env["crm.customer"]
        facts._refresh_facts(self.customer, self.TODAY)
        snapshots = self.env["crm.credit.snapshot"]
        self.assertGreater(snapshots._take(self.company, self.TODAY), 0)
        self.assertEqual(snapshots._take(self.company, self.TODAY), 0)
        self.assertEqual(snapshots._take(self.company, date(2026, 6, 21)), 0)
        self.assertGreater(snapshots._take(self.company, date(2026, 6, 22)), 0)
        mine = snapshots.search([("customer_id", "=", self.customer.id)])
        self.assertEqual(mine.mapped("exposure_amount"), [500.0, 500.0])
        with self.assertRaises(UserError):
            mine[0].sudo().write({"exposure_amount": 1.0})
        with self.assertRaises(AccessError):
            snapshots.with_user(self.mona).create({"customer_id": self.customer.id})

    def test_coverage_of_ratings(self):
        """One of two customers of the owner is rated."""
        self._create_customer("Second")
        self._rate(self.grades["A"])
        self.env.flush_all()
        rows = self.env["crm.credit.coverage.report"]._read_group(
            [("user_id", "=", self.sally.id)], [], ["rated_rate:avg", "__count"]
        )
        self.assertEqual(rows, [(0.5, 2)])
        seen = self.env["crm.credit.coverage.report"].with_user(self.sam)
        self.assertFalse(seen.search([("customer_id", "=", self.customer.id)]))
