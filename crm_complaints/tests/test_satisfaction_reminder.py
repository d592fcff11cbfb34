# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestSatisfactionReminder(ComplaintsCommon):
    """Invited on Monday, 2 March 2026, 3 h UTC; reminded after seven days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.satisfaction.survey"].search([]).unlink()
        dimension = cls.env["crm.satisfaction.dimension"].create({"name": "First"})
        cls.question = cls.env["crm.satisfaction.question"].create(
            {"name": "a", "dimension_id": dimension.id}
        )
        cls.survey = cls.env["crm.satisfaction.survey"].create(
            {
                "name": "Customer Survey",
                "company_id": cls.company.id,
                "kind": "periodic",
                "date_start": "2026-03-01",
                "rule_domain": f"[('id', '=', {cls.customer.id})]",
                "question_ids": [Command.set(cls.question.ids)],
            }
        )

    def setUp(self):
        super().setUp()
        with freeze_time(at(0, 3)):
            self.survey.action_draw()
            self.survey.action_start()
            self._run()
        self.invitation = self.survey.invitation_ids
        self.assertEqual(self.invitation.state, "sent")

    def _run(self, day=0):
        """The job, and the mails that it queued."""
        before = self._mails()
        with freeze_time(at(day, 3)), self.enter_registry_test_mode():
            job = self.env.ref("crm_complaints.crm_satisfaction_survey_cron")
            job.method_direct_trigger()
        self.env.invalidate_all()
        return self._mails() - before

    def _mails(self):
        model = "crm.satisfaction.invitation"
        return self.env["mail.mail"].search([("model", "=", model)])

    def test_reminded_once_after_seven_days(self):
        self.assertFalse(self._run(6))
        mail = self._run(7)
        self.assertEqual(mail.recipient_ids, self.invitation.partner_id)
        self.assertIn("would still like to hear you", mail.subject)
        self.assertIn(self.invitation._page_url(), mail.body_html)
        self.assertEqual(self.invitation.date_reminder, at(7, 3))
        self.assertFalse(self._run(8) | self._run(20))

    def test_who_answered_or_declined_is_left_in_peace(self):
        self.invitation._answer(
            {"items": {self.question.id: (4, 4)}, "overall": 4, "nps": 9}
        )
        self.assertFalse(self._run(7))

    def test_who_wants_no_mails_any_more_gets_none(self):
        self.env["mail.blacklist"]._add(self.invitation.partner_id.email)
        self.assertFalse(self._run(7))
        self.assertTrue(self.invitation.date_reminder, "and is not looked at again")

    def test_not_at_the_weekend(self):
        """Due on Saturday, sent on Monday."""
        self.survey.reminder_days = 5
        self.assertFalse(self._run(5))
        self.assertTrue(self._run(7))

    def test_none_without_days_or_after_the_end(self):
        self.survey.reminder_days = 0
        self.assertFalse(self._run(9))
        self.survey.write({"reminder_days": 7, "date_end": "2026-03-10"})
        self.assertFalse(self._run(9))

    def test_none_when_no_more_answers_are_taken(self):
        self.survey.action_analyse()
        self.assertFalse(self._run(7))
