# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import ComplaintsCommon

SIGNED = {
    "team_words": "Anna, service; Li, warehouse",
    "problem": "Three of ten bags torn",
    "containment": "Lot 7 blocked",
    "cause_occurrence": "Seam too thin",
    "cause_detection": "No test at goods in",
    "corrective": "Double seam",
    "implemented": "Double seam since Monday",
    "validated": "No torn bag in 1,000",
    "prevention": "Test at goods in",
    "closure": "Thanks to the team",
}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestInvestigation(ComplaintsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cause = cls.env["crm.complaint.cause"].create({"name": "Thin seam"})
        cls.category = cls.env["crm.complaint.category"].create({"name": "Bags"})
        cls.complaint = cls._create_complaint(category_id=cls.category.id)
        cls.work = cls.complaint.with_user(cls.anna)

    def why(self, name, parent=None, **values):
        return self.env["crm.complaint.why"].create(
            {
                "complaint_id": self.complaint.id,
                "name": name,
                "parent_id": parent.id if parent else False,
                **values,
            }
        )

    def sheet(self, **values):
        self.work.action_view_sheet()
        sheet = self.work.sheet_ids
        sheet.write(values)
        return sheet

    def close(self):
        self._solve(self.complaint)
        self.work.action_close()

    def test_whys_end_in_a_cause_of_the_list(self):
        first = self.why("Bags tear", kind="material")
        second = self.why("Seam is thin", first)
        third = self.why("Thread was changed", second, cause_id=self.cause.id)
        self.assertEqual((first | second | third).mapped("level"), [1, 2, 3])
        third.with_user(self.anna).action_take_cause()
        self.assertEqual(self.complaint.cause_id, self.cause)
        with self.assertRaises(UserError):
            first.with_user(self.anna).action_take_cause()

    def test_tree_stays_in_its_case_and_question(self):
        first = self.why("Bags tear")
        second = self.why("Seam is thin", first)
        with self.assertRaises(UserError):
            first.parent_id = second
        with self.assertRaises(ValidationError):
            self.why("Not seen", first, question="b_detection")
        other = self._create_complaint()
        with self.assertRaises(ValidationError):
            self.why("Other", first, complaint_id=other.id)

    def test_motive_brings_its_advice(self):
        motive = self.env["crm.complaint.motive"].create(
            {"name": "Afraid of more damage", "advice": "Block the lot at once."}
        )
        self.work.motive_ids = motive
        self.assertEqual(self.work.motive_advice, "Block the lot at once.")

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_person_of_a_fault_is_for_managers_only(self):
        fault = self.env.ref("crm_complaints.crm_complaint_fault_contradict")
        self.work.conduct_ids = [
            Command.create({"fault_id": fault.id, "note": "“You are wrong.”"})
        ]
        conduct = self.complaint.conduct_ids
        conduct.with_user(self.mona).person_id = self.boris
        with self.assertRaises(AccessError):
            conduct.with_user(self.anna).read(["person_id"])
        with self.assertRaises(AccessError):
            conduct.with_user(self.anna).person_id = self.anna
        with self.assertRaises(AccessError):
            self.env["crm.complaint.conduct"].with_user(self.anna).search(
                [("person_id", "=", self.boris.id)]
            )
        self.assertEqual(conduct.with_user(self.mona).person_id, self.boris)

    def test_steps_are_signed_in_order_with_user_and_moment(self):
        sheet = self.sheet()
        with self.assertRaisesRegex(UserError, "D1"):
            sheet.action_sign()
        sheet.write(SIGNED)
        for _step in range(8):
            sheet.action_sign()
        self.assertEqual((sheet.signed_step, sheet.progress), (8, 100))
        signs = sheet.sudo().sign_ids
        self.assertEqual(signs.mapped("step"), [str(n) for n in range(1, 9)])
        self.assertEqual(signs.user_id, self.anna)
        with self.assertRaises(UserError):
            sheet.action_sign()

    def test_signed_step_stays_until_it_is_opened_again(self):
        sheet = self.sheet(**SIGNED)
        sheet.action_sign()
        sheet.action_sign()
        with self.assertRaises(UserError):
            sheet.problem = "Two bags"
        sheet.action_unsign()
        sheet.problem = "Two bags"
        self.assertEqual(sheet.signed_step, 1)
        self.assertEqual(
            sheet.sudo().sign_ids.mapped("kind"), ["sign", "sign", "unsign"]
        )
        with self.assertRaises(UserError):
            sheet.sudo().sign_ids[0].step = "8"

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_signatures_are_not_forged(self):
        sheet = self.sheet(**SIGNED)
        with self.assertRaises(AccessError):
            self._forge(sheet, self.anna, signed_step=8)
        with self.assertRaises(AccessError):
            self.env["crm.complaint.sheet.sign"].with_user(self.anna).create(
                {"sheet_id": sheet.id, "step": "1", "kind": "sign"}
            )
        for user in (self.boris, self.sally):
            with self.assertRaises(AccessError):
                sheet.with_user(user).action_sign()

    def test_implemented_means_that_corrections_are_done(self):
        sheet = self.sheet(**SIGNED)
        self.work.measure_ids = [
            Command.create({"name": "Double seam", "date_due": "2026-03-09"})
        ]
        for _step in range(5):
            sheet.action_sign()
        with self.assertRaisesRegex(UserError, "Double seam"):
            sheet.action_sign()
        self.work.measure_ids._record_done("Sewn twice")
        sheet.action_sign()
        self.assertEqual(sheet.signed_step, 6)

    def test_one_sheet_per_complaint(self):
        action = self.work.action_view_sheet()
        again = self.work.action_view_sheet()
        self.assertEqual(action["res_id"], again["res_id"])
        self.assertEqual(self.work.sheet_ids.problem, self.complaint.subject)

    def test_category_asks_for_the_8d_before_closing(self):
        self.category.is_8d_required = True
        with self.assertRaisesRegex(UserError, "8D"):
            self.close()
        sheet = self.sheet(**SIGNED)
        for _step in range(8):
            sheet.action_sign()
        self.work.action_close()
        self.assertEqual(self.complaint.phase, "closed")

    def test_measure_counts_as_corrective_action(self):
        self.category.is_cause_required = True
        self.complaint.cause_id = self.cause
        with self.assertRaises(UserError):
            self.close()
        self.work.measure_ids = [
            Command.create({"name": "Double seam", "date_due": "2026-03-09"})
        ]
        self.close()
        self.assertEqual(self.complaint.phase, "closed")

    def test_report_of_the_8d(self):
        sheet = self.sheet(**SIGNED)
        sheet.action_sign()
        html = self.env["ir.actions.report"]._render_qweb_html(
            "crm_complaints.report_8d", self.complaint.ids
        )[0]
        page = html.decode()
        for words in ("Three of ten bags torn", "Double seam", self.anna.name):
            self.assertIn(words, page)

    def test_8d_is_sent_to_the_customer_from_the_form(self):
        with self.assertRaises(UserError):
            self.work.action_send_8d()
        self.sheet(**SIGNED)
        context = self.work.action_send_8d()["context"]
        composer = (
            self.env["mail.compose.message"]
            .with_user(self.anna)
            .with_context(**context)
            .create({})
        )
        self.assertEqual(composer.partner_ids, self.contact)
        composer._action_send_mail()
        message = self.complaint.message_ids[0]
        self.assertEqual(message.subject, f"{self.complaint.name}: 8D report")
        self.assertEqual(len(message.attachment_ids), 1)
        self.assertIn(message, self.complaint._portal_messages())
