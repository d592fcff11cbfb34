# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL, mute_logger

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestComplaintConfirmation(ComplaintsCommon):
    def setUp(self):
        super().setUp()
        self.complaint = self._create_complaint()

    def _record(self, answer, note, user=None):
        wizard = (
            self.env["crm.complaint.confirmation"]
            .with_user(user or self.anna)
            .create(
                {
                    "complaint_id": self.complaint.id,
                    "answer": answer,
                    "channel": "phone",
                    "note": note,
                }
            )
        )
        return wizard.action_confirm()

    def test_solved_asks_the_customer(self):
        self.assertEqual(self.complaint.confirmation, "none")
        self._solve(self.complaint)
        self.assertEqual(self.complaint.confirmation, "asked")
        mail = self.complaint.message_ids.filtered(
            lambda m: "Was it solved?" in (m.body or "")
        )
        self.assertIn("/my/complaints/", mail.body)

    def test_customers_yes_closes(self):
        self._solve(self.complaint)
        self.complaint.sudo()._confirm("yes", "portal")
        self.assertEqual(self.complaint.phase, "closed")
        self.assertEqual(self.complaint.confirmation, "yes")
        self.assertEqual(self.complaint.confirmation_partner_id, self.contact)
        self.assertFalse(self.complaint.confirmation_user_id)

    def test_customers_no_reopens(self):
        self._solve(self.complaint)
        self.complaint.sudo()._confirm("no", "portal", "The new bags are torn too")
        self.assertEqual(self.complaint.phase, "work")
        self.assertEqual(self.complaint.reopen_count, 1)
        self.assertEqual(self.complaint.confirmation, "no")
        self._solve(self.complaint)
        self.assertEqual(self.complaint.confirmation, "asked")
        self.assertFalse(self.complaint.confirmation_note)

    def test_staff_records_with_words(self):
        self._solve(self.complaint)
        with self.assertRaisesRegex(UserError, "what the customer said"):
            self._record("yes", " ")
        self._record("yes", "All fine, thanks")
        self.assertEqual(self.complaint.confirmation_user_id, self.anna)
        self.assertEqual(self.complaint.confirmation_channel, "phone")
        self.assertEqual(self.complaint.phase, "closed")

    def test_others_record_nothing(self):
        self._solve(self.complaint)
        for user in (self.boris, self.sally):
            with self.assertRaises(AccessError):
                self._record("yes", "Said so", user)
        with self.assertRaises(AccessError):
            self._forge(self.complaint, self.anna, confirmation="yes")

    def test_answered_once(self):
        self._solve(self.complaint)
        self.complaint.sudo()._confirm("yes", "portal")
        with self.assertRaisesRegex(UserError, "does not wait"):
            self.complaint.sudo()._confirm("no", "portal")

    def test_closing_needs_the_confirmation_where_wanted(self):
        self.company.complaint_confirmation_required = True
        self._solve(self.complaint)
        with self.assertRaisesRegex(UserError, "customer says that it is solved"):
            self.complaint.with_user(self.anna).action_close()
        praise = self._create_complaint(kind="praise")
        self._solve(praise)
        praise.with_user(self.anna).action_close()
        self.assertEqual(praise.phase, "closed")

    def test_whoever_praised_reads_no_apology(self):
        self._solve(self.complaint)
        praise = self._create_complaint(kind="praise")
        self._solve(praise)
        told = {
            case: " ".join(case.message_ids.mapped("body"))
            for case in (self.complaint, praise)
        }
        for words in ("We apologise", "Was it solved?"):
            self.assertIn(words, told[self.complaint])
            self.assertNotIn(words, told[praise])
        self.assertIn("Thank you for writing to us", told[praise])

    def test_category_asks_for_it(self):
        category = self.env["crm.complaint.category"].create(
            {"name": "Delivery", "is_confirmation_required": True}
        )
        self.complaint.category_id = category
        self._solve(self.complaint)
        with self.assertRaisesRegex(UserError, "customer says that it is solved"):
            self.complaint.with_user(self.anna).action_close()
        self.complaint.sudo()._confirm("yes", "portal")
        self.assertEqual(self.complaint.phase, "closed")

    def _run_silent(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref(
                "crm_complaints.crm_complaint_silent_cron"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def test_silence_closes_after_the_days(self):
        self.company.complaint_confirmation_days = 5
        with freeze_time(at(0, 1)):
            complaint = self._create_complaint()
            self._solve(complaint)
        self._run_silent(at(5, 0, 59))
        self.assertEqual(complaint.phase, "solved")
        self._run_silent(at(5, 1))
        self.assertEqual(
            (complaint.phase, complaint.confirmation), ("closed", "silent")
        )
        notes = " ".join(complaint.message_ids.mapped("body"))
        self.assertIn("no answer of the customer within 5 days", notes)

    @mute_logger("odoo.addons.crm_complaints.models.crm_complaint_jobs", "odoo.sql_db")
    def test_one_faulty_case_does_not_keep_the_others_open(self):
        self.company.complaint_confirmation_days = 5
        with freeze_time(at(0, 1)):
            faulty, sound = self._create_complaint(), self._create_complaint()
            self._solve(faulty)
            self._solve(sound)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "ALTER TABLE crm_complaint ADD CONSTRAINT refused "
                "CHECK (id != %s OR phase != 'closed')",
                faulty.id,
            )
        )
        self._run_silent(at(5, 1))
        self.assertEqual((faulty.phase, sound.phase), ("solved", "closed"))

    def test_who_writes_after_the_solution_is_not_silent(self):
        complaint = self._create_complaint()
        self._solve(complaint)
        asked = complaint.date_confirmation_asked
        complaint.sudo().message_post(
            body="Still broken",
            author_id=self.contact.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertGreaterEqual(complaint.date_confirmation_asked, asked)
        self.assertIn("wrote after the solution", complaint.activity_ids[-1:].summary)
        self.assertEqual(complaint.activity_ids[-1:].user_id, self.anna)

    def test_zero_days_never_close(self):
        self.company.complaint_confirmation_days = 0
        with freeze_time(at(0, 1)):
            complaint = self._create_complaint()
            self._solve(complaint)
        self._run_silent(at(300, 1))
        self.assertEqual(complaint.phase, "solved")

    def test_what_hinders_closing_is_told_the_agent(self):
        """A cause that is missing keeps the case open, and the job does not stop."""
        self.complaint.category_id = self.env["crm.complaint.category"].create(
            {"name": "Quality", "is_cause_required": True}
        )
        self._solve(self.complaint)
        self.complaint.sudo()._confirm("yes", "portal")
        self.assertEqual(self.complaint.phase, "solved")
        self.assertEqual(self.complaint.confirmation, "yes")
        self.assertEqual(self.complaint.activity_ids.user_id, self.anna)
