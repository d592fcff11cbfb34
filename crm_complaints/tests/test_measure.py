# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import PNG, ComplaintsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestMeasure(ComplaintsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wanda = cls._create_user("wanda_c", "base.group_user")
        cls.cause = cls.env["crm.complaint.cause"].create({"name": "Thin seam"})
        cls.category = cls.env["crm.complaint.category"].create({"name": "Bags"})
        cls.complaint = cls._create_complaint(
            category_id=cls.category.id, cause_id=cls.cause.id
        )
        cls.measure = cls._measure()

    @classmethod
    def _measure(cls, **values):
        return (
            cls.env["crm.complaint.measure"]
            .with_user(cls.anna)
            .create(
                {
                    "complaint_id": cls.complaint.id,
                    "name": "Double seam",
                    "user_id": cls.wanda.id,
                    "verifier_id": cls.mona.id,
                    "date_due": "2026-03-09",
                    "check_days": 10,
                    **values,
                }
            )
        )

    def step(self, operation, user, measure=None, note="Seen in 20 lots", **more):
        return (
            self.env["crm.complaint.measure.step"]
            .with_user(user)
            .create(
                {
                    "measure_id": (measure or self.measure).id,
                    "operation": operation,
                    "note": note,
                    **more,
                }
            )
            .action_confirm()
        )

    def close(self):
        work = self.complaint.with_user(self.anna)
        if self.complaint.phase != "solved":
            self._solve(self.complaint)
        work.action_close()

    def test_owner_has_an_activity_until_it_is_done(self):
        activity = self.measure.activity_ids
        self.assertEqual(activity.user_id, self.wanda)
        self.assertEqual(activity.date_deadline, date(2026, 3, 9))
        self.measure.with_user(self.anna).date_due = "2026-03-12"
        activity = self.measure.activity_ids
        self.assertEqual(activity.mapped("date_deadline"), [date(2026, 3, 12)])
        self.step("done", self.wanda)
        self.assertEqual(self.measure.activity_ids.user_id, self.mona)
        self.assertEqual(self.measure.activity_ids.date_deadline, date(2026, 3, 12))

    def test_owner_of_any_department_reports_it_done(self):
        self.step("done", self.wanda, note="Sewn twice")
        self.assertRecordValues(
            self.measure,
            [
                {
                    "state": "done",
                    "result": "Sewn twice",
                    "date_done": date(2026, 3, 2),
                    "done_by_id": self.wanda.id,
                    "date_check": date(2026, 3, 12),
                }
            ],
        )
        with self.assertRaises(UserError):
            self.step("done", self.wanda)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_proofs_are_read_by_the_verifier_and_own_uploads_only(self):
        uploads = self.env["ir.attachment"].with_user(self.wanda)
        values = {"res_model": "crm.complaint.measure.step", "res_id": 0}
        proof = uploads.create({"name": "photo.png", "raw": PNG, **values})
        foreign = self.env["ir.attachment"].create({"name": "x", **values})
        with self.assertRaises(AccessError):
            self.step("done", self.wanda, attachment_ids=[Command.set(foreign.ids)])
        self.step("done", self.wanda, attachment_ids=[Command.set(proof.ids)])
        self.assertEqual(proof.with_user(self.mona).raw, PNG)
        self.assertEqual(proof.res_id, self.measure.id)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_others_report_and_read_nothing(self):
        stranger = self._create_user("stan_c", "base.group_user")
        records = self.env["crm.complaint.measure"]
        self.assertFalse(records.with_user(stranger).search([]))
        self.assertFalse(records.with_user(self.sally).search([]))
        with self.assertRaises(AccessError):
            self.step("done", stranger)
        with self.assertRaises(AccessError):
            self.step("done", self.boris)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_effect_is_judged_by_somebody_else(self):
        self.step("done", self.anna)
        for user in (self.wanda, self.anna):
            with self.assertRaises(AccessError):
                self.step("effective", user)
        with self.assertRaises(AccessError):
            self.step("effective", self.boris)
        self.step("effective", self.mona)
        self.assertEqual(self.measure.state, "effective")
        self.assertEqual(self.measure.verified_by_id, self.mona)
        self.assertEqual(self.measure.evidence, "Seen in 20 lots")

    def test_owner_is_no_verifier(self):
        with self.assertRaises(ValidationError):
            self.measure.verifier_id = self.wanda

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_state_and_promise_cannot_be_forged(self):
        with self.assertRaises(AccessError):
            self._forge(self.measure, self.mona, state="effective")
        with self.assertRaises(AccessError):
            self._forge(self.measure, self.wanda, name="Nothing")
        self.step("done", self.wanda)
        with self.assertRaises(UserError):
            self.measure.with_user(self.anna).date_due = "2026-04-01"
        with self.assertRaises(UserError):
            self.measure.with_user(self.anna).unlink()

    def test_no_effect_asks_for_a_new_measure(self):
        self.category.measure_rule = "done"
        self.step("done", self.wanda)
        action = self.step("ineffective", self.mona)
        self.assertEqual(action["context"]["default_parent_id"], self.measure.id)
        todo = self.measure.activity_ids
        self.assertEqual(todo.user_id, self.anna)
        with self.assertRaisesRegex(UserError, "no effect"):
            self.close()
        self.complaint.invalidate_recordset()
        second = self._measure(name="Triple seam", parent_id=self.measure.id)
        self.step("done", self.wanda, second)
        self.close()
        self.assertEqual(self.complaint.phase, "closed")

    def test_closing_needs_measures_done(self):
        self.category.measure_rule = "done"
        with self.assertRaisesRegex(UserError, "not done yet"):
            self.close()
        self.step("done", self.wanda)
        self.close()
        self.assertEqual(self.complaint.phase, "closed")

    def test_closing_needs_measures_verified(self):
        self.category.measure_rule = "verified"
        self.step("done", self.wanda)
        with self.assertRaisesRegex(UserError, "not verified"):
            self.close()
        self.step("effective", self.mona)
        self.close()
        self.assertEqual(self.complaint.phase, "closed")

    def test_closing_needs_more_than_containment(self):
        self.category.measure_rule = "done"
        self.measure.with_user(self.anna).kind = "containment"
        self.step("done", self.wanda)
        with self.assertRaisesRegex(UserError, "corrective or preventive"):
            self.close()

    def test_overdue_is_told_once_a_week(self):
        records = self.env["crm.complaint.measure"]
        overdue = [("is_overdue", "=", True), ("id", "=", self.measure.id)]
        self.assertFalse(records.search_count(overdue))
        with freeze_time("2026-03-10 02:00:00"):
            self.env.invalidate_all()
            self.assertEqual(records.search_count(overdue), 1)
            self.assertEqual(records._remind(date(2026, 3, 10)), 1)
            self.assertEqual(records._remind(date(2026, 3, 11)), 0)
        note = self.env["mail.message"].search(
            [("model", "=", records._name), ("res_id", "=", self.measure.id)], limit=1
        )
        self.assertEqual(note.partner_ids, self.wanda.partner_id)
        self.assertEqual(records._remind(date(2026, 3, 17)), 1)

    def test_scheduled_job(self):
        self.measure.sudo().date_due = "2026-03-01"
        with self.enter_registry_test_mode():
            self.env.ref(
                "crm_complaints.crm_complaint_measure_cron"
            ).method_direct_trigger()
        self.assertEqual(self.measure.date_reminded, date(2026, 3, 2))

    def test_same_cause_since_then_is_counted(self):
        self.step("done", self.wanda)
        self._create_complaint(cause_id=self.cause.id)
        with freeze_time("2026-03-05 02:00:00"):
            self._create_complaint(cause_id=self.cause.id)
            cancelled = self._create_complaint(cause_id=self.cause.id)
            self._step(cancelled, "cancel", "Filed twice")
            self._create_complaint()
        self.measure.invalidate_recordset(["repeat_count"])
        self.assertEqual(self.measure.repeat_count, 1)

    def test_shares_kept_and_effective(self):
        """Done in time and effective, done late and not effective, overdue, open."""
        self.step("done", self.wanda)
        self.step("effective", self.mona)
        late = self._measure(name="Late")
        late._record_done("Done", date(2026, 3, 11))
        late.with_user(self.mona)._verify(False, "Torn again")
        self._measure(name="Overdue", date_due="2026-03-01")
        self._measure(name="Open")
        rows = self.env["crm.complaint.measure.report"]._read_group(
            [("complaint_id", "=", self.complaint.id)],
            [],
            ["__count", "kept_rate:avg", "effective_rate:avg", "delay_days:avg"],
        )
        count, kept, effective, delay = rows[0]
        self.assertEqual(count, 4)
        self.assertAlmostEqual(kept, 100 / 3, 6)
        self.assertAlmostEqual(effective, 50.0, 6)
        self.assertAlmostEqual(delay, (-7 + 2) / 2, 6)
