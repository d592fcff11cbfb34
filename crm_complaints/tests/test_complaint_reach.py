# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestComplaintReach(ComplaintsCommon):
    """A message is the answer only when it reaches somebody of the customer's side."""

    def setUp(self):
        super().setUp()
        with freeze_time(at(0, 1)):
            self.complaint = self._create_complaint()

    def response(self, complaint=None):
        return self._clock(complaint or self.complaint, "response").state

    def say(self, complaint=None, **values):
        """anna writes an hour after the complaint came."""
        with freeze_time(at(0, 2)):
            self._answer(complaint or self.complaint, **values)
        return self.response(complaint)

    def by_phone_only(self, **values):
        """Complaint of a customer who has nothing but a telephone."""
        partner = self._create_partner("Phone Only", False)
        with freeze_time(at(0, 1)):
            return self._create_complaint(partner_id=partner.child_ids.id, **values)

    def test_message_mailed_to_the_customer_counts(self):
        self.assertEqual(self.say(), "met")
        self.assertEqual(self._clock(self.complaint, "response").date_done, at(0, 2))

    def test_message_to_colleagues_only_does_not_count(self):
        self.complaint.sudo().message_unsubscribe(partner_ids=self.contact.ids)
        self.assertEqual(self.say(partner_ids=self.mona.partner_id.ids), "running")
        self.assertEqual(self.say(partner_ids=self.contact.ids), "met")

    def test_message_to_a_third_party_does_not_count(self):
        self.complaint.sudo().message_unsubscribe(partner_ids=self.contact.ids)
        supplier = self._create_partner("Kiln", "kiln@supplier.test").child_ids
        self.assertEqual(self.say(partner_ids=supplier.ids), "running")
        self.assertEqual(self.say(outgoing_email_to="kiln@supplier.test"), "running")
        self.assertEqual(self.say(outgoing_email_to="Paula@alpha.test"), "met")

    def test_another_person_of_the_customer_is_the_customer(self):
        self.complaint.sudo().message_unsubscribe(partner_ids=self.contact.ids)
        self.partner.child_ids = [
            Command.create({"name": "Otto", "email": "otto@alpha.test"})
        ]
        otto = self.partner.child_ids - self.contact
        self.assertEqual(self.say(partner_ids=otto.ids), "met")

    def test_colleagues_own_mail_with_the_customer_in_copy_counts(self):
        self.complaint.sudo().message_unsubscribe(partner_ids=self.contact.ids)
        with freeze_time(at(0, 2)):
            self.complaint.sudo().message_post(
                body="We look into it.",
                message_type="email",
                author_id=self.anna.partner_id.id,
                subtype_xmlid="mail.mt_comment",
                incoming_email_cc="Paula <paula@alpha.test>",
            )
        self.assertEqual(self.response(), "met")

    def test_customer_with_a_log_in_reads_it_on_his_page(self):
        complaint = self.by_phone_only()
        self._create_portal_user("by_page", complaint.partner_id)
        complaint.partner_id.email = False
        complaint.email_from = False
        self.assertEqual(self.say(complaint), "met")
        self.assertTrue(complaint.is_reached_in_writing)

    def test_message_to_nobody_is_no_answer_and_a_call_is(self):
        complaint = self.by_phone_only()
        self.assertFalse(complaint.is_reached_in_writing)
        self.assertEqual(self.say(complaint), "running")
        with freeze_time(at(0, 2, 30)):
            self._step(complaint, "answer_by_phone", "A car comes tomorrow")
        clock = self._clock(complaint, "response")
        self.assertEqual((clock.state, clock.date_done), ("met", at(0, 2, 30)))
        self.assertIn("A car comes tomorrow", complaint.message_ids[:1].body)
        self.assertTrue(complaint.message_ids[:1].subtype_id.internal)

    def test_done_call_among_the_activities_counts(self):
        for complaint, state in (
            (self.by_phone_only(), "met"),
            (self.complaint, "running"),  # this customer can be written to
        ):
            call = complaint.with_user(self.anna).activity_schedule(
                "mail.mail_activity_data_call", user_id=self.anna.id
            )
            with freeze_time(at(0, 2)):
                call.with_user(self.anna).action_feedback("Told them about the car")
            self.assertEqual(self.response(complaint), state)

    def test_done_task_is_no_call(self):
        complaint = self.by_phone_only()
        complaint.with_user(self.anna).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.anna.id
        ).action_feedback("Done")
        self.assertEqual(self.response(complaint), "running")

    def test_word_given_on_the_phone_counts(self):
        complaint = self.by_phone_only()
        with freeze_time(at(0, 2)):
            dialog = self.env["crm.complaint.give.word"].with_user(self.anna)
            dialog.create(
                {
                    "complaint_id": complaint.id,
                    "partner_id": complaint.partner_id.id,
                    "name": "New bags",
                    "date_due": at(1, 2),
                    "is_sent": False,
                }
            ).action_confirm()
        self.assertEqual(self.response(complaint), "met")

    def test_recorded_confirmation_counts(self):
        complaint = self.by_phone_only()
        with freeze_time(at(0, 2)):
            self._solve(complaint)
        self.assertEqual(self.response(complaint), "running")
        with freeze_time(at(0, 2, 45)):
            complaint.with_user(self.anna)._confirm("yes", "phone", "All is well now")
        self.assertEqual(self._clock(complaint, "response").date_done, at(0, 2, 45))

    def test_call_is_no_way_around_writing(self):
        with self.assertRaisesRegex(UserError, "a message reaches Alpha Works"):
            self._step(self.complaint, "answer_by_phone", "Told them")
        self.assertEqual(self.response(), "running")

    def test_who_may_not_change_it_records_no_call(self):
        complaint = self.by_phone_only()
        with self.assertRaises(AccessError):
            complaint.with_user(self.sally)._answer_by_phone("Told them")
        with self.assertRaisesRegex(UserError, "what the customer was told"):
            complaint.with_user(self.anna)._answer_by_phone("  ")

    def test_complaints_are_exported(self):
        """Another add-on asks each model whether a column reaches the customer."""
        self.env.ref("base.group_allow_export").user_ids |= self.anna
        found = self.complaint.with_user(self.anna).export_data(["name", "subject"])
        self.assertEqual(found["datas"], [[self.complaint.name, "Broken bags"]])
