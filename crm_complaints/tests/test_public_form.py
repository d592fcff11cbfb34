# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import PNG, ComplaintsCommon


@tagged("post_install", "-at_install")
class TestPublicForm(ComplaintsCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.company"].search([]).complaint_public_enabled = False
        cls.company.write(
            {"complaint_public_enabled": True, "complaint_public_seconds": 0}
        )
        cls.messages = cls.env["crm.complaint.web.message"]
        cls.messages.search([]).unlink()

    def page(self, url="/complaints/new"):
        self.authenticate(None, None)
        return self.url_open(url, allow_redirects=False)

    def send(self, files=(), **values):
        page = self.page().text
        values = {
            "csrf_token": _hidden(page, "csrf_token"),
            "stamp": _hidden(page, "stamp"),
            "name": "Nora New",
            "email": "nora@newcomer.test",
            "description": "Two bags were wet on arrival.",
            **values,
        }
        files = [("pictures", file) for file in files]
        return self.url_open(
            "/complaints/new", data=values, files=files or None, allow_redirects=False
        )

    def confirm(self, message, token=None):
        url = f"/complaints/confirm/{message.id}/{token or message.sudo().token}"
        page = self.page(url)
        if page.status_code != 200:
            return page
        data = {"csrf_token": _hidden(page.text, "csrf_token")}
        return self.url_open(url, data=data, allow_redirects=False)

    def found(self):
        self.env.invalidate_all()
        return self.messages.search([])

    def test_switched_off_is_not_there(self):
        self.company.complaint_public_enabled = False
        self.assertEqual(self.page().status_code, 404)

    def test_waits_until_the_address_is_confirmed(self):
        before = self.env["crm.complaint"].search_count([])
        answer = self.send(files=[("wet.png", PNG, "image/png")])
        self.assertIn("We have sent a mail", answer.text)
        message = self.found()
        self.assertEqual(message.state, "waiting")
        self.assertEqual(self.env["crm.complaint"].search_count([]), before)
        mail = self.env["mail.mail"].search([("email_to", "=", message.email)])
        self.assertIn(message.sudo().token, mail.body_html)
        answer = self.confirm(message)
        self.assertEqual(answer.status_code, 303)
        self.env.invalidate_all()
        complaint = message.complaint_id
        self.assertEqual(complaint.channel, "web")
        self.assertEqual(complaint.partner_id.name, "Nora New")
        self.assertEqual(complaint.message_ids.attachment_ids.name, "wet.png")
        self.assertEqual(self._clock(complaint, "acknowledge").state, "met")
        self.confirm(message)
        self.assertEqual(self.env["crm.complaint"].search_count([]), before + 1)

    def test_known_and_unknown_addresses_get_the_same_answer(self):
        known = self.send(email="paula@alpha.test").text
        unknown = self.send(email="nobody@nowhere.test").text
        self.assertEqual(_without_tokens(known), _without_tokens(unknown))
        self.assertNotIn("Alpha", known)
        self.assertEqual(len(self.found()), 2)

    def test_confirmed_message_belongs_to_the_known_customer(self):
        self.send(email="Paula@Alpha.test", name="Somebody Else")
        message = self.found()
        self.confirm(message)
        self.assertEqual(message.complaint_id.customer_id, self.customer)
        self.assertEqual(self.contact.name, "Alpha Works buyer")

    def test_wrong_link_and_get_confirm_nothing(self):
        self.send()
        message = self.found()
        self.assertEqual(self.confirm(message, token="guess").status_code, 404)
        url = f"/complaints/confirm/{message.id}/{message.sudo().token}"
        self.assertEqual(self.page(url).status_code, 200)
        self.assertEqual(self.found().state, "waiting")
        self.page("/complaints/new?name=x&email=a@b.test&description=get+is+no+post")
        self.assertEqual(len(self.found()), 1)

    def test_token_of_another_message_opens_nothing(self):
        self.send()
        first = self.found()
        self.send(email="other@newcomer.test")
        second = self.found() - first
        answer = self.confirm(first, token=second.sudo().token)
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(first.state, "waiting")

    def test_robots_are_not_heard(self):
        answer = self.send(website="http://spam.test")
        self.assertIn("We have sent a mail", answer.text)
        self.assertFalse(self.found())
        self.company.complaint_public_seconds = 3600
        answer = self.send()
        self.assertEqual(answer.status_code, 400)
        self.company.complaint_public_seconds = 0
        self.assertEqual(self.send(stamp="forged").status_code, 400)
        self.assertEqual(self.send(csrf_token="forged").status_code, 400)
        self.assertFalse(self.found())

    def test_limit_per_address_is_silent_and_per_computer_is_told(self):
        self.company.complaint_public_per_mail = 2
        self.company.complaint_public_per_ip = 4
        for _number in range(3):
            answer = self.send()
            self.assertIn("We have sent a mail", answer.text)
        self.assertEqual(len(self.found()), 3)
        self.send(email="b@newcomer.test")
        answer = self.send(email="c@newcomer.test")
        self.assertEqual(answer.status_code, 429)
        self.assertIn("Two bags were wet", answer.text, "nothing typed is lost")
        self.assertEqual(len(self.found()), 4)
        keys = self.env["crm.complaint.attempt"].search([]).mapped("key")
        self.assertNotIn("nora@newcomer.test", " ".join(keys))

    def test_more_messages_are_kept_without_a_mail(self):
        """One is mailed, as many again are kept for staff, the next one is refused."""
        self.company.complaint_public_per_mail = 1
        first, second = self.send(), self.send(description="The lorry was late too.")
        self.assertEqual(_without_tokens(first.text), _without_tokens(second.text))
        kept = self.found().sorted("id")
        self.assertEqual(kept.mapped("is_unasked"), [False, True])
        self.assertEqual(kept[1].description, "The lorry was late too.")
        self.assertEqual(len(self.mails()), 1)
        refused = self.send(description="And the driver was rude.")
        self.assertEqual(refused.status_code, 429)
        self.assertIn("And the driver was rude.", refused.text, "nothing is lost")
        self.assertEqual(self.found().sorted("id"), kept)
        self.messages._remind_due(fields.Datetime.now() + timedelta(days=2))
        self.assertEqual(kept.mapped("is_reminded"), [True, False])
        self.assertEqual(len(self.mails()), 2, "the reminder of the first")
        late = kept[1].with_user(self.anna)
        late.filing_reason = "She called"
        late.action_accept()
        self.assertEqual(late.complaint_id.email_from, "nora@newcomer.test")

    def mails(self):
        return self.env["mail.mail"].search([("email_to", "=", "nora@newcomer.test")])

    def test_confirmed_twice_is_filed_once(self):
        self.send(files=[("wet.png", PNG, "image/png")])
        message = self.found()
        first, second = self.confirm(message), self.confirm(message)
        self.assertEqual((first.status_code, second.status_code), (303, 303))
        self.assertEqual(first.headers["Location"], second.headers["Location"])
        cases = self.env["crm.complaint"].search(
            [("email_from", "=", "nora@newcomer.test")]
        )
        self.assertEqual(cases, message.complaint_id)

    def test_sizes_and_html(self):
        self.company.complaint_upload_count = 1
        two = [(f"{n}.png", PNG, "image/png") for n in range(2)]
        self.assertEqual(self.send(files=two).status_code, 400)
        evil = [("x.png", b"<script>1</script>", "image/png")]
        self.assertEqual(self.send(files=evil).status_code, 400)
        answer = self.send(name="<b>N</b>", email="no address")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("&lt;b&gt;N&lt;/b&gt;", answer.text)
        self.send(description="<script>x</script>" + "y" * 50000, kind="evil")
        message = self.found()
        self.assertEqual(len(message.description), 10000)
        self.assertEqual(message.kind, "complaint")
        self.confirm(message)
        self.assertIn("<script>x", message.complaint_id.description)
        mail = self.env["mail.mail"].search(
            [("mail_message_id.res_id", "=", message.complaint_id.id)]
        )
        self.assertNotIn("<script>", "".join(mail.mapped("body_html")))

    def test_agent_takes_over_or_discards(self):
        self.send()
        message = self.found()
        with self.assertRaises(AccessError):
            message.with_user(self.sally).read(["email"])
        with self.assertRaises(AccessError):
            message.with_user(self.anna).write({"state": "done"})
        with self.assertRaises(AccessError):
            message.with_user(self.anna).read(["token"])
        message.with_user(self.anna).filing_reason = "She called"
        action = message.with_user(self.anna).action_accept()
        self.assertEqual(action["res_id"], message.complaint_id.id)
        self.send(email="b@newcomer.test")
        other = self.found() - message
        other.with_user(self.anna).action_drop()
        self.assertEqual(self.confirm(other).status_code, 404)

    def test_unconfirmed_messages_are_purged(self):
        self.send(files=[("wet.png", PNG, "image/png")])
        message = self.found()
        file = message.attachment_ids
        self.assertTrue(file)
        self.messages._gc_messages()
        self.assertTrue(message.exists())
        old = fields.Datetime.now() - timedelta(days=15)
        self.env.cr.execute(
            "UPDATE crm_complaint_web_message SET create_date = %s", (old,)
        )
        self.env.invalidate_all()
        self.messages._gc_messages()
        self.assertFalse(message.exists())
        self.assertFalse(file.exists())

    def test_company_of_the_link_if_it_takes_part(self):
        other = self.env["res.company"].create({"name": "Second"})
        page = self.page(f"/complaints/new?company={other.id}").text
        self.assertEqual(_hidden(page, "company"), str(self.company.id))
        other.complaint_public_enabled = True
        page = self.page(f"/complaints/new?company={other.id}").text
        self.assertEqual(_hidden(page, "company"), str(other.id))
        page = self.page("/complaints/new?company=evil").text
        self.assertEqual(_hidden(page, "company"), str(self.company.id))

    def test_form_without_log_in(self):
        self.start_tour("/complaints/new", "crm_complaints_public_file", login=None)
        message = self.found()
        self.assertEqual(message.email, "nora@newcomer.test")
        url = f"/complaints/confirm/{message.id}/{message.sudo().token}"
        self.start_tour(url, "crm_complaints_public_confirm", login=None)
        self.env.invalidate_all()
        self.assertEqual(message.state, "done")


def _hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page).group(1)


def _without_tokens(page):
    return re.sub(r'csrf_token: "[^"]*"|"[0-9a-f]{40}o\d+"', "", page)
