# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestCustomerSnapshot(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_scored("Kept", 500, amount_12m=480)
        cls._rank()
        cls.snapshots = cls.env["crm.customer.snapshot"]

    def test_snapshot_keeps_the_day(self):
        self.snapshots._take(self.company, date(2026, 5, 1))
        self.customer.sudo().write({"rfm_amount": 1, "abc_class": "C"})
        self.snapshots._take(self.company, date(2026, 6, 1))
        lines = self.snapshots.search(
            [("customer_id", "=", self.customer.id)], order="date"
        )
        self.assertRecordValues(
            lines,
            [
                {"date": date(2026, 5, 1), "rfm_amount": 500, "abc_class": "A"},
                {"date": date(2026, 6, 1), "rfm_amount": 1, "abc_class": "C"},
            ],
        )
        self.assertEqual(lines[0].amount_12m, 480)
        self.assertEqual(lines[0].stage_id, self.customer.stage_id)

    def test_second_snapshot_of_a_day_adds_nothing(self):
        self.assertEqual(
            self.snapshots._take(self.company, self.TODAY), self.customer.ids
        )
        self.assertFalse(self.snapshots._take(self.company, self.TODAY))
        line = self.snapshots.search([("customer_id", "=", self.customer.id)])
        values = {"date": self.TODAY, "company_id": self.company.id}
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.snapshots.sudo().create({**values, "customer_id": line.customer_id.id})

    def test_snapshot_is_never_changed(self):
        self.snapshots._take(self.company, self.TODAY)
        line = self.snapshots.search([("customer_id", "=", self.customer.id)])
        with self.assertRaises(UserError):
            line.sudo().write({"abc_class": "C"})
        with self.assertRaises(UserError):
            line.sudo().unlink()

    def test_button_is_for_analysts(self):
        with self.assertRaisesRegex(AccessError, "analysts"):
            self.snapshots.with_user(self.sally).action_take_snapshot()
        answer = self.snapshots.with_user(self.anna).action_take_snapshot()
        self.assertIn("1 customers", answer["params"]["message"])

    def test_monthly_job_takes_every_company(self):
        self.snapshots._cron_take_snapshots()
        line = self.snapshots.search([("customer_id", "=", self.customer.id)])
        self.assertEqual(line.date, self.env["crm.customer"]._today(self.company))
