# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest
import io
from datetime import date

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.crm_complaints.models import crm_review_rules as rules

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestComplaintReview(ComplaintsCommon, HttpCase):
    """Received on Monday, 2 March 2026: one answered in 1 h and solved in 3 h, one
    answered in 3 h (2 h were promised) and open; in February: one solved in 1 h."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        causes = cls.env["crm.complaint.cause"]
        cls.torn, cls.late = causes.create([{"name": "Torn"}, {"name": "Late"}])
        with freeze_time(at(-14, 0)):
            cls.former = cls._create_complaint(cause_id=cls.late.id)
        with freeze_time(at(-14, 1)):
            cls._solve(cls.former)
        with freeze_time(at(0, 0)):
            cls.kept = cls._create_complaint(cause_id=cls.torn.id)
            cls.missed = cls._create_complaint(cause_id=cls.torn.id)
        with freeze_time(at(0, 1)):
            cls._answer(cls.kept)
        with freeze_time(at(0, 3)):
            cls._answer(cls.missed)
            cls._solve(cls.kept)
        cls.review = cls.env["crm.complaint.review"].create(
            {
                "company_id": cls.company.id,
                "team_id": cls.team.id,
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
            }
        )

    def _section(self, title, review=None):
        sections = (review or self.review)._shown_sections()
        section = next(s for s in sections if s["title"] == title)
        return [[value for value, _kind in row] for row in section["rows"]]

    def test_arithmetic(self):
        self.assertEqual(doctest.testmod(rules).failed, 0)
        self.assertEqual(
            rules.period_before(date(2026, 3, 2), date(2026, 3, 2)),
            (date(2026, 3, 1), date(2026, 3, 1)),
        )

    def test_summary_beside_the_period_before(self):
        rows = {row[0]: row[1:] for row in self._section("Summary")}
        self.assertEqual(rows["Complaints"], [2, 1, 100.0])
        self.assertEqual(rows["Hours to Answer"][:2], [2.0, 1.0])
        self.assertEqual(rows["Hours to Solve"], [3.0, 1.0, 200.0])
        self.assertEqual(rows["Answered in Time %"], [50.0, 100.0, -50.0])
        self.assertEqual(rows["Solved in Time %"][0], 100.0)
        self.assertEqual(rows["Open at the End"], [1, 0, None])

    def _open_at_the_end(self, first, last, **values):
        review = self.review.copy({"date_from": first, "date_to": last, **values})
        rows = {row[0]: row[1:] for row in self._section("Summary", review)}
        return rows["Open at the End"][:2]

    def test_open_at_the_end_of_a_past_period_stays(self):
        """The case of 2 March is reopened on 4 March and solved on the 31st, reopened
        in April, closed in May: open at April's end only. The other one stays open.
        Shanghai's March ends at 16:00 UTC of the 31st."""
        self.company.resource_calendar_id = self.calendar
        for day, hour in ((2, 1), (30, 1)):
            with freeze_time(at(day, hour)):
                self._step(self.kept, "reopen", "Torn again")
            with freeze_time(at(29 if day == 2 else 70, 15)):
                self._solve(self.kept)
        with freeze_time(at(70, 16)):
            self.kept.with_user(self.anna).action_close()
        self.assertEqual(self._open_at_the_end("2026-03-01", "2026-03-31"), [1, 0])
        self.assertEqual(self._open_at_the_end("2026-04-01", "2026-04-30"), [2, 1])
        self.assertEqual(self._open_at_the_end("2026-05-01", "2026-05-31"), [1, 2])
        self.assertEqual(self._open_at_the_end("2026-03-03", "2026-03-04"), [2, 1])

    def test_open_at_the_end_counts_for_the_team_of_that_time(self):
        """Handed to the phone on 5 April, and back on 5 May."""
        phone = self.env["crm.complaint.team"].create(
            {
                "name": "Phone",
                "company_id": self.company.id,
                "member_ids": [Command.set(self.anna.ids)],
            }
        )
        for day, team in ((34, phone), (64, self.team)):
            with freeze_time(at(day, 1)):
                self.missed.with_user(self.mona)._hand_over(team, self.anna, "Asks")
        march, april = ("2026-03-01", "2026-03-31"), ("2026-04-01", "2026-04-30")
        for team, figures in (
            (self.team, ([1, 0], [0, 1])),
            (phone, ([0, 0], [1, 0])),
            (self.env["crm.complaint.team"], ([1, 0], [1, 1])),
        ):
            found = [
                self._open_at_the_end(*period, team_id=team.id)
                for period in (march, april)
            ]
            self.assertEqual(found, list(figures), team.name or "all teams")

    def test_reopenings_are_kept_as_they_were(self):
        with freeze_time(at(2, 1)):
            self._step(self.kept, "reopen", "Torn again")
        self.assertRecordValues(
            self.kept.reopening_ids,
            [
                {
                    "date_done": at(0, 3),
                    "date": at(2, 1),
                    "reason": "Torn again",
                    "user_id": self.anna.id,
                }
            ],
        )
        with self.assertRaisesRegex(UserError, "history"):
            self.kept.reopening_ids.sudo().reason = "Nothing"

    def test_tables_by_team_and_cause(self):
        [row] = self._section("By Team")
        self.assertEqual(row[:3], ["Service", 2, 2.0])
        self.assertEqual(self._section("Causes (Pareto)"), [["Torn", 2, 100.0, 100.0]])

    def test_cancelled_ones_do_not_count(self):
        with freeze_time(at(0, 4)):
            self._step(self.missed, "cancel", "Filed twice")
        rows = {row[0]: row[1:] for row in self._section("Summary")}
        self.assertEqual(rows["Complaints"][0], 1)
        self.assertEqual(rows["Answered in Time %"][0], 100.0)

    def test_held_figures_stay(self):
        self.review.with_user(self.mona).action_hold()
        with freeze_time(at(0, 5)):
            self._create_complaint()
        self.assertEqual(self._section("Summary")[0][1], 2)
        with self.assertRaisesRegex(ValidationError, "period stays"):
            self.review.with_user(self.mona).date_to = "2026-04-30"
        with self.assertRaisesRegex(UserError, "stays in the records"):
            self.review.unlink()
        self.review.with_user(self.mona).action_prepare_again()
        self.assertEqual(self._section("Summary")[0][1], 3)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_managers_only(self):
        with self.assertRaises(AccessError):
            self.review.with_user(self.anna).action_hold()
        with self.assertRaises(AccessError):
            self._forge(self.review, self.mona, state="held")

    def test_page_and_file_show_the_same(self):
        self.assertIn("Hours to Answer", self.review.figures)
        html = self.env["ir.actions.report"]._render_qweb_html(
            "crm_complaints.crm_complaint_review_document", self.review.ids
        )[0]
        self.assertIn(b"Management Review of Complaints", html)
        self.authenticate("mona_c", "mona_cxx")
        answer = self.url_open(f"/complaints/review/{self.review.id}/xlsx")
        book = load_workbook(io.BytesIO(answer.content))
        cells = [[c.value for c in row] for row in book["Summary"].iter_rows()]
        self.assertEqual(cells[1], ["Complaints", 2, 1, 100])

    def test_file_is_for_readers_of_the_review(self):
        self.authenticate("anna_c", "anna_cxx")
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_model"):
            answer = self.url_open(f"/complaints/review/{self.review.id}/xlsx")
        self.assertNotEqual(answer.status_code, 200)

    def test_agent_analyses_the_own_teams_only(self):
        reports = self.env["crm.complaint.report"]
        mine = [("complaint_id", "in", (self.kept | self.missed).ids)]
        self.assertEqual(reports.with_user(self.anna).search_count(mine), 2)
        self.assertEqual(reports.with_user(self.boris).search_count(mine), 0)
        self.assertEqual(reports.with_user(self.mona).search_count(mine), 2)

    def test_ageing(self):
        report = self.env["crm.complaint.report"].search(
            [("complaint_id", "=", self.former.id)]
        )
        self.assertEqual(report.age_group, "01")
        self.assertAlmostEqual(report.age_days, 1 / 24)
