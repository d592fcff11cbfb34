# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon, moment


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestLoginWatch(LifecycleCommon):
    """Log-ins on working days, and rights of who joins, moves or leaves.

    15 June 2026 is a Monday; all users are old enough to be watched.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = cls.sally | cls.sam | cls.lena | cls.archie | cls.dora
        cls.env.cr.execute(
            "UPDATE res_users SET create_date = '2026-01-01' WHERE id = ANY(%s)",
            [people.ids],
        )
        cls.env.invalidate_all()
        cls.company.lifecycle_login_watch = True
        cls.customer = cls._create_customer()
        for user in people:
            cls._log_in(user, "2026-06-10", "2026-06-11", "2026-06-12")

    @classmethod
    def _log_in(cls, user, *days):
        cls.env["crm.login.day"].create(
            [{"user_id": user.id, "date": day} for day in days]
        )

    def _watch(self, day):
        self.env["crm.login.miss"]._cron_watch(day)
        return self._misses()

    def _misses(self, *users):
        people = self.sally | self.sam | self.lena | self.archie | self.dora
        misses = self.env["crm.login.miss"].search([("user_id", "in", people.ids)])
        return sorted((m.user_id.login, m.kind, str(m.date)) for m in misses)

    def test_days_come_from_the_logs_of_odoo(self):
        self.env["res.device.log"].create(
            {
                "session_identifier": "a",
                "user_id": self.sam.id,
                "first_activity": moment("2026-06-13 23:30:00"),
                "last_activity": moment("2026-06-14 01:00:00"),
            }
        )
        self.sam.tz = "Asia/Shanghai"
        self.env["crm.login.day"]._cron_note_days()
        self.env["crm.login.day"]._cron_note_days()
        days = self.env["crm.login.day"].search([("user_id", "=", self.sam.id)])
        self.assertEqual(
            sorted(map(str, days.mapped("date"))),
            ["2026-06-10", "2026-06-11", "2026-06-12", "2026-06-14"],
        )

    def test_working_day_without_log_in_is_noted_and_told_once(self):
        for user in (self.sam, self.lena, self.archie, self.dora):
            self._log_in(user, "2026-06-15")
        self.assertEqual(
            self._watch(date(2026, 6, 16)), [("sally_t", "day", "2026-06-15")]
        )
        told = self.env["mail.message"].search(
            [("partner_ids", "in", self.sally.partner_id.ids)]
        )
        self.assertIn("2026-06-15", told[:1].subject)
        self._watch(date(2026, 6, 16))
        again = self.env["mail.message"].search(
            [("partner_ids", "in", self.sally.partner_id.ids)]
        )
        self.assertEqual(len(again), len(told))

    def test_weekend_leave_and_travel_are_no_miss(self):
        self.assertEqual(self._watch(date(2026, 6, 14)), [])  # for a Saturday
        for user in (self.lena, self.archie, self.dora):
            self._log_in(user, "2026-06-15")
        resource = self.env["resource.resource"].create(
            {"name": "Sally", "user_id": self.sally.id}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": resource.id,
                "date_from": "2026-06-15 00:00:00",
                "date_to": "2026-06-15 23:59:59",
            }
        )
        visit = self.env["crm.customer.visit"].create(
            {
                "customer_id": self.customer.id,
                "user_id": self.sam.id,
                "date_start": moment("2026-06-15 09:00:00"),
            }
        )
        visit.sudo().state = "agreed"
        self.assertEqual(self._watch(date(2026, 6, 16)), [])

    def test_off_notes_nothing(self):
        self.company.lifecycle_login_watch = False
        self.assertEqual(self._watch(date(2026, 6, 16)), [])

    def test_week_of_travel_needs_two_and_leaders_get_the_list(self):
        visit = self.env["crm.customer.visit"].create(
            {
                "customer_id": self.customer.id,
                "user_id": self.sally.id,
                "date_start": moment("2026-06-17 09:00:00"),
            }
        )
        visit.sudo().state = "agreed"
        self._log_in(self.sally, "2026-06-15")
        self.assertEqual(
            self._watch(date(2026, 6, 22))[-1:], [("sally_t", "week", "2026-06-15")]
        )
        told = self.env["mail.message"].search(
            [("partner_ids", "in", self.lena.partner_id.ids)], limit=1
        )
        self.assertIn("week of 2026-06-15", told.subject)
        self.assertIn("sally_t", told.body)

    def test_notice_after_two_weeks_once(self):
        for user in (self.sam, self.lena, self.archie, self.dora):
            self._log_in(user, "2026-06-26")
        found = [m for m in self._watch(date(2026, 6, 26)) if m[1] == "notice"]
        self.assertEqual(found, [])  # 14 days after the 12th
        found = [m for m in self._watch(date(2026, 6, 27)) if m[1] == "notice"]
        self.assertEqual(found, [("sally_t", "notice", "2026-06-27")])
        found = [m for m in self._watch(date(2026, 6, 28)) if m[1] == "notice"]
        self.assertEqual(len(found), 1)
        told = self.env["mail.message"].search(
            [("partner_ids", "in", self.dora.partner_id.ids)], limit=1
        )
        self.assertIn("did not log in for weeks", told.subject)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_everybody_sees_the_own_list_and_leaders_the_teams(self):
        self._log_in(self.archie, "2026-06-15")
        self._log_in(self.dora, "2026-06-15")
        self._watch(date(2026, 6, 16))
        misses = self.env["crm.login.miss"]
        people = self.sally | self.sam | self.lena
        domain = [("user_id", "in", people.ids)]
        self.assertEqual(misses.with_user(self.sam).search(domain).user_id, self.sam)
        self.assertEqual(
            misses.with_user(self.lena).search(domain).user_id, self.sally | self.lena
        )
        self.assertEqual(misses.with_user(self.dora).search(domain).user_id, people)
        with self.assertRaises(UserError):
            misses.search(domain, limit=1).kind = "week"

    def _ask(self, **values):
        return (
            self.env["crm.account.change"]
            .with_user(self.archie)
            .create(
                {
                    "user_id": self.sally.id,
                    "kind": "left",
                    "reason": "Resigned",
                    "date": date(2026, 6, 12),
                    **values,
                }
            )
        )

    def test_due_day_is_the_next_working_day(self):
        change = self._ask()  # Friday, so Monday
        self.assertEqual((change.date_due, change.is_late), (date(2026, 6, 15), False))
        with freeze_time("2026-06-16 08:00:00"):
            change.invalidate_recordset()
            self.assertTrue(change.is_late)
        with self.assertRaisesRegex(UserError, "Choose the account"):
            self._ask(user_id=False, name="Somebody").action_submit()

    def test_leaver_is_approved_locked_out_and_handed_over(self):
        change = self._ask()
        change.action_submit()
        admin = self.env.ref("base.user_admin")
        with self.assertRaisesRegex(UserError, "is not approved"):
            change.with_user(admin).action_execute()
        change.approval_id.with_user(self.dora).action_approve("Yes")
        self.assertEqual(change.state, "approved")
        with self.assertRaisesRegex(AccessError, "manages access rights"):
            change.action_execute()
        action = change.action_open_handover()
        self.assertEqual(action["context"]["default_user_id"], self.sally.id)
        change.with_user(admin).action_execute()
        self.assertEqual((change.state, change.done_by_id), ("done", admin))
        self.assertEqual(
            (self.sally.active, self.sally.customer_level), (False, "none")
        )

    def test_who_moves_gets_the_level_that_was_approved(self):
        change = self._ask(kind="moved", level="team")
        change.action_submit()
        with self.assertRaisesRegex(UserError, "was already asked"):
            change.level = "company"
        change.approval_id.with_user(self.dora).action_approve("Yes")
        change.with_user(self.env.ref("base.user_admin")).action_execute()
        self.assertEqual(self.sally.customer_level, "team")
