# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import PNG, ComplaintsBuilders, ComplaintsCommon
from .portal_client import PortalClient

TOKEN = "access_token="


@tagged("post_install", "-at_install")
class TestComplaintLink(PortalClient, ComplaintsBuilders, HttpCase):
    """The link of the mail answers for the customer: nobody of the company has it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_complaints()
        cls._set_up_portal()
        cls.complaint = cls._create_complaint()
        cls.service = cls.env["crm.complaint.service"].create(
            {
                "complaint_id": cls.complaint.id,
                "kind_id": cls.env["crm.complaint.service.kind"].search([], limit=1).id,
                "user_id": cls.anna.id,
                "work_done": "Bags replaced",
            }
        )
        cls.service.state = "done"
        cls.inquiry = cls.env["crm.complaint.inquiry"].create(
            {
                "complaint_id": cls.complaint.id,
                "partner_id": cls.stranger.child_ids.id,
                "problem": "Seam torn",
            }
        )
        cls.page = f"/my/complaints/{cls.complaint.id}"
        cls.token = cls.complaint.sudo().access_token

    def _rpc(self, path, **params):
        return self.make_jsonrpc_request(path, params)

    def _mails(self, record):
        return (
            self.env["mail.mail"]
            .sudo()
            .search([("model", "=", record._name), ("res_id", "=", record.id)])
        )

    @mute_logger("odoo.models")
    def test_staff_reads_no_token(self):
        for record in (self.complaint, self.service, self.inquiry):
            with self.subTest(record._name):
                own = record.with_user(self.mona)
                self.assertTrue(record.sudo().access_token)
                with self.assertRaises(AccessError):
                    own.read(["access_token"])
                with self.assertRaises(AccessError):
                    own.search([("access_token", "=like", "a%")])
                own._portal_ensure_token()
                url = own.action_preview_portal()["url"]
                self.assertEqual(url, own.access_url)
                self.assertNotIn(TOKEN, own.sudo().get_portal_url(anchor="x"))
                self.assertNotIn(TOKEN, own._get_share_url(redirect=True, pid=1))

    def test_address_keeps_what_else_was_asked_for(self):
        own = self.service.with_user(self.anna)
        url = own.get_portal_url("/sign", "pdf", True, "&filed=1", "end")
        page = f"/my/services/{self.service.id}/sign"
        self.assertEqual(url, f"{page}?report_type=pdf&download=true&filed=1#end")

    def test_colleague_who_looks_at_the_page_gets_no_link(self):
        self.log_in(self.anna)
        for page in (self.page, f"/my/services/{self.service.id}", "/my/complaints"):
            self.assertNotIn(TOKEN, self.url_open(page).text, page)

    def test_chatter_keeps_no_link_the_customers_mail_has_it(self):
        self._solve(self.complaint)
        body = " ".join(self.complaint.sudo().message_ids.mapped("body"))
        self.assertIn(f"{self.page}#confirmation", body)
        self.assertNotIn(TOKEN, body)
        sent = self._mails(self.complaint).filtered(
            lambda m: self.contact in m.recipient_ids
        )
        self.assertIn(
            f"{self.page}?{TOKEN}{self.token}#confirmation",
            " ".join(sent.mapped("body_html")),
        )
        colleagues = self._mails(self.complaint) - sent
        self.assertNotIn(self.token, " ".join(colleagues.mapped("body_html")))

    def test_template_of_ones_own_leaves_no_link_in_the_chatter(self):
        token = self.service.sudo().access_token
        message = self.service.sudo().message_post(
            body=f"See /my/services/{self.service.id}?{TOKEN}{token}&amp;x=1 "
            f"and /my/other?{TOKEN}other"
        )
        self.assertNotIn(token, message.body)
        self.assertIn(f"{TOKEN}other", message.body)

    def test_what_came_by_link_says_so(self):
        self.authenticate(None, None)
        self.post(f"{self.page}/reply", [("message", "Yes"), ("access_token", "x")])
        data = [("message", "Thank you"), ("access_token", self.token)]
        answer = self.post(f"{self.page}/reply", data)
        self.assertIn(self.token, answer.headers["Location"])
        self.env.invalidate_all()
        notes = self.complaint.message_ids.filtered("is_internal") or (
            self.complaint.message_ids
        )
        self.assertIn("by the link of the mail", notes[:1].body)
        self.assertEqual(notes[:1].subtype_id, self.env.ref("mail.mt_note"))
        self.log_in(self.paula)
        self.post(f"{self.page}/reply", [("message", "With log-in")])
        self.env.invalidate_all()
        self.assertIn("With log-in", self.complaint.message_ids[:1].body)

    @mute_logger("odoo.http")
    def test_link_opens_no_other_way_to_the_conversation(self):
        for user in (None, self.fred):
            if user:
                self.log_in(user)
            else:
                self.authenticate(None, None)
            for record in (self.complaint, self.service, self.inquiry):
                self._check_no_detour(record)

    def _check_no_detour(self, record):
        before = len(record.message_ids)
        token = record.sudo().access_token
        pid = self.contact.id
        signed = {"pid": pid, "hash": record.sudo()._sign_token(pid)}
        for proof in ({"token": token}, signed):
            thread = {"thread_model": record._name, "thread_id": record.id, **proof}
            post = {"body": "Slipped in", "message_type": "comment"}
            with self.assertRaises(JsonRpcException):
                self._rpc("/mail/message/post", post_data=post, **thread)
            answer = self.url_open(
                "/mail/attachment/upload",
                data={**thread, "is_pending": "true", "csrf_token": self._csrf()},
                files=[("ufile", ("x.png", PNG, "image/png"))],
            )
            self.assertNotIn("ir.attachment", answer.text)
        with self.assertRaises(JsonRpcException):
            self._rpc(
                "/mail/chatter_fetch",
                thread_model=record._name,
                thread_id=record.id,
                token=token,
            )
        self.env.invalidate_all()
        self.assertEqual(len(record.message_ids), before)

    def _csrf(self):
        page = self.url_open("/web/login").text
        if "csrf_token: " not in page:
            page = self.url_open("/my").text
        return page.split('csrf_token: "')[1].split('"')[0]

    @mute_logger("odoo.http")
    def test_customer_does_not_rewrite_what_he_said(self):
        self.log_in(self.paula)
        self.post(f"{self.page}/reply", [("message", "First words")])
        self.env.invalidate_all()
        message = self.complaint.message_ids[:1]
        for proof in ({}, {"token": self.token}):
            with self.assertRaises(JsonRpcException):
                self._rpc(
                    "/mail/message/update_content",
                    message_id=message.id,
                    update_data={"body": "Other words", "attachment_ids": []},
                    **proof,
                )
        for values in (
            {"body": "Other words"},
            {"is_internal": True},
            {"subject": "x"},
        ):
            with self.assertRaises(JsonRpcException):
                self._rpc(
                    "/web/dataset/call_kw/mail.message/write",
                    model="mail.message",
                    method="write",
                    args=[message.ids, values],
                    kwargs={},
                )
        self.env.invalidate_all()
        self.assertIn("First words", message.body)
        self.assertFalse(message.is_internal)

    def test_signature_by_link_says_so(self):
        self.authenticate(None, None)
        answer = self._rpc(
            f"/my/services/{self.service.id}/sign",
            access_token=self.service.sudo().access_token,
            name="Paula",
            signature=base64.b64encode(PNG).decode(),
        )
        self.assertTrue(answer["force_refresh"])
        self.env.invalidate_all()
        words = " ".join(self.service.message_ids.mapped("body"))
        self.assertIn("by the link of the mail", words)


@tagged("post_install", "-at_install")
class TestComplaintSaid(ComplaintsCommon):
    @mute_logger("odoo.models")
    def test_staff_neither_changes_nor_deletes_what_was_said(self):
        complaint = self._create_complaint()
        ours = self._answer(complaint)
        theirs = complaint.sudo().message_post(
            body="Still broken",
            author_id=self.contact.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        note = complaint.with_user(self.anna).message_post(body="A thought")
        for user in (self.anna, self.mona):
            for message in (ours, theirs):
                with self.assertRaisesRegex(AccessError, "write another message"):
                    message.with_user(user).write({"body": "Nice"})
                with self.assertRaisesRegex(AccessError, "write another message"):
                    message.with_user(user).unlink()
        note.with_user(self.anna).body = "A better thought"
        note.with_user(self.anna).unlink()


@tagged("post_install", "-at_install")
class TestComplaintLinkOfMerged(ComplaintsCommon):
    def test_mail_of_a_merged_complaint_leads_to_the_one_that_goes_on(self):
        winner, loser = self._create_complaint(), self._create_complaint()
        loser.sudo().merged_into_id = winner
        body = loser._with_token(f'<a href="https://x.test{winner.access_url}">it</a>')
        self.assertIn(f"{TOKEN}{winner.sudo().access_token}", body)
        longer = f'<a href="https://x.test{winner.access_url}0">it</a>'
        self.assertEqual(winner._with_token(longer), longer)
