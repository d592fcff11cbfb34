# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import MONDAY, ComplaintsCommon, at

RELIABLE = "crm_complaints.crm_satisfaction_dimension_reliability"


@tagged("post_install", "-at_install")
class TestSatisfactionSurvey(ComplaintsCommon):
    """Three items in two dimensions: a and b of one, c of another."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.satisfaction.survey"].search([]).unlink()
        dimensions = cls.env["crm.satisfaction.dimension"].create(
            [{"name": "First", "sequence": 1}, {"name": "Second", "sequence": 2}]
        )
        cls.first, cls.second = dimensions
        cls.a, cls.b, cls.c = cls.env["crm.satisfaction.question"].create(
            [
                {"name": "a", "sequence": 1, "dimension_id": cls.first.id},
                {"name": "b", "sequence": 2, "dimension_id": cls.first.id},
                {"name": "c", "sequence": 3, "dimension_id": cls.second.id},
            ]
        )

    def _create_survey(self, **values):
        return (
            self.env["crm.satisfaction.survey"]
            .with_user(self.mona)
            .create(
                {
                    "name": "Customer Survey",
                    "company_id": self.company.id,
                    "kind": "periodic",
                    "skip_weekends": False,
                    "rule_domain": f"[('id', '=', {self.customer.id})]",
                    "question_ids": [
                        fields.Command.set((self.a | self.b | self.c).ids)
                    ],
                    **values,
                }
            )
        )

    def _start(self, **values):
        """A running survey that asks the one customer; returns his invitation."""
        survey = self._create_survey(**values)
        survey.action_draw()
        survey.action_start()
        return survey.sudo().invitation_ids

    def _sheet(self, *pairs, **values):
        items = zip((self.a, self.b, self.c), pairs, strict=False)
        return {
            "items": {question.id: pair for question, pair in items},
            "overall": 4,
            "nps": 9,
            **values,
        }

    def _run_job(self, moment=None):
        with (
            freeze_time(moment or fields.Datetime.now()),
            self.enter_registry_test_mode(),
        ):
            self.env.ref(
                "crm_complaints.crm_satisfaction_survey_cron"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def test_shipped_dimensions(self):
        """Reliability, timeliness, responsiveness, competence with their items."""
        questions = self.env["crm.satisfaction.question"].search(
            [("is_standard", "=", True)]
        )
        counts = {d.name: len(q) for d, q in questions.grouped("dimension_id").items()}
        self.assertEqual(
            counts,
            {
                "Reliability": 5,
                "Timeliness": 4,
                "Responsiveness": 5,
                "Competence": 4,
            },
        )
        items = self.env.ref(RELIABLE).question_ids
        self.assertIn("Keeps promises", items.mapped("name"))
        for name in ("tangibility", "flexibility", "service"):
            dimension = f"crm_complaints.crm_satisfaction_dimension_{name}"
            self.assertTrue(self.env.ref(dimension).question_ids)

    def test_gap_of_a_sheet(self):
        """a 3 - 5 = -2, b 5 - 4 = 1, c without expectation: -1 / 2 = -0.5, below."""
        invitation = self._start()
        invitation._answer(self._sheet((5, 3), (4, 5), (None, 2)))
        self.assertEqual(invitation.gap, -0.5)
        self.assertEqual(invitation.gap_class, "below")
        self.assertEqual(invitation.expected, 4.5)
        self.assertAlmostEqual(invitation.perceived, 10 / 3)
        gaps = {a.question_id: (a.gap, a.gap_class) for a in invitation.answer_ids}
        self.assertEqual(gaps[self.a], (-2.0, "below"))
        self.assertEqual(gaps[self.b], (1.0, "above"))
        self.assertEqual(gaps[self.c], (0.0, False))

    def test_standard_stands_for_the_expectation(self):
        """Standard 4, not asked: a 5, b 4, c 4 -> 1, 0, 0; mean 1/3, above."""
        invitation = self._start(ask_expectation=False, standard_score=4)
        invitation._answer(self._sheet((1, 5), (1, 4), (1, 4)))
        self.assertAlmostEqual(invitation.gap, 1 / 3)
        self.assertEqual(invitation.gap_class, "above")

    def test_zero_recommendation_is_an_answer(self):
        invitation = self._start()
        invitation._answer(self._sheet((4, 4), nps=0))
        self.assertEqual(invitation.nps_class, "detractor")
        self.assertEqual(invitation.survey_id.nps, -100)

    def test_one_answer_per_invitation(self):
        invitation = self._start()
        invitation._answer(self._sheet((4, 4)))
        with self.assertRaisesRegex(UserError, "answered already"):
            invitation._answer(self._sheet((5, 5)))
        with self.assertRaisesRegex(UserError, "history"):
            invitation.answer_ids.write({"perceived": 5})

    def test_scores_outside_the_scale(self):
        invitation = self._start()
        for sheet in (
            self._sheet((4, 6)),
            self._sheet((0, 4)),
            self._sheet((4, 4), nps=11),
            self._sheet((4, 4), loyalty=-1),
        ):
            with self.assertRaisesRegex(UserError, "go from 1 to 5"):
                invitation._answer(sheet)
        with self.assertRaisesRegex(UserError, "all in all"):
            invitation._answer(self._sheet((4, 4), overall=None))

    def test_result_against_the_target(self):
        """a 4 and 5, b 5 and 5: gap 0.5; overall 4 is satisfied, 9 promotes."""
        invitation = self._start(target="exceeds")
        self.assertEqual(invitation.survey_id.target_result, "none")
        invitation._answer(self._sheet((4, 5), (5, 5)))
        survey = invitation.survey_id
        self.assertEqual((survey.expected_avg, survey.perceived_avg), (4.5, 5))
        self.assertEqual((survey.gap_avg, survey.gap_class), (0.5, "above"))
        self.assertEqual(survey.target_result, "met")
        self.assertEqual((survey.nps, survey.csat), (100, 100))
        self.assertEqual(survey.response_rate, 100)
        self.assertEqual((survey.sent_count, survey.answer_count), (1, 1))

    def test_equal_meets_and_does_not_exceed(self):
        for target, result in (("meets", "met"), ("exceeds", "missed")):
            invitation = self._start(target=target)
            invitation._answer(self._sheet((4, 4)))
            self.assertEqual(invitation.survey_id.target_result, result)

    def test_rows_per_dimension(self):
        """First: a and b, expected 4.5, experienced 4, gap -0.5; second: c 1."""
        invitation = self._start()
        invitation._answer(self._sheet((5, 3), (4, 5), (4, 5)))
        rows = invitation.survey_id._rows_by("dimension_id")
        self.assertEqual([row["record"] for row in rows], [self.first, self.second])
        self.assertEqual(
            [(row["expected"], row["perceived"], row["gap"]) for row in rows],
            [(4.5, 4, -0.5), (4, 5, 1)],
        )

    def test_averages_leave_out_what_was_not_answered(self):
        invitation = self._start()
        invitation._answer(self._sheet((5, 3), (None, 1)))
        [(gap, expected)] = self.env["crm.satisfaction.answer"]._read_group(
            [("invitation_id", "=", invitation.id)], [], ["gap:avg", "expected:avg"]
        )
        self.assertEqual((gap, expected), (-2, 5))

    def test_what_was_asked_stays(self):
        invitation = self._start()
        survey = invitation.survey_id.with_user(self.mona)
        with self.assertRaisesRegex(UserError, "has started"):
            survey.scale = "10"
        invitation._answer(self._sheet((5, 3)))
        with self.assertRaisesRegex(UserError, "keeps its words"):
            self.a.name = "Something else"

    def test_dissatisfied_customer_is_called(self):
        invitation = self._start()
        invitation._answer(self._sheet((5, 3), comment="Too late"))
        call = self.env["crm.complaint.callback"].search(
            [("invitation_id", "=", invitation.id)]
        )
        self.assertEqual((call.reason, call.user_id), ("survey", self.mona))
        call.with_user(self.mona).action_file_case()
        self.assertEqual(call.new_complaint_id.description, "Too late")
        self.assertEqual(call.new_complaint_id.partner_id, self.contact)
        happy = self._start()
        happy._answer(self._sheet((4, 5)))
        self.assertFalse(
            call.search([("invitation_id", "=", happy.id)]),
            "a satisfied customer is left in peace",
        )

    def test_sample_is_stratified_and_repeatable(self):
        """Six customers of one team, three of none; six drawn: four and two."""
        team = self.env["crm.team"].create({"name": "North"})
        customers = self.env["crm.customer"]
        for number in range(9):
            partner = self._create_partner(f"S{number}", f"s{number}@s.test")
            customers |= customers._ensure_accounts(partner, self.company, self.sally)
        customers.sudo().team_id = False
        customers[:6].sudo().team_id = team
        survey = self._create_survey(
            rule_domain=f"[('id', 'in', {customers.ids})]",
            sample_size=6,
            stratum_field="team_id",
        )
        survey.action_draw()
        drawn = survey.sudo().invitation_ids.customer_id
        self.assertEqual(len(drawn), 6)
        self.assertEqual(len(drawn.filtered(lambda c: c.team_id == team)), 4)
        self.assertEqual(survey.population, 9)
        survey.action_draw()
        self.assertEqual(survey.sudo().invitation_ids.customer_id, drawn)
        self.assertEqual(
            survey._response_by_stratum(), [("", 2, 0, 0), ("North", 4, 0, 0)]
        )

    def test_invitation_goes_to_a_contact_with_an_address(self):
        invitation = self._start()
        self.assertEqual(invitation.partner_id, self.contact)
        self._run_job()
        self.assertEqual(invitation.state, "sent")
        about = [("model", "=", invitation._name), ("res_id", "=", invitation.id)]
        mail = self.env["mail.mail"].search(about)
        self.assertEqual(mail.recipient_ids, self.contact)
        self.assertIn(f"/satisfaction/{invitation.access_token}", mail.body_html)
        self._run_job()
        self.assertEqual(len(mail.search(about)), 1)

    def test_without_an_address_there_is_an_interview(self):
        self.contact.email = False
        self.assertEqual(self._start().state, "interview")

    def test_blacklisted_is_not_asked(self):
        self.env["mail.blacklist"]._add("paula@alpha.test")
        invitation = self._start()
        self.assertEqual(
            (invitation.state, invitation.skip_reason), ("skipped", "blacklist")
        )

    def test_not_at_weekends(self):
        """Saturday, 7 March 2026 in Shanghai starts at 16:00 UTC on Friday."""
        self.company.resource_calendar_id = self.calendar
        with freeze_time(at(4, 1)):
            invitation = self._start(skip_weekends=True)
        self._run_job(at(4, 17))
        self.assertEqual(invitation.state, "waiting")
        self._run_job(at(7, 1))
        self.assertEqual(invitation.state, "sent")

    def test_nobody_but_a_manager_configures(self):
        with self.assertRaises(AccessError):
            self._create_survey().with_user(self.anna).name = "Mine"
        with self.assertRaises(AccessError):
            self._create_survey().with_user(self.anna).action_draw()
        with self.assertRaises(AccessError):
            self._forge(self._create_survey(), self.mona, state="reported")

    def test_salesperson_sees_no_answers(self):
        invitation = self._start()
        for user in (self.sally, self.sam):
            with self.assertRaises(AccessError):
                invitation.with_user(user).read(["gap"])
        self.assertTrue(invitation.with_user(self.anna).read(["gap"]))
        with self.assertRaises(AccessError):
            invitation.with_user(self.anna).read(["access_token"])
        with self.assertRaises(AccessError):
            self._forge(invitation, self.anna, nps=10)

    def test_interviewer_records_a_refusal(self):
        invitation = self._start()
        with self.assertRaises(AccessError):
            invitation.with_user(self.sally).action_decline()
        invitation.with_user(self.anna).action_decline()
        self.assertEqual(invitation.state, "declined")

    def test_facts_of_the_customer(self):
        self.env["crm.customer"]._refresh_facts(self.customer)
        self.assertFalse(self.customer.satisfaction_gap_class)
        invitation = self._start()
        invitation._answer(self._sheet((5, 3), nps=10))
        complaint = self._create_complaint()
        self._solve(complaint)
        complaint.sudo()._rate(3)
        self.env["crm.customer"]._refresh_facts(self.customer)
        self.assertRecordValues(
            self.customer,
            [
                {
                    "complaint_last_rating": 3,
                    "satisfaction_gap": -2,
                    "satisfaction_gap_class": "below",
                    "satisfaction_nps_class": "promoter",
                    "date_last_survey": fields.Date.today(),
                }
            ],
        )
        again = self.env["crm.customer"]._refresh_facts(self.customer)
        self.assertFalse(again, "a second run changes nothing")

    def test_one_invitation_per_event_and_survey(self):
        complaint = self._create_complaint()
        invitation = self._start()
        values = {
            "survey_id": invitation.survey_id.id,
            "company_id": self.company.id,
            "customer_id": self.customer.id,
            "partner_id": self.contact.id,
            "complaint_id": complaint.id,
        }
        invitation.create(values)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            invitation.create(values)

    def test_moves_and_report(self):
        invitation = self._start(
            repeat_months="12",
            step_ids=[
                fields.Command.create({"name": "Interviews", "date_due": "2026-05-04"})
            ],
        )
        survey = invitation.survey_id.with_user(self.mona)
        survey.date_start = MONDAY
        invitation._answer(self._sheet((5, 3)))
        survey.action_analyse()
        with self.assertRaisesRegex(UserError, "write the"):
            survey.action_report()
        survey.write({"findings": "<p>Late</p>", "improvements": "<p>Two vans</p>"})
        survey.action_report()
        self.assertEqual(survey.state, "reported")
        report = survey.message_ids.attachment_ids
        self.assertIn("Customer Research Report", report.name)
        following = survey.next_survey_id
        self.assertEqual((following.state, following.seed), ("plan", 2))
        self.assertEqual(following.date_start, fields.Date.to_date("2027-03-02"))
        self.assertEqual(following.step_ids.date_due, fields.Date.to_date("2027-05-04"))
        self.assertFalse(following.findings)

    def test_letter_back_to_those_invited(self):
        invitation = self._start()
        self._run_job()
        invitation._answer(self._sheet((5, 3)))
        survey = invitation.survey_id.with_user(self.mona)
        survey.action_analyse()
        survey.write({"findings": "<p>Late</p>", "improvements": "<p>Two vans</p>"})
        survey.action_report()
        with self.assertRaisesRegex(UserError, "write the letter"):
            survey.action_send_letter()
        survey.letter = "<p>Thank you</p>"
        survey.action_send_letter()
        for _again in range(2):
            self._run_job()
        mails = self.env["mail.mail"].search(
            [("model", "=", invitation._name), ("res_id", "=", invitation.id)]
        )
        letters = mails.filtered(lambda m: "Two vans" in (m.body_html or ""))
        self.assertEqual(len(letters), 1)
        with self.assertRaisesRegex(UserError, "sent already"):
            survey.action_send_letter()
        survey.action_archive_survey()
        self.assertEqual(survey.state, "archived")

    def test_no_answer_after_the_end(self):
        today = fields.Date.today()
        invitation = self._start(date_end=today - timedelta(days=1))
        with self.assertRaisesRegex(UserError, "no more answers"):
            invitation._answer(self._sheet((4, 4)))
        open_one = self._start()
        open_one.survey_id.with_user(self.mona).action_analyse()
        self.assertEqual(open_one.state, "expired")
