# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.tests import freeze_time, tagged
from odoo.tools import html2plaintext
from odoo.tools.translate import code_translations

from .common import ComplaintsCommon, at
from .compensation_common import CompensationCommon


class ReaderLanguage:
    """Chen leads the team and reads Chinese, anna reads English; jobs write English.

    Expected words are those of the module's Chinese catalogue.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.chen = cls._create_user(
            "chen_c", "crm_complaints.crm_complaints_group_manager"
        )
        cls.chen.lang = "zh_CN"
        cls.team.user_id = cls.chen
        with freeze_time(at(0, 0)):
            cls.case = cls._create_complaint()

    def translate(self, source, words):
        """A term of this test's own, in memory, beside those of the catalogue."""
        key = ("crm_complaints", "zh_CN")
        known = code_translations.get_python_translations(*key)
        patched = {**code_translations.python_translations}
        patched[key] = {**known, source: words}
        self.patch(code_translations, "python_translations", patched)

    def todo(self, record, user):
        return record.sudo().activity_ids.filtered(lambda a: a.user_id == user)

    def told(self, record, user):
        """The newest message that a user was notified of."""
        return self.env["mail.message"].search(
            [
                ("model", "=", record._name),
                ("res_id", "=", record.id),
                ("partner_ids", "=", user.partner_id.id),
            ],
            limit=1,
        )


@tagged("post_install", "-at_install")
class TestReaderLanguage(ReaderLanguage, ComplaintsCommon):
    def climb(self, moment):
        with freeze_time(moment):
            self.env["crm.complaint.clock"]._climb_ladders()
        self.env.invalidate_all()

    def test_customer_who_writes_after_closing(self):
        """Chen answers the case; the customer writes twice, one to-do is renewed."""
        case = self.case.sudo()
        case.user_id = self.chen
        self._answer(case)
        self._solve(case)
        case.action_close()
        for _number in range(2):
            case.message_post(
                body="Still torn",
                author_id=self.contact.id,
                message_type="email",
                subtype_xmlid="mail.mt_comment",
            )
        [todo] = self.todo(case, self.chen)
        self.assertEqual(todo.summary, f"{case.name}：客户在结案后来信")

    def test_ladder_calls_and_mails_each_in_his_language(self):
        with freeze_time(at(0, 0)):
            self._create_rung(is_agent_called=True, is_mailed=True, target="response")
        self.climb(at(0, 2))
        chinese, english = (
            self.todo(self.case, self.chen),
            self.told(self.case, self.anna),
        )
        self.assertIn("升级，第 1 级", chinese.summary)
        self.assertIn("的时间已用去 100 %", chinese.note)
        mail = self.told(self.case, self.chen)
        self.assertIn("升级，第 1 级", mail.subject)
        self.assertIn("截止时间：", mail.body)
        self.assertIn("的时间已用去 100 %", mail.body)
        self.assertIn("Escalation, level 1", english.subject)
        self.assertIn("100 % of the time", english.body)
        self.assertIn("Due at", english.body)
        self.assertIn("Escalation", self.todo(self.case, self.anna).summary)

    def test_own_text_of_a_rung_is_in_the_readers_language(self):
        template = self.env["mail.template"].create(
            {
                "name": "Wake up",
                "model_id": self.env["ir.model"]._get_id("crm.complaint"),
                "subject": "Wake up: {{ object.name }}",
                "body_html": "<p>Wake up</p>",
            }
        )
        template.with_context(lang="zh_CN").subject = "醒醒：{{ object.name }}"
        with freeze_time(at(0, 0)):
            self._create_rung(
                is_mailed=True, mail_template_id=template.id, target="response"
            )
        self.climb(at(0, 2))
        mail = self.told(self.case, self.chen)
        self.assertEqual(mail.subject, f"醒醒：{self.case.name}")

    def test_words_of_a_person_stay_as_he_wrote_them(self):
        with freeze_time(at(0, 1)):
            self._step(self.case, "escalate", "The customer shouts")
        todo = self.todo(self.case, self.chen)
        self.assertIn("升级，第 1 级", todo.summary)
        self.assertEqual(html2plaintext(todo.note), "The customer shouts")

    def test_call_in_the_morning(self):
        with freeze_time(at(0, 15)):
            self._step(self.case, "escalate", "The customer shouts")
        with freeze_time(at(1, 0)):
            self.env["crm.complaint"]._call_due()
        self.assertIn("升级", self.todo(self.case, self.chen).summary)

    def test_end_of_the_longest_pause(self):
        self.case.sudo().user_id = self.chen
        self.case.sudo()._tell_pause_over()
        todo = self.todo(self.case, self.chen)
        self.assertIn("已达到最长暂停时间", todo.summary)

    def test_case_to_hand_out(self):
        self.translate("Hand out %s", "分派 %s")
        self.case.sudo().user_id = False
        todo = self.todo(self.case, self.chen)
        self.assertEqual(todo.summary, f"分派 {self.case.name}")

    def test_overdue_measure(self):
        measure = self.env["crm.complaint.measure"].create(
            {
                "complaint_id": self.case.id,
                "name": "Double seam",
                "user_id": self.chen.id,
                "verifier_id": self.mona.id,
                "date_due": "2026-03-09",
            }
        )
        self.assertEqual(measure._remind(date(2026, 3, 10)), 1)
        body = self.told(measure, self.chen).body
        self.assertIn("请报告完成", body)
        self.assertIn("2026/03/09", body)

    def test_missed_promise_is_told_to_each_in_his_language(self):
        promise = self.env["crm.complaint.promise"].create(
            {
                "name": "New bags delivered",
                "complaint_id": self.case.id,
                "partner_id": self.contact.id,
                "user_id": self.anna.id,
                "date_promised": at(0, 1),
                "date_due": at(1, 8),
            }
        )
        self.assertEqual(promise._mark_missed(at(1, 9)), promise)
        self.assertIn("Promise missed", self.told(self.case, self.anna).body)
        self.assertIn("承诺未兑现", self.told(self.case, self.chen).body)
        kept = self.case.message_ids.filtered(
            lambda m: m.message_type != "user_notification" and "03/03" in m.body
        )
        self.assertEqual(len(kept), 1, "one note stays in the case")

    def test_service_of_a_technician(self):
        service = self.env["crm.complaint.service"].create(
            {
                "complaint_id": self.case.id,
                "kind_id": self.env["crm.complaint.service.kind"].search([])[:1].id,
                "user_id": self.chen.id,
            }
        )
        service.sudo()._tell_technician()
        self.assertIn("服务：", self.todo(service, self.chen).summary)


@tagged("post_install", "-at_install")
class TestReaderLanguageMoney(ReaderLanguage, CompensationCommon):
    def test_credit_note_to_post_and_draft_taken_away(self):
        self.company.write(
            {
                "complaint_credit_note_state": "draft",
                "complaint_accountant_id": self.chen.id,
            }
        )
        self.translate(
            "Post the credit note of %(amount)s for %(complaint)s",
            "过账 %(complaint)s",
        )
        self.complaint.sudo().user_id = self.chen
        offer = self._accepted("credit_note", 345.0)
        todo = self.todo(offer.move_id, self.chen)
        self.assertEqual(todo.summary, f"过账 {self.complaint.name}")
        offer.move_id.sudo().unlink()
        todo = self.todo(self.complaint, self.chen)
        self.assertIn("已被接受，但无法入账", todo.summary)

    def test_money_to_pay_back(self):
        self.company.complaint_refund_user_id = self.chen
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.invoice.ids
        )
        wizard.create({"amount": 1150.0})._create_payments()
        offer = self._accepted("refund", 345.0)
        self.assertIn("退还", self.todo(offer.move_id, self.chen).summary)

    def test_customer_is_told_in_his_language_what_was_carried_out(self):
        self.translate(
            "We carried out what you accepted: %(kind)s, %(amount)s, document "
            "%(document)s.",
            "已执行：%(document)s",
        )
        self.company.complaint_credit_note_state = "draft"
        self.contact.lang = "zh_CN"
        offer = self._accepted("credit_note", 345.0)
        offer.move_id.sudo().action_post()
        letter = self.complaint.message_ids.filtered(
            lambda m: m.message_type == "auto_comment" and "已执行" in m.body
        )
        self.assertIn(offer.move_id.name, letter.body)
