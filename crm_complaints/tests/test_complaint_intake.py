# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import ComplaintsMoneyCommon, at


@tagged("post_install", "-at_install")
class TestComplaintIntake(ComplaintsMoneyCommon):
    def line(self, **values):
        values = {"order_line_id": self.order.order_line.id, "quantity": 1, **values}
        return [Command.create(values)]

    def test_same_product_again_is_a_repeat(self):
        with freeze_time(at(0, 3)):
            first = self._create_complaint(line_ids=self.line())
        with freeze_time(at(10, 3)):
            other = self._create_complaint()
            again = self._create_complaint(line_ids=self.line())
        self.assertFalse(first.is_repeat)
        self.assertFalse(other.is_repeat)
        self.assertTrue(again.is_repeat)
        self.assertEqual(again.repeat_ids, first)
        with freeze_time(at(95, 3)):
            late = self._create_complaint(line_ids=self.line())
        self.assertEqual(late.repeat_ids, again, "the first is 95 days ago, 90 count")

    def test_category_and_cause_found_later_make_a_repeat(self):
        quality = self.env.ref("crm_complaints.crm_complaint_category_quality")
        cause = self.env.ref("crm_complaints.crm_complaint_cause_product_defect")
        first = self._create_complaint(category_id=quality.id)
        second = self._create_complaint(category_id=quality.id)
        self.assertTrue(second.is_repeat)
        third = self._create_complaint()
        self.assertFalse(third.is_repeat)
        first.cause_id = cause
        third.with_user(self.anna).cause_id = cause
        self.assertEqual(third.repeat_ids, first)
        self.assertTrue(third.is_repeat)

    def test_goods_named_later_make_a_repeat(self):
        """Also when the agent finds out only afterwards what it is about, and not any
        more when it was something else."""
        sand = self.env["product.product"].create({"name": "Sand"})
        first = self._create_complaint(line_ids=self.line())
        second = self._create_complaint()
        self.assertFalse(second.is_repeat)
        second.with_user(self.anna).line_ids = self.line()
        self.assertTrue(second.is_repeat)
        self.assertEqual(second.repeat_ids, first)
        second.with_user(self.anna).line_ids = [
            Command.clear(),
            Command.create({"product_id": sand.id}),
        ]
        self.assertFalse(second.is_repeat)
        self.assertEqual(second.repeat_percent, 0)

    def test_no_repeat_of_others_cancelled_or_praise(self):
        quality = self.env.ref("crm_complaints.crm_complaint_category_quality")
        stranger = self._create_partner("Gamma", "fred@gamma.test").child_ids
        self._create_complaint(category_id=quality.id, partner_id=stranger.id)
        self._create_complaint(category_id=quality.id, kind="praise")
        gone = self._create_complaint(category_id=quality.id)
        self._step(gone, "cancel", "Filed by mistake")
        second = self._create_complaint(category_id=quality.id)
        self.assertFalse(second.is_repeat)
        self.company.complaint_repeat_days = 0
        self.assertFalse(self._create_complaint(category_id=quality.id).is_repeat)

    def test_repeat_rate(self):
        quality = self.env.ref("crm_complaints.crm_complaint_category_quality")
        cases = self.env["crm.complaint"]
        for _number in range(4):
            cases |= self._create_complaint(category_id=quality.id)
        (rate,) = self.env["crm.complaint"]._read_group(
            [("id", "in", cases.ids)], [], ["repeat_percent:avg"]
        )[0]
        self.assertEqual(rate, 75.0)

    def test_repeat_is_not_forged(self):
        complaint = self._create_complaint()
        with self.assertRaises(AccessError):
            self._forge(complaint, self.anna, is_repeat=True)

    def test_phone_entry_warns_and_shows_the_customer(self):
        quality = self.env.ref("crm_complaints.crm_complaint_category_quality")
        first = self._create_complaint(category_id=quality.id)
        form = Form(
            self.env["crm.complaint"].with_user(self.anna),
            "crm_complaints.crm_complaint_view_form_quick",
        )
        form.partner_id = self.contact
        form.category_id = quality
        self.assertEqual(form.repeat_ids[:], first)
        self.assertEqual(form.customer_open_complaint_ids[:], first)
        self.assertIn(self.order.name, form.customer_bought)
        self.assertEqual(form.customer_open_amount, 1150.0)
        form.description = "Torn again"
        complaint = form.save()
        self.assertTrue(complaint.is_repeat)
        self.assertEqual(complaint.channel, "phone")

    def test_buttons_open_the_short_form(self):
        invoice = self.invoice.with_user(self.anna).action_new_complaint()
        context = invoice["context"]
        self.assertEqual(context["default_partner_id"], self.partner.id)
        values = context["default_line_ids"][0][2]
        self.assertEqual(values["invoice_line_id"], self.invoice.invoice_line_ids.id)
        self.assertEqual(values["order_line_id"], self.order.order_line.id)
        for record in (self.contact, self.customer):
            action = record.with_user(self.sally).action_new_complaint()
            self.assertIn("default_partner_id", action["context"])
        visit = self.env["crm.customer.visit"].create(
            {"customer_id": self.customer.id, "date_start": at(0, 3), "name": "Tour"}
        )
        action = visit.with_user(self.sally).action_new_complaint()
        self.assertEqual(action["context"]["default_channel"], "visit")

    def test_found_caller_complains(self):
        self.contact.phone = "0531 8888 6666"
        finder = self.env["crm.caller.find"].with_user(self.sally)
        found = finder.create({"phone": "053188886666"})
        found.action_find()
        action = found.line_ids.action_new_complaint()
        self.assertEqual(action["context"]["default_channel"], "phone")
        other = finder.with_user(self.sam).create({"phone": "053188886666"})
        other.action_find()
        with self.assertRaises(AccessError):
            other.line_ids.action_new_complaint()

    def test_invoice_of_somebody_else_is_refused(self):
        stranger = self._create_partner("Gamma", "fred@gamma.test")
        foreign = self._invoice(self._create_order(partner=stranger))
        with self.assertRaisesRegex(ValidationError, "not a posted invoice of"):
            self._create_complaint(
                line_ids=[
                    Command.create({"invoice_line_id": foreign.invoice_line_ids.id})
                ]
            )

    def test_dispute_is_told_within_three_days(self):
        with freeze_time(at(2, 3)):
            dispute = self._create_complaint(kind="dispute", date_event="2026-03-02")
        self.assertEqual(dispute.date_tell_by, date(2026, 3, 5))
        with self.assertRaises(AccessError):
            self._forge(dispute, self.anna, date_told="2026-03-02")
        with self.assertRaises(AccessError):
            dispute.with_user(self.sally).action_record_told()
        with freeze_time(at(4, 3)):
            dispute.with_user(self.anna).action_record_told()
        self.assertEqual(dispute.date_told, date(2026, 3, 6))
        self.assertTrue(dispute.is_told_late)

    def test_customer_who_files_has_told(self):
        with freeze_time(at(0, 3)):
            dispute = self._create_complaint(kind="dispute", channel="portal")
        self.assertEqual(dispute.date_told, date(2026, 3, 2))
        self.assertFalse(dispute.is_told_late)
        self.assertFalse(self._create_complaint().date_tell_by)

    def test_day_of_a_dispute_is_that_of_the_team(self):
        """Seven in the morning of 3 March in Shanghai is 2 March, 23 h, in UTC."""
        with freeze_time(at(0, 23)):
            dispute = self._create_complaint(kind="dispute")
            told = self._create_complaint(kind="dispute", channel="portal")
            dispute.with_user(self.anna).action_record_told()
        self.assertEqual(dispute.date_tell_by, date(2026, 3, 6))
        self.assertEqual(told.date_told, date(2026, 3, 3))
        self.assertEqual(dispute.date_told, date(2026, 3, 3))

    def test_agent_is_reminded_once(self):
        with freeze_time(at(0, 3)):
            dispute = self._create_complaint(kind="dispute")
        complaints = self.env["crm.complaint"]
        complaints._cron_remind_tell(date(2026, 3, 3))
        self.assertFalse(dispute.activity_ids)
        complaints._cron_remind_tell(date(2026, 3, 4))
        complaints._cron_remind_tell(date(2026, 3, 5))
        self.assertEqual(dispute.activity_ids.user_id, self.anna)
        missed = self.env["crm.complaint"].search(
            [("date_tell_by", "<", "2026-03-06"), ("date_told", "=", False)]
        )
        self.assertIn(dispute, missed)

    def test_dispute_names_a_document_of_the_customer(self):
        dispute = self._create_complaint(kind="dispute")
        dispute.contract_ref = self.order
        stranger = self._create_partner("Gamma", "fred@gamma.test")
        foreign = self._create_order(partner=stranger)
        with self.assertRaisesRegex(ValidationError, "not a document of"):
            dispute.contract_ref = foreign

    def test_next_opening_of_the_team(self):
        opening = self.team._next_opening(at(-1, 3))
        self.assertEqual(opening, at(0, 0), "Monday 8:00 in Shanghai")
        self.assertIsNone(self.team._next_opening(at(0, 3)))
        lunch = self.team._next_opening(at(0, 4, 30))
        self.assertEqual(lunch, at(0, 5))
        words = self.team._closed_words(at(-1, 3))
        self.assertIn("Monday, 2 March 2026, 08:00", words)
        self.team.resource_calendar_id = False
        self.assertFalse(self.team._closed_words(at(-1, 3)))

    def test_kinds_have_own_teams_and_words(self):
        repair = self.team.copy({"name": "Repair", "kind": "service"})
        repair.intake_text = "Repairs at your place"
        complaint = self._create_complaint(kind="service")
        self.assertEqual(complaint.team_id, repair)
        kinds = self.env["crm.complaint"]._selection_kind()
        words = self.team._kind_words(self.company, kinds)
        self.assertEqual(words, [("Service Request", "Repairs at your place")])

    def test_visit_by_phone_was_a_call(self):
        visits = self.env["crm.customer.visit"]
        for mode, channel in (("phone", "phone"), ("event", "visit"), ("fax", "other")):
            kind = self.env["crm.visit.type"].create({"name": mode, "mode": mode})
            visit = visits.create({"customer_id": self.customer.id, "type_id": kind.id})
            action = visit.with_user(self.sally).action_new_complaint()
            self.assertEqual(action["context"]["default_channel"], channel)
