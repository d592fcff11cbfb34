# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ..models.crm_lunar_calendar import lunar_to_solar
from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 08:00:00")
class TestCare(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.care.occasion"].search([]).rule_enabled = False
        cls.customer = cls._create_customer()

    def _occasion(self, **values):
        return self.env["crm.care.occasion"].create(
            {
                "name": "Occasion",
                "rule_enabled": True,
                "rule_domain": str([("id", "=", self.customer.id)]),
                "gift": "Card",
                "cost": 20,
                **values,
            }
        )

    def _tasks(self, today=None):
        planned = self.env["crm.care.occasion"]._plan_company(
            self.company, today or self.TODAY, 100
        )
        tasks = self.env["crm.care.task"].search(
            [("customer_id", "=", self.customer.id)]
        )
        return planned, tasks

    def test_lunar_festivals_fall_on_their_published_days(self):
        table = (
            (2024, 1, 1, date(2024, 2, 10)),
            (2025, 1, 1, date(2025, 1, 29)),
            (2026, 1, 1, date(2026, 2, 17)),
            (2025, 5, 5, date(2025, 5, 31)),
            (2025, 8, 15, date(2025, 10, 6)),  # after the leap sixth month
            (2026, 8, 15, date(2026, 9, 25)),
        )
        for year, month, day, expected in table:
            with self.subTest(year=year, month=month):
                self.assertEqual(lunar_to_solar(year, month, day), expected)
        self.assertIsNone(lunar_to_solar(1999, 1, 1))

    def test_next_day_of_an_occasion(self):
        new_year = self._occasion(kind="fixed", month=1, day=1)
        autumn = self._occasion(kind="lunar", month=8, day=15)
        self.assertEqual(new_year.date_next, date(2027, 1, 1))
        self.assertEqual(autumn.date_next, date(2026, 9, 25))
        # the last day of the lunar year falls into the next calendar year
        eve = self._occasion(kind="lunar", month=12, day=30)
        self.assertEqual(eve._next_date(date(2027, 2, 1)), date(2027, 2, 5))

    def test_task_opens_the_lead_days_ahead_and_never_twice(self):
        self._occasion(kind="fixed", month=6, day=25, lead_days=10)
        self.assertEqual(self._tasks(date(2026, 6, 14))[0], 0)
        planned, task = self._tasks()
        self.assertEqual((planned, len(task)), (1, 1))
        self.assertEqual(
            (task.date_occasion, task.date_due, task.user_id, task.cost),
            (date(2026, 6, 25), date(2026, 6, 15), self.sally, 20),
        )
        self.assertEqual(self._tasks()[0], 0)

    def test_birthdays_of_persons_founding_and_first_order(self):
        person = self.env["res.partner"].create(
            {
                "name": "Wang",
                "parent_id": self.customer.partner_id.id,
                "lifecycle_birthday": "1980-06-20",
            }
        )
        self.customer.partner_id.lifecycle_founding_date = "1999-06-18"
        self._create_order(self.customer, 10, date(2025, 6, 16))
        self._refresh(self.customer)
        for kind in ("birthday", "founding", "first_order"):
            self._occasion(kind=kind, lead_days=7)
        planned, tasks = self._tasks()
        self.assertEqual(planned, 3)
        days = {task.occasion_id.kind: task.date_occasion for task in tasks}
        self.assertEqual(
            days,
            {
                "birthday": date(2026, 6, 20),
                "founding": date(2026, 6, 18),
                "first_order": date(2026, 6, 16),
            },
        )
        birthday = tasks.filtered(lambda t: t.occasion_id.kind == "birthday")
        self.assertEqual(birthday.partner_id, person)

    def test_birthday_of_29_february_is_kept_on_the_28th(self):
        self.customer.partner_id.child_ids = [
            (0, 0, {"name": "Leap", "lifecycle_birthday": "1992-02-29"})
        ]
        self._occasion(kind="birthday", lead_days=7)
        _planned, task = self._tasks(date(2027, 2, 25))
        self.assertEqual(task.date_occasion, date(2027, 2, 28))

    def test_switched_off_occasion_opens_nothing(self):
        self._occasion(kind="fixed", month=6, day=16, rule_enabled=False)
        self.assertEqual(self._tasks()[0], 0)

    def test_owner_settles_and_a_stranger_does_not(self):
        self._occasion(kind="fixed", month=6, day=16)
        _planned, task = self._tasks()
        with self.assertRaises(AccessError):
            task.with_user(self.sam).action_done()
        with self.assertRaises(AccessError):
            self._forge(task, self.sally, state="done")
        task.with_user(self.sally).action_done()
        self.assertEqual(task.state, "done")
        task.with_user(self.sally).action_reopen()
        self.assertEqual((task.state, task.date_done), ("todo", False))

    def test_greeting_needs_a_template(self):
        self._occasion(kind="fixed", month=6, day=16)
        _planned, task = self._tasks()
        with self.assertRaisesRegex(UserError, "has no greeting"):
            task.action_greet()
        template = self.env.ref("crm_lifecycle.crm_care_task_mail_template")
        task.occasion_id.mail_template_id = template
        context = task.action_greet()["context"]
        self.assertEqual(context["default_template_id"], template.id)

    def test_no_such_day_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "no day of the year"):
            self._occasion(kind="lunar", month=8, day=31)
