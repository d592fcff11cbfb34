# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..models import crm_qualification_rules as rules
from .common import LifecycleCommon
from .qualification_common import QualificationCommon


@tagged("post_install", "-at_install")
class TestQualificationRules(LifecycleCommon):
    def test_percent_and_weighted_mean_by_hand(self):
        """17 of 20 is 85 %; (3 × 85 + 1 × 50) / 4 = 76.25 %."""
        self.assertEqual(rules.percent(17, 20), 85)
        self.assertEqual(rules.percent(0, 0), 0)
        self.assertEqual(rules.weighted([(3, 85), (1, 50)]), 76.25)
        self.assertEqual(rules.weighted([]), 0)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestQualification(QualificationCommon):
    def test_points_subtotals_and_score_by_hand(self):
        """Credit 10 + 7 of 20 is 85 %, weight 3; use 5 of 10 is 50 %, weight 1."""
        record = self._qualification()
        self._assess(record, wages="yes", size=7, use=5)
        credit, use = record.part_ids
        self.assertEqual((credit.points, credit.points_max), (17, 20))
        self.assertEqual((credit.percent, use.percent), (85, 50))
        self.assertEqual(record.score, 76.25)
        self.assertTrue(record.is_passed)

    def test_choice_gives_the_points_of_what_was_chosen(self):
        criterion = self.env["crm.qualification.criterion"].create(
            {
                "section_id": self.section_use.id,
                "name": "Railway",
                "kind": "choice",
                "choice_ids": [
                    Command.create({"name": "Own", "points": 8}),
                    Command.create({"name": "Shared", "points": 3}),
                ],
            }
        )
        record = self._qualification()
        line = record.answer_ids.filtered(lambda a: a.criterion_id == criterion)
        self.assertEqual(line.points_max, 8)
        line.with_user(self.sam).choice_id = criterion.choice_ids[1]
        self.assertEqual(line.points, 3)
        with self.assertRaisesRegex(ValidationError, "Railway"):
            criterion.copy({"choice_ids": False})

    def test_checklist_changed_later_does_not_change_what_was_asked(self):
        record = self._qualification()
        self.criterion_size.write({"name": "Other", "points_max": 99})
        line = record.answer_ids.filtered(
            lambda a: a.criterion_id == self.criterion_size
        )
        self.assertEqual((line.name, line.points_max), ("Size", 10))

    def test_points_stay_within_the_criterion(self):
        record = self._qualification()
        line = record.answer_ids.filtered(lambda a: a.name == "Size")
        with self.assertRaisesRegex(ValidationError, "“Size” has 0 to 10 points"):
            line.with_user(self.sally).points_given = 11

    def test_failed_must_refuses_at_once_and_names_the_criterion(self):
        record = self._qualification()
        self._assess(record, wages="no", size=10, use=10)
        record.with_user(self.sally).action_submit()
        self.assertEqual(record.state, "refused")
        self.assertIn("Wages are paid on time", record.decision_note)
        self.assertEqual(
            record.refusal_reason_id,
            self.env.ref("crm_lifecycle.crm_qualification_reason_failed"),
        )
        self.assertFalse(record.approval_ids)
        self.assertEqual(self.customer.qualification_state, "refused")

    def test_one_criterion_is_enough_where_the_checklist_says_any(self):
        self.template.write({"pass_rule": "any", "pass_mark": 100})
        self.section_credit.criterion_ids.is_must = False
        record = self._qualification()
        self._assess(record, wages="no", size=0, use=1)
        self.assertTrue(record.is_passed)
        none = self._qualification(self._create_customer("Beta"))
        self._assess(none, wages="no", size=0, use=0)
        none.with_user(self.sally).action_submit()
        self.assertEqual(none.state, "refused")
        self.assertIn("None of the criteria", none.decision_note)

    def test_every_section_and_paper_is_there_before_handing_in(self):
        self.template.document_ids = [Command.create({"name": "Licence"})]
        record = self._qualification().with_user(self.sally)
        with self.assertRaisesRegex(UserError, "“Credit” is not assessed yet"):
            record.action_submit()
        self._assess(record, wages="yes", size=7, use=5)
        with self.assertRaisesRegex(UserError, "document “Licence” is missing"):
            record.action_submit()
        record.paper_ids.attachment_ids = [
            Command.create({"name": "licence.txt", "raw": b"x"})
        ]
        record.action_submit()
        self.assertEqual(record.state, "submitted")

    def test_field_survey_is_a_visit_to_this_customer(self):
        self.template.needs_visit = True
        record = self._qualification()
        self._assess(record, wages="yes", size=7, use=5)
        with self.assertRaisesRegex(UserError, "needs a field survey"):
            record.with_user(self.sally).action_submit()
        other = self._create_customer("Beta")
        visits = self.env["crm.customer.visit"]
        foreign, own = visits.create(
            [
                {"customer_id": customer.id, "user_id": self.sally.id}
                for customer in (other, self.customer)
            ]
        )
        with self.assertRaisesRegex(ValidationError, "must be a visit to Alpha"):
            record.with_user(self.sally).visit_id = foreign
        record.with_user(self.sally).visit_id = own
        record.with_user(self.sally).action_submit()
        self.assertEqual(record.state, "submitted")

    def test_accepted_is_valid_for_its_months_and_repeated_after(self):
        record = self._accepted()
        self.assertEqual(record.state, "accepted")
        self.assertEqual(record.decided_by_id, self.dora)
        self.assertEqual(record.date_until, date(2026, 12, 14))
        self.assertEqual(record.date_remind, date(2026, 11, 14))
        for day, state in (
            ("2026-11-13", "valid"),
            ("2026-11-14", "ending"),
            ("2026-12-14", "ending"),
            ("2026-12-15", "over"),
        ):
            with freeze_time(f"{day} 10:00:00"):
                self.customer.invalidate_recordset()
                self.assertEqual(self.customer.qualification_state, state)
                found = self.env["crm.customer"].search(
                    [("qualification_state", "=", state)]
                )
                self.assertIn(self.customer, found)
        again = record.browse(record.with_user(self.sally).action_repeat()["res_id"])
        self.assertEqual((again.state, again.goods), ("draft", record.goods))

    def test_below_the_mark_only_with_conditions(self):
        record = self._submitted(wages="yes", size=0, use=0)
        self.assertEqual(record.score, 37.5)
        decider = record.with_user(self.dora)
        with self.assertRaisesRegex(UserError, "37.5 %, the pass mark is 60 %"):
            decider._decide("accepted")
        with self.assertRaisesRegex(UserError, "write the conditions"):
            decider._decide("conditional", " ")
        decider._decide("conditional", "Cash before delivery")
        self.assertEqual(record.state, "conditional")
        self.assertEqual(record.conditions, "Cash before delivery")
        self.assertEqual(self.customer.qualification_state, "valid")

    def test_refusal_has_a_reason_that_can_be_analysed(self):
        record = self._submitted()
        reason = self.env.ref("crm_lifecycle.crm_qualification_reason_route")
        wizard = (
            self.env["crm.qualification.decide"]
            .with_user(self.dora)
            .create(
                {
                    "qualification_id": record.id,
                    "answer": "refused",
                    "reason_id": reason.id,
                    "note": "No railway",
                }
            )
        )
        wizard.action_decide()
        self.assertEqual(record.state, "refused")
        groups = self.env["crm.qualification"]._read_group(
            [("id", "=", record.id)], ["refusal_reason_id"], ["__count"]
        )
        self.assertEqual(groups, [(reason, 1)])

    def test_answer_given_among_the_approvals_counts_too(self):
        record = self._submitted()
        record.approval_id.with_user(self.dora).action_refuse("Too far")
        self.assertEqual(record.decision_note, "Too far")
        self.assertEqual(
            record.refusal_reason_id,
            self.env.ref("crm_lifecycle.crm_qualification_reason_other"),
        )

    def test_withdrawn_question_opens_the_checklist_again(self):
        record = self._submitted()
        record.approval_id.with_user(self.sally).action_withdraw()
        self.assertEqual(record.state, "draft")

    def test_owner_gets_the_next_step_and_is_reminded_once(self):
        self.template.next_step = "Sign the contract"
        record = self._accepted()
        self.assertIn("Sign the contract", self.customer.activity_ids.mapped("summary"))
        remind = self.env["crm.qualification"]._remind_owners
        self.assertEqual(remind(self.company, date(2026, 11, 13), 10), 0)
        self.assertEqual(remind(self.company, date(2026, 11, 14), 10), 1)
        self.assertEqual(remind(self.company, date(2026, 11, 15), 10), 0)
        self.assertEqual(record.activity_ids.user_id, self.sally)

    def test_customer_is_judged_by_one_checklist_once_at_a_time(self):
        self._qualification()
        with self.assertRaisesRegex(ValidationError, "already being judged by “Coal”"):
            self._qualification()

    def test_newer_decision_takes_the_place_of_the_older(self):
        first = self._accepted()
        second = self._submitted()
        second.with_user(self.dora)._decide("refused", "Paid late")
        self.assertFalse(first.is_current)
        self.assertEqual(self.customer.qualification_state, "refused")


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestQualificationRights(QualificationCommon):
    def test_each_section_is_written_by_its_assessor_only(self):
        record = self._qualification()
        credit, use = record.part_ids
        self.assertEqual((credit.user_id, use.user_id), (self.sally, self.sam))
        use.answer_ids.with_user(self.sam).write({"points_given": 4})
        with self.assertRaises(AccessError):
            credit.answer_ids.with_user(self.sam).write({"note": "x"})
        with self.assertRaisesRegex(AccessError, "is assessed by"):
            use.answer_ids.with_user(self.sally).write({"points_given": 10})
        self.assertEqual(record.with_user(self.sam).subject, "Alpha Works")
        with self.assertRaises(AccessError):
            record.with_user(self.sam).write({"goods": "Coal"})

    def test_leaders_name_assessors_and_nobody_himself(self):
        record = self._qualification()
        use = record.part_ids[1]
        with self.assertRaisesRegex(AccessError, "named by leaders"):
            use.with_user(self.sally).user_id = self.sally
        use.with_user(self.lena).user_id = self.lena
        self.assertEqual(use.user_id, self.lena)

    def test_assessor_does_not_decide(self):
        """A director who assessed is barred; another one decides."""
        other = self._create_user("dan_t", "crm_lifecycle.crm_lifecycle_group_director")
        self.section_use.user_id = self.dora
        record = self._qualification()
        self._assess(record, wages="yes", size=7, use=5)
        record.with_user(self.sally).action_submit()
        self.assertNotIn(self.dora, record.approval_id.approver_ids)
        with self.assertRaises(AccessError):
            record.with_user(self.dora)._decide("accepted")
        self.assertEqual(record.state, "submitted")
        record.with_user(other)._decide("accepted")
        self.assertEqual(record.state, "accepted")

    def test_salesperson_neither_decides_nor_forges(self):
        record = self._submitted()
        with self.assertRaises(AccessError):
            record.with_user(self.sally)._decide("accepted")
        with self.assertRaises(AccessError):
            self._forge(record, self.sally, state="accepted")
        with self.assertRaises(UserError):
            self._forge(record, self.sally, goods="More")
        with self.assertRaises(UserError):
            self._forge(record.part_ids[0], self.sally, note="Better")
        with self.assertRaisesRegex(UserError, "handed in"):
            record.with_user(self.sally).unlink()

    def test_nobody_judges_a_foreign_customer(self):
        with self.assertRaises(AccessError):
            self._qualification(user=self.sam)
        record = self._qualification()
        stranger = self._create_user("stan_t", "crm_lifecycle.crm_lifecycle_group_user")
        for model, records in (
            ("crm.qualification", record),
            ("crm.qualification.part", record.part_ids),
            ("crm.qualification.answer", record.answer_ids),
        ):
            found = self.env[model].with_user(stranger).search([])
            self.assertFalse(found & records, model)

    def test_finished_section_is_taken_up_again_first(self):
        record = self._qualification()
        part = record.part_ids[0].with_user(self.sally)
        with self.assertRaisesRegex(UserError, "answer “Wages are paid on time” first"):
            part.action_done()
        part.answer_ids.filtered(lambda a: a.kind == "yes_no").answer = "yes"
        part.action_done()
        self.assertEqual(part.date_done, date(2026, 6, 15))
        with self.assertRaisesRegex(UserError, "is finished"):
            part.answer_ids[0].note = "late"
        with self.assertRaises(AccessError):
            record.part_ids[0].with_user(self.lena).action_reopen()
        part.action_reopen()
        part.answer_ids[0].note = "late"

    def test_my_day_shows_sections_hand_ins_and_repeats(self):
        record = self._qualification()
        day = self.env["crm.day"].with_user(self.sam)
        self.assertEqual(self._waiting(day._day_assessments(self.sam), self.sam), 1)
        self._assess(record, wages="yes", size=7, use=5)
        self.assertEqual(self._waiting(day._day_assessments(self.sam), self.sam), 0)
        kind = day._day_hand_ins(self.sally)
        self.assertEqual(self._waiting(kind, self.sally), 1)
        record.with_user(self.sally).action_submit()
        self.assertEqual(self._waiting(kind, self.sally), 0)
        record.with_user(self.dora)._decide("accepted")
        with freeze_time("2026-11-14 10:00:00"):
            kind = day._day_repeats(self.sally)
            self.assertEqual(self._waiting(kind, self.sally), 1)

    def _waiting(self, kind, user):
        return self.env[kind.model].with_user(user).search_count(kind.domain)
