# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.crm_lifecycle.tests.common import moment

from .report_common import ReportCommon

FIRST_QUARTER = date(2026, 1, 1)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 05:00:00")
class TestEvaluation(ReportCommon):
    def setUp(self):
        super().setUp()
        account = self.env.registry["crm.customer"]
        self.patch(account, "_voice_sources", lambda self, scope: [])

    def _say(self, user, score, **values):
        return (
            self.env["crm.staff.answer"]
            .sudo()
            .create(
                {
                    "user_id": user.id,
                    "company_id": self.company.id,
                    "date_period": FIRST_QUARTER,
                    "score": str(score),
                    **values,
                }
            )
        )

    def _results(self, user=None):
        self.env.flush_all()
        return self.env["crm.staff.report"].with_user(user or self.anna).search([])

    def test_staff_is_shown_as_an_average_of_three(self):
        """Answers 5, 4 and 2: 100, 75 and 25 percent, 66.7 together."""
        self._say(self.sally, 5, remark="Good")
        self._say(self.sam, 4, remark=" ")
        self.assertFalse(self._results(), "two answers are told by nobody")
        self._say(self.lena, 2, remark="Slow")
        result = self._results()
        self.assertEqual((result.answers, round(result.score, 4)), (3, 0.6667))
        self.assertEqual(sorted(result.remarks.split("\n")), ["Good", "Slow"])
        self.assertEqual(result.day, date(2026, 3, 31))

    def test_quarter_that_runs_is_not_shown(self):
        """Else the answer of the fourth could be told from how the average moves."""
        for user in (self.sally, self.sam, self.lena, self.dora):
            self._say(user, 3, date_period=date(2026, 4, 1))
        self.assertFalse(self._results())
        with freeze_time("2026-07-01 05:00:00"):
            self.env.invalidate_all()
            self.assertEqual(self._results().answers, 4)

    def test_nobody_reads_the_answer_of_another(self):
        answer = self._say(self.sally, 1)
        for user in (self.dora, self.anna, self.sam, self.env.ref("base.user_admin")):
            user.company_ids = [Command.link(self.company.id)]
            answers = self.env["crm.staff.answer"].with_user(user)
            with self.subTest(user=user.login):
                self.assertFalse(answers.search([("id", "=", answer.id)]))
                with self.assertRaises(AccessError):
                    answer.with_user(user).read(["score"])
        for user in (self.sally, self.lena):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._results(user)

    def test_each_answers_once_for_the_quarter_that_runs(self):
        answers = self.env["crm.staff.answer"].with_user(self.sally)
        mine = answers.create({"score": "4"})
        self.assertEqual(mine.date_period, date(2026, 4, 1))
        mine.score = "5"
        self.assertEqual(answers.action_open_mine()["res_id"], mine.id)
        with self.assertRaises(AccessError):
            answers.create({"score": "1", "user_id": self.sam.id})
        over = self._say(self.sally, 2).with_user(self.sally)
        with self.assertRaisesRegex(UserError, "2026 Q1 is over"):
            over.score = "5"

    def test_fewer_than_three_cannot_be_chosen(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.company.segmentation_staff_least_answers = 2
            self.env.flush_all()

    def test_staff_is_asked_once_a_quarter(self):
        self.company.segmentation_staff_is_asked = True
        answers = self.env["crm.staff.answer"]
        answers.with_user(self.sally).create({"score": "4"})
        self.assertFalse(answers._ask(self.company, date(2026, 6, 1)), "too early")
        asked = answers._ask(self.company, date(2026, 6, 15))
        self.assertIn(self.sam, asked)
        self.assertNotIn(self.sally, asked)
        self.assertFalse(answers._ask(self.company, date(2026, 6, 16)))

    def _visit(self, day, state):
        visit = self.env["crm.customer.visit"].create(
            {
                "customer_id": self.works.id,
                "user_id": self.sally.id,
                "date_start": moment(f"{day} 08:00:00"),
            }
        )
        visit.sudo().write({"state": state, "outcome": "Met", "result": "kept"})

    def _watch(self):
        """Two visits done, one of them followed by an order, one missed; an order of
        100 at no cost; one log-in missed and one export; three of staff."""
        self._visit("2026-05-04", "done")
        self._visit("2026-06-01", "done")
        self._visit("2026-06-02", "missed")
        self._sell(self.works, 100, "2026-06-04")
        self.env["crm.login.miss"].sudo().create(
            {
                "user_id": self.sam.id,
                "company_id": self.company.id,
                "date": date(2026, 6, 3),
                "kind": "day",
            }
        )
        self.env["crm.export.log"].sudo().create(
            {
                "user_id": self.sam.id,
                "company_id": self.company.id,
                "date": moment("2026-06-03 10:00:00"),
                "model": "Customer",
                "record_count": 20,
            }
        )
        for user, score in ((self.sally, 5), (self.sam, 4), (self.lena, 3)):
            self._say(user, score)

    def test_evaluation_by_hand(self):
        self.company.lifecycle_visit_worth_days = 14
        self._watch()
        run = self._run(
            report="evaluation",
            group1="quarter",
            date_from="2026-01-01",
            date_to="2026-06-30",
            compare_prev=False,
            compare_year=False,
        )
        first, second = run.line_ids.sorted("day")
        self.assertEqual((first.staff_score, first.staff_count), (0.75, 3))
        self.assertEqual((second.margin, second.visit_count), (100, 2))
        self.assertEqual(round(second.kept_rate, 4), 0.6667)
        self.assertEqual((second.hit_rate, second.due_count), (0.5, 3))
        self.assertEqual((second.miss_count, second.export_count), (1, 1))
        self.assertEqual((run.staff_score, run.hit_rate, run.margin), (0.75, 0.5, 100))
        [[staff, kept]] = self.env["crm.report.line"]._read_group(
            [("run_id", "=", run.id)], [], ["staff_score:avg", "hit_rate:avg"]
        )
        self.assertEqual((staff, kept), (0.75, 0.5), "what says nothing weighs nothing")
        self.assertIsNone(run._cell(first, "hit_rate", {}))
        run.action_file()
        self.assertEqual(len(run._page()["rows"]), 2)

    def test_goals_watch_the_crm_itself(self):
        self.company.lifecycle_visit_worth_days = 14
        self._watch()
        self.env.flush_all()
        values = {}
        for measure in ("kept_rate", "hit_rate", "staff_score", "miss_count"):
            goal = (
                self.env["crm.goal"]
                .with_user(self.anna)
                .create(
                    {
                        "name": measure,
                        "company_id": self.company.id,
                        "measure": measure,
                        "date_start": "2026-06-01",
                        "date_due": "2026-12-31",
                        "target": 90,
                    }
                )
            )
            values[measure] = round(goal.value_now, 1)
        self.assertEqual(
            values,
            {"kept_rate": 66.7, "hit_rate": 50, "staff_score": 75, "miss_count": 1},
        )
        with self.assertRaises(ValidationError):
            goal.write({"measure": "kept_rate", "target": 101})

    def test_evaluation_is_for_analysts(self):
        report = self.env.ref("crm_segmentation.crm_report_evaluation")
        for user, sees in ((self.anna, True), (self.dora, True), (self.sally, False)):
            with self.subTest(user=user.login):
                found = self.env["crm.report"].with_user(user).search([])
                self.assertEqual(report in found, sees)
        with self.assertRaises(AccessError):
            self.env["crm.evaluation.report"].with_user(self.sally).search([])
