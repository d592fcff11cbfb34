# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import PNG, ComplaintsMoneyCommon


@tagged("post_install", "-at_install")
class TestPortal(ComplaintsMoneyCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paula = cls._create_portal_user("paula_c", cls.contact)
        cls.stranger = cls._create_partner("Gamma", "fred@gamma.test")
        cls.fred = cls._create_portal_user("fred_portal", cls.stranger.child_ids)
        cls.foreign_order = cls._create_order(partner=cls.stranger)
        cls.complaint = cls._create_complaint()
        cls.page = f"/my/complaints/{cls.complaint.id}"

    def log_in(self, user):
        self.authenticate(user.login, user.login.ljust(8, "x"))

    def get(self, url, **options):
        return self.url_open(url, allow_redirects=False, **options)

    def post(self, url, data=None, files=None, csrf=True):
        values = {"form": "sent", **(data or {})}
        if csrf:
            page = self.url_open("/my/complaints/new")
            if "csrf_token" not in page.text:
                page = self.url_open("/web/login")
            values["csrf_token"] = re.search(r'csrf_token: "([^"]+)"', page.text).group(
                1
            )
        return self.url_open(url, data=values, files=files, allow_redirects=False)

    def file_complaint(self, files=(), **values):
        values = {
            "description": "Three bags were torn on arrival.",
            "order_line_id": self.order.order_line.id,
            "quantity": "3",
            "remedy": "credit_note",
            "kind": "complaint",
            **values,
        }
        before = self.env["crm.complaint"].search([])
        answer = self.post(
            "/my/complaints/new",
            values,
            files=[("pictures", file) for file in files] or None,
        )
        return answer, self.env["crm.complaint"].search([]) - before

    def offer(self, amount=115.0):
        offer = self._create_offer(amount, complaint=self.complaint)
        offer.action_offer()
        return offer

    def test_filing_with_pictures(self):
        self.log_in(self.paula)
        answer, complaint = self.file_complaint(
            files=[
                ("torn.png", PNG, "image/png"),
                ("wet.png", PNG, "image/png"),
            ]
        )
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(complaint.channel, "portal")
        self.assertEqual(complaint.partner_id, self.contact)
        self.assertEqual(complaint.line_ids.order_line_id, self.order.order_line)
        self.assertEqual(complaint.line_ids.quantity, 3)
        self.assertEqual(complaint.line_ids.remedy, "credit_note")
        self.assertEqual(complaint.user_id, self.anna)
        files = complaint.message_ids.attachment_ids
        self.assertEqual(set(files.mapped("name")), {"torn.png", "wet.png"})
        page = self.url_open(answer.headers["Location"])
        self.assertIn(complaint.name, page.text)
        self.assertIn(complaint._promise_words(), page.text)
        picture = re.search(r'src="(/web/content/\d+\?access_token=[^"]+)"', page.text)
        self.assertEqual(self.url_open(picture.group(1)).content, PNG)

    def test_own_orders_only(self):
        self.log_in(self.paula)
        page = self.url_open("/my/complaints/new").text
        self.assertIn(self.order.name, page)
        self.assertNotIn(self.foreign_order.name, page)
        answer, complaint = self.file_complaint(
            order_line_id=self.foreign_order.order_line.id
        )
        self.assertEqual(answer.status_code, 400)
        self.assertIn("one of your own orders", answer.text)
        self.assertFalse(complaint)

    def test_refused_form_comes_back_as_typed(self):
        self.log_in(self.paula)
        answer, complaint = self.file_complaint(
            description="Torn <b>bags</b> again", quantity="many"
        )
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(complaint)
        self.assertIn("Torn &lt;b&gt;bags&lt;/b&gt; again", answer.text)
        answer, complaint = self.file_complaint(quantity="11")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("were ordered", answer.text)
        self.assertFalse(complaint)

    def test_uploads_are_limited(self):
        self.company.write({"complaint_upload_mb": 1, "complaint_upload_count": 2})
        self.log_in(self.paula)
        huge = PNG + b"x" * 1024 * 1024
        for files, refusal in (
            ([("huge.png", huge, "image/png")], "larger than 1 MB"),
            ([("evil.png", b"<script>1</script>", "image/png")], "neither a picture"),
            ([(f"{n}.png", PNG, "image/png") for n in range(3)], "At most 2 files"),
        ):
            answer, complaint = self.file_complaint(files=files)
            self.assertEqual(answer.status_code, 400)
            self.assertIn(refusal, answer.text)
            self.assertFalse(complaint)

    def test_list_and_home_show_own_complaints_only(self):
        self.log_in(self.paula)
        self.assertIn(self.complaint.name, self.url_open("/my/complaints").text)
        odd = "/my/complaints?sortby=evil&filterby=evil&search=bags&odd=1"
        self.assertIn(self.complaint.name, self.url_open(odd).text)
        done = self.url_open("/my/complaints?filterby=done").text
        self.assertNotIn(self.complaint.name, done)
        counters = {"counters": ["complaint_count"]}
        count = self.make_jsonrpc_request("/my/counters", counters)
        self.assertEqual(count, {"complaint_count": 1})
        self.log_in(self.fred)
        self.assertNotIn(self.complaint.name, self.url_open("/my/complaints").text)
        count = self.make_jsonrpc_request("/my/counters", counters)
        self.assertEqual(count, {"complaint_count": 0})

    def test_colleague_of_the_customer_sees_it(self):
        colleague = self.env["res.partner"].create(
            {"name": "Carl", "parent_id": self.partner.id, "email": "carl@alpha.test"}
        )
        self.log_in(self._create_portal_user("carl_portal", colleague))
        self.assertIn(self.complaint.name, self.url_open(self.page).text)

    def test_foreigner_sees_and_does_nothing(self):
        offer = self.offer()
        accept = f"{self.page}/compensation/{offer.id}/accept"
        for visitor in (self.fred, None):
            if visitor:
                self.log_in(visitor)
            else:
                self.authenticate(None, None)
            self.assertEqual(self.get(self.page).status_code, 303)
            self.assertEqual(
                self.get(f"{self.page}?access_token=guess").status_code, 303
            )
            self.post(accept)
            self.post(f"{self.page}/reply", {"message": "Intruder"})
            self.post(f"{self.page}/rate", {"rate": "1"})
            self.env.invalidate_all()
            self.assertEqual(offer.state, "offered")
            self.assertNotIn("Intruder", str(self.complaint.message_ids.mapped("body")))

    def test_offer_of_another_complaint_is_not_taken(self):
        other = self._create_complaint(partner_id=self.stranger.child_ids.id)
        offer = self.offer()
        self.log_in(self.fred)
        page = f"/my/complaints/{other.id}/compensation/{offer.id}/accept"
        answer = self.post(page)
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(offer.state, "offered")

    def test_get_changes_nothing(self):
        offer = self.offer()
        self._solve(self.complaint)
        self.log_in(self.paula)
        messages = len(self.complaint.message_ids)
        for path in (
            f"compensation/{offer.id}/accept",
            f"compensation/{offer.id}/refuse",
            "rate?rate=1",
            "reply?message=hello",
        ):
            answer = self.get(f"{self.page}/{path}")
            self.assertEqual(answer.status_code, 405, path)
        self.get(self.page)
        self.env.invalidate_all()
        self.assertEqual(offer.state, "offered")
        self.assertFalse(self.complaint.is_rated)
        self.assertEqual(len(self.complaint.message_ids), messages)

    def test_post_without_csrf_token_is_refused(self):
        offer = self.offer()
        self.log_in(self.paula)
        answer = self.post(f"{self.page}/compensation/{offer.id}/accept", csrf=False)
        self.assertEqual(answer.status_code, 400)
        self.env.invalidate_all()
        self.assertEqual(offer.state, "offered")

    def test_accepting_twice_leaves_one_credit_note(self):
        offer = self.offer()
        self.log_in(self.paula)
        accept = f"{self.page}/compensation/{offer.id}/accept"
        self.assertEqual(self.post(accept).status_code, 303)
        again = self.post(accept)
        self.assertEqual(again.status_code, 400)
        self.assertIn("already in state", again.text)
        self.env.invalidate_all()
        self.assertEqual(offer.state, "done")
        self.assertEqual(offer.answered_by_id, self.contact)
        self.assertEqual(self.invoice.reversal_move_ids.amount_total, 115.0)
        self.assertIn(offer.move_id.name, self.url_open(self.page).text)

    def test_refusing_with_words(self):
        offer = self.offer()
        self.log_in(self.paula)
        self.post(
            f"{self.page}/compensation/{offer.id}/refuse", {"reason": "Too little"}
        )
        self.env.invalidate_all()
        self.assertEqual((offer.state, offer.answer_reason), ("refused", "Too little"))

    def test_link_of_the_mail_is_enough(self):
        offer = self.offer()
        self.authenticate(None, None)
        token = self.complaint.sudo().access_token
        page = self.url_open(f"{self.page}?access_token={token}")
        self.assertIn("Our offer", page.text)
        self.post(
            f"{self.page}/compensation/{offer.id}/accept", {"access_token": token}
        )
        self.env.invalidate_all()
        self.assertEqual(offer.state, "done")

    def test_conversation(self):
        self.log_in(self.paula)
        self.assertIn("answer promised by", self.url_open(self.page).text)
        self._answer(self.complaint)
        self.complaint.message_post(body="Secret", subtype_xmlid="mail.mt_note")
        self.log_in(self.paula)
        self.post(
            f"{self.page}/reply",
            {"message": "<script>x</script> Thank you"},
            files=[("pictures", ("more.png", PNG, "image/png"))],
        )
        page = self.url_open(self.page).text
        self.assertIn("We look into it.", page)
        self.assertNotIn("answer promised by", page)
        self.assertIn("&lt;script&gt;x&lt;/script&gt; Thank you", page)
        self.assertNotIn("Secret", page)
        last = self.complaint.message_ids[:1]
        self.assertEqual(last.author_id, self.contact)
        self.assertEqual(last.attachment_ids.name, "more.png")

    def test_rating_once(self):
        self._solve(self.complaint)
        self.log_in(self.paula)
        rate = f"{self.page}/rate"
        self.assertEqual(self.post(rate, {"rate": "9"}).status_code, 400)
        self.post(rate, {"rate": "5", "feedback": "Quick"})
        self.assertEqual(self.post(rate, {"rate": "1"}).status_code, 400)
        self.env.invalidate_all()
        self.assertEqual(self.complaint.sudo().rating_ids.mapped("rating"), [5.0])

    def test_colleagues_preview_but_do_not_answer_for_the_customer(self):
        offer = self.offer()
        self.log_in(self.anna)
        self.assertIn(self.complaint.name, self.url_open(self.page).text)
        self.post(f"{self.page}/compensation/{offer.id}/accept")
        self.env.invalidate_all()
        self.assertEqual(offer.state, "offered")

    def test_customer_reads_that_he_is_waited_for(self):
        self._step(self.complaint, "pause", "Photo asked for")
        self.log_in(self.paula)
        self.assertIn("Waiting for you", self.url_open(self.page).text)
        self.assertIn("Waiting for you", self.url_open("/my/complaints").text)

    def test_lines_are_shown(self):
        complaint = self._create_complaint(
            line_ids=[Command.create({"order_line_id": self.order.order_line.id})]
        )
        self.log_in(self.paula)
        page = self.url_open(f"/my/complaints/{complaint.id}").text
        self.assertIn(self.product.name, page)
        self.assertIn(self.order.name, page)
