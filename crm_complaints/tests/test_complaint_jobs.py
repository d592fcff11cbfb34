# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import ComplaintsCommon, at

JOBS = "odoo.addons.crm_complaints.models.crm_complaint_jobs"
COMPANIES = "odoo.addons.crm_lifecycle.models.res_company"


def failing(model, method, is_faulty):
    """Patches a method of a model so that it fails for some records."""
    cls = type(model)
    real = getattr(cls, method)

    def run(records, *args, **kwargs):
        if is_faulty(records, *args):
            raise ValueError("broken")
        return real(records, *args, **kwargs)

    return patch.object(cls, method, run)


@tagged("post_install", "-at_install")
class TestComplaintJobs(ComplaintsCommon):
    """A faulty record or company is logged, and does not stop the others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(at(0, 1)):
            cls.first = cls._create_complaint()
            cls.second = cls._create_complaint()
        cls.both = cls.first | cls.second
        cls.other_company = cls.env["res.company"].create({"name": "Aaa"})

    def fail_for_first(self, model, method):
        return failing(
            model, method, lambda rows, *_args: self.first in self._cases(rows)
        )

    def _cases(self, rows):
        return rows if rows._name == "crm.complaint" else rows.complaint_id

    @mute_logger(COMPANIES)
    def test_radar_goes_on_after_a_faulty_company(self):
        companies = self.company | self.other_company
        companies.complaint_radar_minimum = 3
        seen = []

        def is_faulty(_rows, company, *_args):
            seen.append(company)
            return company == self.other_company

        outbreaks = self.env["crm.complaint.outbreak"]
        with failing(outbreaks, "_watch", is_faulty):
            outbreaks._cron_watch(at(1, 0).date())
        self.assertIn(self.company, seen)
        self.assertIn(self.other_company, seen)

    @mute_logger(COMPANIES)
    def test_call_backs_go_on_after_a_faulty_company(self):
        (self.company | self.other_company).complaint_callback = "quiet"
        seen = []

        def is_faulty(_rows, company, *_args):
            seen.append(company)
            return company == self.other_company

        with failing(self.env["crm.complaint.callback"], "_closed_domain", is_faulty):
            self.env["crm.complaint.callback"]._cron_plan(at(1, 0))
        self.assertIn(self.company, seen)

    @mute_logger(JOBS)
    def test_reminder_to_rate_is_sent_once_to_the_others(self):
        with freeze_time(at(0, 3)):
            for case in self.both:
                self._solve(case)
                case.sudo()._move_to_phase("closed")
        with self.fail_for_first(self.first, "_send_template"):
            self.both.sudo()._remind_to_rate(at(1, 0))
        self.assertEqual(self.both.mapped("date_rating_reminded"), [at(1, 0)] * 2)
        subjects = [len(c.message_ids.filtered("subject")) for c in self.both]
        self.assertEqual(subjects[1], subjects[0] + 1)

    @mute_logger(JOBS)
    def test_owners_of_overdue_measures(self):
        measures = self.env["crm.complaint.measure"].with_user(self.anna)
        measures = measures.create(
            [
                {
                    "complaint_id": case.id,
                    "name": case.name,
                    "date_due": "2026-03-02",
                    "user_id": self.mona.id,
                }
                for case in self.both
            ]
        )
        with self.fail_for_first(measures, "_tell_owner"):
            told = measures.sudo()._remind(fields.Date.to_date("2026-03-09"))
        self.assertEqual(told, 2)
        self.assertFalse(measures.sudo()._remind(fields.Date.to_date("2026-03-09")))
        notes = self.env["mail.message"].search(
            [("model", "=", measures._name), ("subject", "like", "Overdue")]
        )
        self.assertEqual(notes.mapped("res_id"), measures[1].ids)

    @mute_logger(JOBS)
    def test_suppliers_who_are_late(self):
        supplier = self._create_partner("Sack", "sue@sack.test").child_ids
        inquiries = self.env["crm.complaint.inquiry"].with_user(self.anna)
        inquiries = inquiries.create(
            [
                {
                    "complaint_id": case.id,
                    "partner_id": supplier.id,
                    "problem": "Torn",
                    "date_due": "2026-03-02",
                }
                for case in self.both
            ]
        )
        inquiries.action_send()
        with self.fail_for_first(inquiries, "_mail_supplier"):
            self.assertEqual(
                inquiries.sudo()._remind(fields.Date.to_date("2026-03-09")), 2
            )
        self.assertFalse(inquiries.sudo()._remind(fields.Date.to_date("2026-03-09")))

    @mute_logger(JOBS)
    def test_events_to_tell(self):
        self.both.sudo().write({"kind": "dispute", "date_event": "2026-03-02"})
        with self.fail_for_first(self.first, "activity_schedule"):
            self.env["crm.complaint"]._cron_remind_tell(
                fields.Date.to_date("2026-03-20")
            )
        kind = self.env.ref("crm_complaints.mail_activity_type_tell")
        self.assertIn(kind, self.second.activity_ids.activity_type_id)
        self.assertNotIn(kind, self.first.activity_ids.activity_type_id)

    @mute_logger(JOBS)
    def test_invitations_that_fail_wait_for_the_next_run(self):
        question = self.env["crm.satisfaction.question"].create(
            {
                "name": "a",
                "dimension_id": self.env["crm.satisfaction.dimension"]
                .create({"name": "First"})
                .id,
            }
        )
        survey = self.env["crm.satisfaction.survey"].create(
            {
                "name": "Customers",
                "company_id": self.company.id,
                "kind": "periodic",
                "question_ids": [Command.set(question.ids)],
            }
        )
        sheets = self.env["crm.satisfaction.invitation"].create(
            [
                {
                    "survey_id": survey.id,
                    "company_id": self.company.id,
                    "customer_id": self.customer.id,
                    "partner_id": self.contact.id,
                    "complaint_id": case.id,
                    "date_planned": at(0, 1),
                }
                for case in self.both
            ]
        )
        kept = patch.object(
            type(self.env["ir.cron"]), "_commit_progress", lambda *_a, **_k: 60
        )
        with self.fail_for_first(sheets, "_send"), kept:
            self.assertTrue(survey._send_all(at(0, 2), 1))
        self.assertEqual(sheets.mapped("state"), ["waiting", "sent"])
        self.assertEqual((survey.invitation_count, survey.sent_count), (2, 1))
        sheets[0]._expire()
        survey.invalidate_recordset()
        self.assertEqual(survey.sent_count, 1)
