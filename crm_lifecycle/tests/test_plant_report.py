# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestPlantReport(LifecycleCommon):
    """Weekly reports of resident staff, due on Friday, appraised per person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls.customer.resident_user_id = cls.sally
        cls._create_customer("Without Resident")

    def _report(self):
        self.company.lifecycle_plant_report = True
        reports = self.env["crm.plant.report"]
        reports._cron_open_due(date(2026, 6, 15))
        return reports.search([("customer_id", "=", self.customer.id)])

    def test_residents_are_asked_once_a_week_where_wanted(self):
        reports = self.env["crm.plant.report"]
        reports._cron_open_due(date(2026, 6, 15))
        self.assertFalse(reports.search([("company_id", "=", self.company.id)]))
        report = self._report()
        self.assertEqual(
            (report.user_id, report.date_due), (self.sally, date(2026, 6, 19))
        )
        reports._cron_open_due(date(2026, 6, 21))
        self.assertEqual(reports.search([("company_id", "=", self.company.id)]), report)
        reports._cron_open_due(date(2026, 6, 22))
        self.assertEqual(
            reports.search_count([("company_id", "=", self.company.id)]), 2
        )

    def test_lateness_is_counted_by_the_clock(self):
        report = self._report().with_user(self.sally)
        report.write({"production": 120, "stock": 30})
        with freeze_time("2026-06-22 08:00:00"):
            report.action_send()
        self.assertEqual((report.state, report.days_late), ("sent", 3))
        with self.assertRaisesRegex(UserError, "kept as it is"):
            report.production = 130

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_only_the_resident_writes_and_only_another_leader_appraises(self):
        report = self._report()
        with self.assertRaisesRegex(AccessError, "written by sally_t"):
            report.with_user(self.lena).stock = 1
        with self.assertRaises(AccessError):
            self._forge(report, self.sally, accuracy="right")
        with self.assertRaises(AccessError):
            report.with_user(self.sam).read(["stock"])
        with self.assertRaisesRegex(UserError, "that were sent"):
            report.with_user(self.lena).action_right()
        report.with_user(self.sally).action_send()
        with self.assertRaisesRegex(AccessError, "A leader who did not write"):
            report.with_user(self.sally).action_right()
        report.with_user(self.lena).action_small()
        self.assertEqual(
            (report.accuracy_percent, report.reviewer_id, report.days_late),
            (50.0, self.lena, 0),
        )
        kinds = self.env["crm.day"].with_user(self.sally).day()["kinds"]
        self.assertNotIn("plant", [kind["key"] for kind in kinds])

    def test_report_that_is_due_waits_in_my_day(self):
        self._report()
        with freeze_time("2026-06-19 10:00:00"):
            kinds = self.env["crm.day"].with_user(self.sally).day()["kinds"]
        self.assertIn("plant", [kind["key"] for kind in kinds])
