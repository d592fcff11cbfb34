# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import SQL, mute_logger

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestPromise(ComplaintsCommon):
    def setUp(self):
        super().setUp()
        with freeze_time(at(0, 1)):
            self.complaint = self._create_complaint()

    def promise(self, user=None, **values):
        """Promise given on Monday at 1, for Tuesday at 8 (UTC)."""
        user = user or self.anna
        context = self.complaint.with_user(user).action_promise()["context"]
        with freeze_time(at(0, 1, 30)):
            dialog = Form(
                self.env["crm.complaint.give.word"]
                .with_user(user)
                .with_context(**context)
            )
            dialog.name = "New bags delivered"
            dialog.date_due = at(1, 8)
            for name, value in values.items():
                dialog[name] = value
            dialog.save().action_confirm()
        return self.complaint.promise_ids.sorted("id")[-1]

    def test_dialog_records_reminds_and_writes(self):
        promise = self.promise()
        self.assertEqual(promise.state, "open")
        self.assertEqual(promise.partner_id, self.contact)
        letter = self.complaint.message_ids[0]
        self.assertIn("New bags delivered", letter.body)
        self.assertIn("03/03/2026 04:00 PM", letter.body)
        self.assertIn("we are sorry", letter.body)
        self.assertEqual(letter.author_id, self.anna.partner_id)
        self.assertIn(self.contact, letter.notified_partner_ids)
        self.assertEqual(self._clock(self.complaint, "response").state, "met")
        activity = self.complaint.activity_ids.filtered(
            lambda a: "New bags" in a.summary
        )
        self.assertEqual(activity.user_id, self.anna)
        self.assertEqual(self.complaint.promise_due, at(1, 8))

    def test_said_on_the_phone(self):
        before = self.complaint.message_ids
        self.promise(is_sent=False)
        self.assertFalse(self.complaint.message_ids - before)

    def test_kept_in_time(self):
        promise = self.promise()
        with freeze_time(at(1, 8)):
            promise.with_user(self.anna).action_keep()
        self.assertEqual((promise.state, promise.kept_rate), ("kept", 100.0))
        self.assertFalse(
            self.complaint.activity_ids.filtered(lambda a: "New bags" in a.summary)
        )
        with self.assertRaisesRegex(UserError, "settled already"):
            promise.with_user(self.anna).action_keep()

    def test_job_marks_missed_and_late_stays_missed(self):
        promise = self.promise()
        promises = self.env["crm.complaint.promise"]
        self.assertFalse(promises._mark_missed(at(1, 8)))
        self.assertEqual(promises._mark_missed(at(1, 9)), promise)
        self.assertFalse(promises._mark_missed(at(1, 10)))
        self.assertEqual(promise.state, "missed")
        self.assertIn("Promise missed", self.complaint.message_ids[0].body)
        with freeze_time(at(2, 3)):
            promise.with_user(self.anna).action_keep()
        self.assertEqual((promise.state, promise.date_done), ("missed", at(2, 3)))

    @mute_logger("odoo.addons.crm_complaints.models.crm_complaint_jobs", "odoo.sql_db")
    def test_one_faulty_promise_does_not_stop_the_others(self):
        faulty, sound = self.promise(), self.promise()
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "ALTER TABLE crm_complaint_promise ADD CONSTRAINT refused "
                "CHECK (id != %s OR state != 'missed')",
                faulty.id,
            )
        )
        promises = self.env["crm.complaint.promise"]
        self.assertEqual(promises._mark_missed(at(1, 9)), sound)
        self.assertFalse(promises._mark_missed(at(1, 9)))
        self.assertEqual((faulty.state, sound.state), ("open", "missed"))

    def test_too_late_is_missed_without_the_job(self):
        promise = self.promise()
        with freeze_time(at(1, 9)):
            promise.with_user(self.anna).action_keep()
        self.assertEqual(promise.state, "missed")

    def test_scheduled_job(self):
        promise = self.promise()
        with freeze_time(at(3, 0)), self.enter_registry_test_mode():
            self.env.ref(
                "crm_complaints.crm_complaint_promise_cron"
            ).method_direct_trigger()
        self.assertEqual(promise.state, "missed")

    def test_withdrawn_with_a_reason_before_its_time(self):
        promise, second = self.promise(), self.promise()
        for one, moment, refusal in (
            (promise, at(1, 7), ""),
            (second, at(1, 9), "what was missed stays missed"),
        ):
            context = one.with_user(self.anna).action_withdraw()["context"]
            dialog = (
                self.env["crm.complaint.reason"]
                .with_user(self.anna)
                .with_context(**context)
                .create({"reason": "Agreed otherwise"})
            )
            with freeze_time(moment):
                if refusal:
                    with self.assertRaisesRegex(UserError, refusal):
                        dialog.action_confirm()
                else:
                    dialog.action_confirm()
        self.assertEqual(
            (promise.state, promise.reason), ("withdrawn", "Agreed otherwise")
        )

    def test_rate_of_promises_kept(self):
        """Two kept, one missed, one open: two thirds of those decided."""
        kept = [self.promise(), self.promise()]
        missed = self.promise()
        self.promise()
        with freeze_time(at(1, 3)):
            for promise in kept:
                promise.with_user(self.anna).action_keep()
        missed.sudo().state = "missed"
        domain = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_promise_action_report"
        )["domain"]
        self.assertEqual(domain, "[('state', 'in', ('kept', 'missed'))]")
        (rate,) = self.env["crm.complaint.promise"]._read_group(
            [("state", "in", ("kept", "missed"))], [], ["kept_rate:avg"]
        )[0]
        self.assertAlmostEqual(rate, 200 / 3)

    @mute_logger(
        "odoo.models",
        "odoo.addons.base.models.ir_rule",
        "odoo.addons.base.models.ir_model",
    )
    def test_who_promises_and_nothing_is_forged(self):
        promise = self.promise()
        values = {"name": "All", "date_due": at(9, 0), "partner_id": self.contact.id}
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.sally)._promise(values, None)
        for name, value in (("state", "kept"), ("date_due", at(9, 0))):
            with self.assertRaises(AccessError):
                self._forge(promise, self.mona, **{name: value})
        with self.assertRaises(AccessError):
            promise.with_user(self.sally).action_keep()

    def test_only_the_future_and_only_this_customer(self):
        stranger = self._create_partner("Gamma", "fred@gamma.test")
        values = {"name": "All", "user_id": self.anna.id, "partner_id": self.contact.id}
        complaint = self.complaint.with_user(self.anna)
        with freeze_time(at(0, 3)):
            with self.assertRaisesRegex(UserError, "still to come"):
                complaint._promise({**values, "date_due": at(0, 2)}, None)
            foreign = {**values, "partner_id": stranger.id, "date_due": at(1, 2)}
            with self.assertRaisesRegex(UserError, "no contact of"):
                complaint._promise(foreign, None)

    def test_letters_can_be_read(self):
        self.promise()
        self.complaint.sudo().solution = "We bring new bags."
        for name, words in (
            ("question", "since when and how often"),
            ("apology", "we promise to serve you better"),
            ("settled", "New bags delivered"),
            ("delay", "it takes longer"),
        ):
            template = self.env.ref(f"crm_complaints.crm_complaint_template_{name}")
            composer = (
                self.env["mail.compose.message"]
                .with_user(self.anna)
                .with_context(
                    default_model="crm.complaint",
                    default_res_ids=self.complaint.ids,
                    default_template_id=template.id,
                )
                .create({})
            )
            self.assertIn(words, composer.body)
