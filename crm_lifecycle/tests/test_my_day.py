# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon, moment


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 08:00:00")
class TestMyDay(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()

    def _visit(self, hour, user=None, **values):
        return self.env["crm.customer.visit"].create(
            {
                "customer_id": self.customer.id,
                "user_id": (user or self.sally).id,
                "type_id": self.env.ref("crm_lifecycle.crm_visit_type_return").id,
                "date_start": moment(f"2026-06-15 {hour:02}:00:00"),
                **values,
            }
        )

    def _day(self, user, scope="me"):
        day = self.env["crm.day"].with_user(user).day(scope)
        return {kind["key"]: kind for kind in day["kinds"]}

    def _activity(self):
        return self.customer.activity_schedule(
            "mail.mail_activity_data_todo",
            summary="Send offer",
            user_id=self.sally.id,
            date_deadline="2026-06-14",
        )

    def _alert(self):
        rule = self.env["crm.alert.rule"].search([], limit=1)
        return self.env["crm.customer.alert"].create(
            {
                "customer_id": self.customer.id,
                "rule_id": rule.id,
                "date": "2026-06-14",
            }
        )

    def _care(self):
        occasion = self.env["crm.care.occasion"].create({"name": "Birthday"})
        return self.env["crm.care.task"].create(
            {
                "occasion_id": occasion.id,
                "customer_id": self.customer.id,
                "partner_id": self.customer.partner_id.id,
                "user_id": self.sally.id,
                "date_occasion": "2026-06-16",
                "date_due": "2026-06-15",
            }
        )

    def test_todays_visits_overdue_first(self):
        later = self._visit(15)
        late = self._visit(5)
        self._visit(9, date_start=moment("2026-06-16 09:00:00"))
        visits = self._day(self.sally)["visit"]
        self.assertEqual([line["id"] for line in visits["lines"]], (late | later).ids)
        self.assertEqual((visits["count"], visits["late"]), (2, 1))
        self.assertEqual(visits["lines"][1]["due"], "today 16:00")

    def test_everyone_sees_the_own_day_and_leaders_the_teams(self):
        self._visit(9)
        self.assertNotIn("visit", self._day(self.sam))
        self.assertNotIn("visit", self._day(self.lena))
        team = self._day(self.lena, "team")["visit"]
        self.assertEqual(team["lines"][0]["user"], self.sally.name)
        self.assertNotIn("visit", self._day(self.sam, "team"))

    def test_done_disappears_and_undo_brings_it_back(self):
        activity, task, alert = self._activity(), self._care(), self._alert()
        day = self.env["crm.day"].with_user(self.sally)
        for key, record in (
            ("activity", activity),
            ("care", task),
            ("alert", alert),
        ):
            with self.subTest(key=key):
                self.assertIn(key, self._day(self.sally))
                day.day_done(key, record.id)
                self.assertNotIn(key, self._day(self.sally))
                day.day_undo(key, record.id)
                self.assertIn(key, self._day(self.sally))

    def test_nobody_settles_the_task_of_another(self):
        task = self._care()
        with self.assertRaises(AccessError):
            self.env["crm.day"].with_user(self.sam).day_done("care", task.id)
        with self.assertRaises(AccessError):
            self.env["crm.day"].with_user(self.sally).day_done("unlink", task.id)

    def test_approvals_stand_with_those_who_may_answer(self):
        registration = self.env["crm.customer.registration"].with_user(self.sally)
        registration.create({"name": "Rizhao Terminal"}).action_submit()
        line = self._day(self.archie)["registration"]["lines"][0]
        self.assertEqual(line["res_model"], "crm.customer.registration")
        self.assertNotIn("registration", self._day(self.sally))

    def test_queries_do_not_grow_with_the_lines(self):
        day = self.env["crm.day"].with_user(self.sally)
        self._visit(9)
        self._activity()
        self.env.flush_all()
        counts = []
        for _round in range(3):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            day.day("me")
            counts.append(self.env.cr.sql_log_count - before)
            for hour in range(1, 4):
                self._visit(hour)
                self._activity()
            self.env.flush_all()
        # the first round also fills the caches of the registry
        self.assertEqual(counts[1], counts[2])

    def test_losses_statements_and_reclaims_wait_for_the_owner(self):
        self.customer.sudo().date_reclaim = "2026-06-22"
        self.env["crm.customer.loss"].create(
            {"customer_id": self.customer.id, "user_id": self.sally.id}
        )
        self.env["crm.customer.review"].create(
            {
                "customer_id": self.customer.id,
                "user_id": self.sally.id,
                "date_end": "2026-06-14",
            }
        )
        day = self._day(self.sally)
        self.assertEqual(
            [day[key]["count"] for key in ("reclaim", "loss", "statement")], [1, 1, 1]
        )
        self.customer.sudo().date_reclaim = "2026-06-23"
        self.customer.loss_ids.type_id = self.env.ref(
            "crm_lifecycle.crm_loss_type_price"
        )
        self.assertFalse({"loss", "reclaim"} & set(self._day(self.sally)))
        self.assertFalse({"loss", "reclaim", "statement"} & set(self._day(self.sam)))
