# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractCheck(ContractsCommon):
    """What the nightly statements find, and that they find nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_effective()
        cls.first, cls.second = cls.contract.sudo().instalment_ids

    def _found(self, today=None):
        found = self.env["crm.contract"].sudo()._find_differences(today)
        return found & self.contract.sudo()

    def test_nothing_to_find(self):
        invoice = self._invoice(self.first)
        self._register_payment(invoice, amount=30000.0)
        self._advance(self.contract, 100.0)
        self.assertFalse(self._found())

    def test_missing_receipt(self):
        self._register_payment(self._invoice(self.first))
        self.contract.sudo().allocation_ids.unlink()
        self.assertTrue(self._found())

    def test_wrong_amount_with_the_right_state(self):
        self._register_payment(self._invoice(self.first), amount=30000.0)
        self.contract.sudo().allocation_ids.amount = 29000.0
        self.assertEqual(self.first.state, "partial")
        self.assertTrue(self._found())

    def test_receipt_without_a_matching(self):
        """A row the ledger knows nothing of."""
        self._advance(self.contract, 100.0)
        receipt = self.contract.sudo().allocation_ids
        receipt.copy({"instalment_id": self.second.id})
        self.assertTrue(self._found())

    def test_day_passes(self):
        """Due on the 18th: found from the 19th on, until the state says so."""
        self.assertFalse(self._found(date(2026, 6, 18)))
        self.assertTrue(self._found(date(2026, 6, 19)))
        self.contract._refresh_collection(date(2026, 6, 19))
        self.assertFalse(self._found(date(2026, 6, 19)))

    def test_states_are_those_of_the_rule(self):
        """The statement and `instalment_state` agree in every state of a contract."""
        for state in ("effective", "closed", "terminated"):
            self.contract.sudo().state = state
            self.contract._refresh_collection()
            self.assertFalse(self._found(), state)

    def test_constant_queries(self):
        """Two statements compare, however many contracts there are."""
        counts = []
        for _round in range(2):
            self._make_effective()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["crm.contract"].sudo()._find_differences(date(2026, 6, 15))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
