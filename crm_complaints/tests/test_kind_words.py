# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, tagged

from .common import ComplaintsCommon, at
from .portal_client import PortalClient

KINDS = ("praise", "enquiry", "suggestion")
TROUBLE = ("complaint", "dispute", "service")


@tagged("post_install", "-at_install")
class TestKindWords(PortalClient, ComplaintsCommon, HttpCase):
    """Praise, questions and ideas are no troubles: nobody asks whether it is solved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_portal()
        cls.company.complaint_confirmation_days = 5

    def solved(self, kind, moment=None, **values):
        with freeze_time(moment or at(0, 1)):
            complaint = self._create_complaint(kind=kind, **values)
            self._solve(complaint)
        return complaint

    def close_silent(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref(
                "crm_complaints.crm_complaint_silent_cron"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def page(self, complaint):
        self.log_in(self.paula)
        return self.url_open(f"/my/complaints/{complaint.id}").text

    def bodies(self, complaint):
        return " ".join(complaint.sudo().message_ids.mapped("body"))

    def test_page_asks_about_troubles_only(self):
        for kind in KINDS:
            complaint = self._create_complaint(kind=kind)
            self._solve(complaint)
            page = self.page(complaint)
            for words in ("Was it solved?", "What is still wrong?", "Not solved"):
                self.assertNotIn(words, page, kind)
            self.assertIn("o_complaint_rate", page, "it is rated all the same")
            self.assertEqual(complaint.confirmation, "free", kind)
        for kind in TROUBLE:
            complaint = self._create_complaint(kind=kind)
            self._solve(complaint)
            self.assertIn("Was it solved?", self.page(complaint), kind)
            self.assertEqual(complaint.confirmation, "asked", kind)

    def test_mail_with_the_answer_asks_about_troubles_only(self):
        for kind in KINDS:
            body = self.bodies(self.solved(kind))
            self.assertNotIn("#confirmation", body)
            self.assertNotIn("Was it solved?", body)
            self.assertIn("#rating", body)
        self.assertIn("#confirmation", self.bodies(self.solved("service")))

    def test_mails_call_it_a_message(self):
        lines = [Command.create({"defect": word}) for word in ("Late", "Rude")]
        for kind in (*KINDS, *TROUBLE):
            complaint = self._create_complaint(kind=kind, line_ids=lines)
            new = complaint.with_user(self.anna)._split(complaint.line_ids[1], "Two")
            for case in (complaint, new):
                sent = self.env["mail.mail"].search(
                    [("model", "=", case._name), ("res_id", "=", case.id)]
                )
                body = " ".join(sent.mapped("body_html"))
                self.assertEqual("your complaint" in body, kind in TROUBLE, kind)
                self.assertEqual("your message<" in body, kind in KINDS, kind)

    def test_it_closes_without_a_question(self):
        praise, trouble = self.solved("praise"), self.solved("complaint")
        self.close_silent(at(5, 0, 59))
        self.assertEqual(praise.phase, "solved")
        self.close_silent(at(5, 1))
        self.assertEqual((praise.phase, praise.confirmation), ("closed", "none"))
        self.assertEqual((trouble.phase, trouble.confirmation), ("closed", "silent"))
        self.assertIn("nobody wrote for 5 days", self.bodies(praise))
        self.assertNotIn("no answer of the customer", self.bodies(praise))

    def test_what_hinders_closing_is_told_once(self):
        category = self.env["crm.complaint.category"].create(
            {"name": "Quality", "is_cause_required": True}
        )
        question = self.solved("enquiry", category_id=category.id)
        for day in (5, 6):
            self.close_silent(at(day, 1))
        self.assertEqual((question.phase, question.confirmation), ("solved", "none"))
        self.assertEqual(len(question.sudo().activity_ids), 1)

    def test_who_writes_after_the_answer_keeps_it_open(self):
        question = self.solved("enquiry")
        with freeze_time(at(4, 1)):
            question.sudo().message_post(
                body="And on Sundays?",
                author_id=self.contact.id,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        self.close_silent(at(5, 1))
        self.assertEqual(question.phase, "solved")
        self.close_silent(at(9, 1))
        self.assertEqual(question.phase, "closed")

    def test_category_that_wants_a_yes_asks_whatever_the_kind(self):
        category = self.env["crm.complaint.category"].create(
            {"name": "Delivery", "is_confirmation_required": True}
        )
        idea = self._create_complaint(kind="suggestion", category_id=category.id)
        self._solve(idea)
        self.assertEqual(idea.confirmation, "asked")
        self.assertIn("Was it solved?", self.page(idea))
        self.assertIn("Was it solved?", self.bodies(idea))
        self.assertNotIn("We apologise", self.bodies(idea))
        late = self._create_complaint(kind="suggestion")
        self._solve(late)
        late.category_id = category
        late.sudo()._confirm("yes", "portal")
        self.assertEqual(late.phase, "closed")
