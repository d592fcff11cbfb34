# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import ContractsCommon


@tagged("post_install", "-at_install")
class TestContractRebate(ContractsCommon):
    """Signed on 10 January; 1 % from 0 and 3 % from 1,000 a month, on everything."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_effective(
            signed_on=date(2026, 1, 10),
            line_ids=[cls._line(100.0, quantity=100.0)],
            instalment_ids=[
                cls._instalment("A", 600.0, "signing"),
                cls._instalment("B", 900.0, "signing"),
                cls._instalment("C", 8500.0, "signing"),
            ],
            rebate_ids=[
                Command.create(
                    {
                        "name": "Volume",
                        "period": "month",
                        "tier_ids": [
                            Command.create({"amount_from": 0.0, "percent": 1.0}),
                            Command.create({"amount_from": 1000.0, "percent": 3.0}),
                        ],
                    }
                )
            ],
        )
        cls.rebate = cls.contract.sudo().rebate_ids
        cls.first, cls.second, cls.third = cls.contract.instalment_ids

    def _bill(self, instalment, day):
        return self._invoice(instalment, day=day)

    def _runs(self):
        return [
            (run.date_from, run.amount_base, run.amount, run.state)
            for run in self.rebate.run_ids.sorted("date_from")
        ]

    def test_months_that_ended(self):
        """January 600 gives 6; February 900 gives 9; March is not over."""
        self._bill(self.first, date(2026, 1, 20))
        self._bill(self.second, date(2026, 2, 20))
        self.rebate._make_runs(date(2026, 3, 15))
        self.assertEqual(
            self._runs(),
            [
                (date(2026, 1, 1), 600.0, 6.0, "open"),
                (date(2026, 2, 1), 900.0, 9.0, "open"),
            ],
        )

    def test_quarter_and_year(self):
        """600 in January and 900 in March: 3 % of 1,500 by quarter and by year."""
        self._bill(self.first, date(2026, 1, 20))
        self._bill(self.second, date(2026, 3, 20))
        for period, last, run in (
            ("quarter", date(2026, 3, 31), date(2026, 4, 1)),
            ("year", date(2026, 12, 31), date(2027, 1, 1)),
        ):
            with self.subTest(period=period):
                rebate = self.rebate.copy({"period": period})
                self.assertFalse(rebate._make_runs(last))
                rebate._make_runs(run)
                self.assertEqual(
                    [(r.date_to, r.amount_base, r.amount) for r in rebate.run_ids],
                    [(last, 1500.0, 45.0)],
                )

    def test_tier_reached_counts_for_everything(self):
        """600 and 900 in January: 3 % of 1,500, or by slice 10 and 15."""
        self._bill(self.first | self.second, date(2026, 1, 20))
        self.rebate._make_runs(date(2026, 2, 1))
        self.assertEqual(self.rebate.run_ids.amount, 45.0)
        self.rebate.method = "slice"
        self.assertEqual(
            self.rebate._rebate_of(date(2026, 1, 1), date(2026, 1, 31)), (1500.0, 25.0)
        )

    def test_second_run_finds_nothing(self):
        self._bill(self.first, date(2026, 1, 20))
        cron = self.env.ref("crm_contracts.crm_contract_rebate_compute_cron").sudo()
        with freeze_time("2026-02-01"), self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertFalse(self.rebate._make_runs(date(2026, 2, 1)))
        self.assertEqual(len(self.rebate.run_ids), 1)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.rebate.run_ids.copy({"rebate_id": self.rebate.id})

    def test_late_invoice_corrects_the_next_month(self):
        """900 more for January after it was settled: of 45 due 6 were given."""
        self._bill(self.first, date(2026, 1, 20))
        self.rebate._make_runs(date(2026, 2, 1))
        self._bill(self.second, date(2026, 1, 31))
        self.rebate._make_runs(date(2026, 3, 1))
        self.assertEqual(self._runs()[1], (date(2026, 2, 1), 0.0, 39.0, "open"))
        self.assertEqual(
            self.rebate.run_ids.sorted("date_from")[1].amount_correction, 39
        )

    @freeze_time("2026-02-01")
    def test_credited_once_by_finance(self):
        self._bill(self.first, date(2026, 1, 20))
        run = self.rebate._make_runs(date(2026, 2, 1)).sudo(False)
        with self.assertRaisesRegex(AccessError, "contract finance"):
            run.with_user(self.sally).action_credit()
        run.with_user(self.fina).action_credit()
        credit = run.sudo().move_id
        self.assertEqual((credit.move_type, credit.state), ("out_refund", "posted"))
        self.assertEqual(credit.amount_untaxed, 6.0)
        self.assertEqual(run.state, "done")
        with self.assertRaisesRegex(UserError, "booked once"):
            run.with_user(self.fina).action_credit()
        self.assertIn("rebated", self.contract.event_ids.mapped("kind"))

    @freeze_time("2026-02-01")
    def test_rebate_is_no_turnover_of_the_next(self):
        self._bill(self.first, date(2026, 1, 20))
        run = self.rebate._make_runs(date(2026, 2, 1)).sudo(False)
        run.with_user(self.fina).action_credit()
        self.assertEqual(
            self.rebate._rebate_of(date(2026, 2, 1), date(2026, 2, 28)), (0.0, 0.0)
        )

    def test_rebate_is_a_term(self):
        with self.assertRaisesRegex(UserError, "no draft"):
            self.rebate.with_user(self.sally).period = "year"
        with self.assertRaisesRegex(UserError, "no draft"):
            self.rebate.tier_ids.with_user(self.sally)[0].percent = 50.0

    def test_nobody_types_a_run(self):
        values = {"rebate_id": self.rebate.id, "amount": 1000.0}
        with self.assertRaises(AccessError):
            self.env["crm.contract.rebate.run"].with_user(self.mona).create(values)
