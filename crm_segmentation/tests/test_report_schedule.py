# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import io
from datetime import date

from openpyxl import load_workbook

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .report_common import ReportCommon

MONDAY = date(2026, 6, 15)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 05:00:00")
class TestReportSchedule(ReportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.report.schedule"].search([]).active = False
        for user in cls.sally | cls.sam | cls.dora | cls.anna:
            user.email = f"{user.login}@example.com"
        cls._sell(cls.works, 300, "2026-06-09")
        cls._sell(cls.shops, 100, "2026-06-10")
        cls._sell(cls.shops, 70, "2026-06-15")

    def _schedule(self, **values):
        return (
            self.env["crm.report.schedule"]
            .with_user(self.anna)
            .create(
                {
                    "report_id": self.env.ref(
                        "crm_segmentation.crm_report_customers"
                    ).id,
                    "company_id": self.company.id,
                    "period": "last_week",
                    "date_next": MONDAY,
                    **values,
                }
            )
        )

    def _work(self):
        """Both jobs, as they run at night."""
        with self.enter_registry_test_mode():
            for job in ("schedule", "run"):
                cron = self.env.ref(f"crm_segmentation.crm_report_{job}_cron")
                cron.method_direct_trigger()
        self.env.invalidate_all()

    def _lines(self, mail):
        book = load_workbook(io.BytesIO(mail.attachment_ids.raw))
        rows = list(book["Lines"].iter_rows(values_only=True))[1:-1]
        return [row[0] for row in rows]

    def test_everybody_gets_what_the_own_rights_show(self):
        """The week of 8 to 14 June: the salesperson's customer, the director's both."""
        schedule = self._schedule(
            receiver_ids=[Command.set((self.sally | self.dora).ids)]
        )
        self._work()
        found = {
            mail.recipient_ids: self._lines(mail)
            for mail in self.env["mail.mail"].search(
                [("subject", "like", "2026-06-08 to 2026-06-14")]
            )
        }
        self.assertEqual(
            found,
            {
                self.sally.partner_id: ["Alpha Works"],
                self.dora.partner_id: ["Alpha Works", "Beta Shops"],
            },
        )
        self.assertEqual(schedule.date_next, date(2026, 6, 22))

    def test_job_run_twice_mails_once(self):
        self._schedule(receiver_ids=[Command.set(self.dora.ids)])
        self._work()
        self._work()
        runs = self.env["crm.report.run"].search([("user_id", "=", self.dora.id)])
        self.assertEqual(len(runs), 1)

    def test_groups_are_resolved_on_the_day(self):
        group = self.env["res.groups"].create({"name": "Readers"})
        schedule = self._schedule(receiver_group_ids=[Command.set(group.ids)])
        self.assertFalse(schedule._receivers())
        self.sam.group_ids += group
        self.assertEqual(schedule._receivers(), self.sam)

    def test_who_may_not_read_is_left_out_and_named(self):
        outsider = self._create_user("outsider_t", "base.group_user")
        outsider.write(
            {
                "email": "o@example.com",
                "company_ids": [Command.set(self.company.ids)],
                "company_id": self.company.id,
            }
        )
        schedule = self._schedule(
            receiver_ids=[Command.set((outsider | self.dora).ids)]
        )
        self.assertEqual(schedule._receivers(), self.dora)
        self.assertIn("outsider_t", schedule.message_ids[0].body)

    def test_archive_keeps_the_whole_company(self):
        self._schedule(to_archive=True)
        self._work()
        run = self.env["crm.report.run"].search([("is_archive", "=", True)])
        self.assertEqual(run.amount, 400)
        self.assertEqual(run.with_user(self.archie).line_count, 2)
        with self.assertRaises(AccessError):
            run.with_user(self.sally).read(["amount"])

    def test_missed_days_are_not_made_up_for(self):
        schedule = self._schedule(to_archive=True, date_next="2026-05-01")
        self._work()
        self.assertEqual(schedule.run_count, 1)
        self.assertEqual(schedule.date_next, date(2026, 6, 19))

    def test_day_of_the_month_stays_after_a_short_month(self):
        """The 30th comes on 28 February and on 30 March again."""
        schedule = self._schedule(
            to_archive=True, date_next="2026-01-30", interval="monthly"
        )
        found = []
        for today in ("2026-01-30", "2026-02-28", "2026-03-30"):
            schedule._move_on(date.fromisoformat(today))
            found.append(schedule.date_next)
        self.assertEqual(
            found, [date(2026, 2, 28), date(2026, 3, 30), date(2026, 4, 30)]
        )
        schedule.date_next = "2026-05-15"
        schedule._move_on(date(2026, 5, 15))
        self.assertEqual(schedule.date_next, date(2026, 6, 15))

    def test_schedule_needs_a_reader_and_a_moving_period(self):
        with self.assertRaisesRegex(ValidationError, "name a receiver"):
            self._schedule()
        with self.assertRaisesRegex(ValidationError, "needs a period that moves"):
            self._schedule(to_archive=True, period="custom")

    def test_analysts_schedule_and_salespeople_do_not(self):
        with self.assertRaises(AccessError):
            self.env["crm.report.schedule"].with_user(self.sally).create(
                {
                    "report_id": self.env.ref(
                        "crm_segmentation.crm_report_customers"
                    ).id,
                    "to_archive": True,
                }
            )

    def test_new_company_keeps_its_weekly_statistics(self):
        """S-549: from the Monday after it was founded, into its own archive."""
        sister = self._create_company("Sister")
        schedules = self.env["crm.report.schedule"]
        [kept] = schedules.search([("company_id", "=", sister.id)])
        self.assertEqual(kept.report_id.source, "sales")
        self.assertEqual((kept.interval, kept.to_archive), ("weekly", True))
        self.assertEqual(kept.date_next, date(2026, 6, 22))
        schedules._keep_statistics()
        found = schedules.search_count([("company_id", "=", sister.id)])
        self.assertEqual(found, 1)
