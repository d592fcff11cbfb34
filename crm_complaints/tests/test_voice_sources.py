# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at

ANSWER = (
    "customer_id",
    "record",
    "sheet",
    "day",
    "item",
    "perceived",
    "expected",
    "whole",
)


@tagged("post_install", "-at_install")
class TestVoiceSources(ComplaintsCommon):
    """What other apps may analyse of answers and cases, by hooks of crm_lifecycle."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id = cls.calendar
        with freeze_time(at(1, 2)):
            cls.complaint = cls._create_complaint()
            cls._create_complaint(kind="praise")
            cancelled = cls._create_complaint()
            cls._step(cancelled, "cancel", "Filed by mistake")
        cls.survey = cls.env["crm.satisfaction.survey"].create(
            {
                "name": "Voices",
                "company_id": cls.company.id,
                "kind": "periodic",
                "rule_domain": str([("id", "=", cls.customer.id)]),
            }
        )
        with freeze_time(at(2, 2)):
            cls.survey.action_draw()
            cls.survey.action_start()
            cls.question = cls.survey.question_ids[0]
            cls.survey.invitation_ids._answer(
                {
                    "items": {cls.question.id: (5, 4)},
                    "overall": 3,
                    "complaint_likelihood": 2,
                    "nps": 7,
                    "comment": "Quite good",
                }
            )

    def _ask(self, hook, columns):
        """Rows of all sources of a hook, as dictionaries."""
        self.env.flush_all()
        accounts = self.env["crm.customer"].sudo()
        scope = accounts._fact_scope(
            self.company, self.customer, fields.Date.to_date(at(9, 0))
        )
        rows = []
        for source in getattr(accounts, hook)(scope):
            rows += self.env.execute_query(source)
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def test_answers_are_scores_from_0_to_100(self):
        """4 of 5 is 75, 5 is 100, 3 is 50; a likely complaint of 2 leaves 75."""
        rows = self._ask("_voice_sources", ANSWER)
        found = {row["item"]: (row["perceived"], row["expected"]) for row in rows}
        self.assertEqual(
            found,
            {
                f"item_{self.question.id}": (75, 100),
                "overall": (50, None),
                "no_complaint": (75, None),
                "recommend": (70, None),
            },
        )
        self.assertEqual({row["whole"] for row in rows}, {50})
        self.assertEqual(
            {row["sheet"] for row in rows}, {2 * self.survey.invitation_ids.id}
        )
        keys = {item.key for item in self.env["crm.customer"]._voice_items()}
        self.assertLessEqual(set(found), keys)

    def test_rating_is_a_sheet_of_its_own(self):
        """3 of 1 to 5 is 50, on an odd sheet, silent about the whole."""
        with freeze_time(at(3, 2)):
            self._solve(self.complaint)
            self.complaint.sudo()._rate(3)
        rows = self._ask("_voice_sources", ANSWER)
        [rating] = [row for row in rows if row["item"] == "rating"]
        self.assertEqual((rating["perceived"], rating["whole"]), (50, None))
        self.assertEqual(rating["sheet"] % 2, 1)
        self.assertEqual({row["sheet"] % 2 for row in rows if row != rating}, {0})

    def test_cases_and_opinions_are_told_apart(self):
        columns = (
            "customer_id",
            "record",
            "day",
            "kind",
            "is_fault",
            "hours",
            "model",
            "res_id",
        )
        rows = self._ask("_care_sources", columns)
        self.assertEqual(
            sorted(row["kind"] for row in rows), ["complaint", "opinion", "praise"]
        )
        labels = dict(self.env["crm.customer"]._care_kinds())
        self.assertLessEqual({row["kind"] for row in rows}, set(labels))

    def test_survey_of_a_group_is_planned_by_who_may(self):
        domain = [("id", "in", self.customer.ids)]
        accounts = self.env["crm.customer"]
        action = accounts._prepare_survey_action("Same Kind", domain)
        context = action["context"]
        surveys = self.env["crm.satisfaction.survey"].with_context(**context)
        survey = surveys.create({"company_id": self.company.id})
        self.assertEqual((survey.name, survey.kind), ("Same Kind", "periodic"))
        survey.action_draw()
        self.assertEqual(survey.invitation_ids.customer_id, self.customer)
        with self.assertRaisesRegex(AccessError, "complaint managers.*Mine"):
            accounts.with_user(self.sally)._prepare_survey_action("Mine", domain)

    def test_promised_times_are_kept_or_breached(self):
        """One clock was breached, the others of the case were not and run on."""
        clocks = self.complaint.clock_ids.sudo()
        clocks[0].write({"is_breached": True, "date_deadline": at(3, 2)})
        clocks[1:].write({"state": "met", "is_breached": False, "date_done": at(4, 2)})
        own = set(clocks.ids)
        self.env.flush_all()
        accounts = self.env["crm.customer"].sudo()
        scope = accounts._fact_scope(self.company)
        rows = self.env.execute_query(accounts._promise_sources(scope)[-1])
        found = {record: (day, kept) for record, day, kept in rows if record in own}
        days = [fields.Date.to_date(at(day, 2)) for day in (3, 4)]
        self.assertEqual(found.pop(clocks[0].id), (days[0], 0))
        self.assertEqual(set(found.values()), {(days[1], 1)})
