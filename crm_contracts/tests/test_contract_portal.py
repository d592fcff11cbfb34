# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import hashlib
import re

from odoo.exceptions import AccessError
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import PIXEL
from .portal_common import ContractPortalCommon


@tagged("post_install", "-at_install")
class TestContractPortal(ContractPortalCommon):
    def test_token_opens_and_nothing_else(self):
        """Without the token, or with a foreign one, the page sends to the log-in."""
        foreign = self.draft.sudo()._portal_ensure_token()
        for url in (self.url, f"{self.url}?access_token={foreign}"):
            answer = self.url_open(url, allow_redirects=False)
            self.assertIn(answer.status_code, (302, 303), url)
        page = self.url_open(self._link())
        self.assertEqual(page.status_code, 200)
        for words in ("Hospital software", "80,000.00", "No copies without consent"):
            self.assertIn(words, page.text)

    def test_page_shows_invoices_and_delivery(self):
        """What was posted only; the link to the invoice is for who is logged in."""
        self.contract.sudo().line_ids.delivery_terms = "Free to site in July"
        self.contract.sudo()._sign("Lin Hua", PIXEL, "192.0.2.7")
        first, second = self.contract.sudo().instalment_ids
        invoice = self._invoice(first)
        draft = self._invoice(second, post=False)
        page = self.url_open(self._link()).text
        self.assertIn(invoice.name, page)
        self.assertIn("Free to site in July", page)
        self.assertNotIn(f"/my/invoices/{invoice.id}", page)
        self.authenticate("lin_portal", "lin_portal")
        page = self.url_open(self.url).text
        self.assertIn(f"/my/invoices/{invoice.id}", page)
        self.assertNotIn(f"/my/invoices/{draft.id}", page)

    def test_draft_is_nobodys_business(self):
        url = self._link(self.draft)
        answer = self.url_open(url, allow_redirects=False)
        self.assertIn(answer.status_code, (302, 303))

    def test_list_needs_as_many_queries_for_many(self):
        self.authenticate("lin_portal", "lin_portal")
        self.url_open("/my/contracts")
        few = self._count_page_queries("/my/contracts")
        for _number in range(10):
            contract = self._approve(self._create_contract())
            contract.with_user(self.sally).action_send()
        self.env.flush_all()
        self.assertLessEqual(self._count_page_queries("/my/contracts") - few, 3)

    def test_list_shows_own_contracts_only(self):
        self.authenticate("lin_portal", "lin_portal")
        page = self.url_open("/my/contracts").text
        self.assertIn(self.contract.name, page)
        self.assertNotIn("Not ready", page)
        self.assertEqual(self._count(), 1)
        self.assertEqual(self.url_open(self.url).status_code, 200)
        self.authenticate("rival_portal", "rival_portal")
        self.assertNotIn(self.contract.name, self.url_open("/my/contracts").text)
        self.assertEqual(self._count(), 0)
        answer = self.url_open(self.url, allow_redirects=False)
        self.assertIn(answer.status_code, (302, 303))

    def test_portal_user_reads_no_inner_fields(self):
        """Over RPC a customer sees the contract, not lines, notes or addresses."""
        self.authenticate("lin_portal", "lin_portal")
        found = self._rpc("crm.contract", "search_read", [[], ["name"]])
        self.assertEqual([row["name"] for row in found], [self.contract.name])
        for model, fields in (
            ("crm.contract", ["note"]),
            ("crm.contract", ["signed_ip"]),
            ("crm.contract.instalment", ["name"]),
            ("crm.contract.event", ["kind"]),
        ):
            with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
                self._rpc(model, "search_read", [[], fields])
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self._rpc("crm.contract", "write", [self.contract.ids, {"subject": "x"}])

    def test_sign_once(self):
        """Signed with name, time and address; a second signature is refused."""
        token, csrf = self.contract.sudo().access_token, self._csrf()
        answer = self._sign(token, csrf, name="  Lin Hua ")
        self.assertIn("message=signed", answer["redirect_url"])
        contract = self.contract.sudo()
        self.assertEqual((contract.state, contract.signed_by), ("effective", "Lin Hua"))
        self.assertTrue(contract.signed_on and contract.signed_ip)
        self.assertEqual(contract.date_effective, contract.date_signed)
        again = self._sign(token, csrf, name="Somebody Else")
        self.assertIn("Effective", again["error"])
        self.assertEqual(contract.signed_by, "Lin Hua")

    def test_hash_is_the_pdfs(self):
        """Sent and signed PDF are filed with their hashes and served as they are."""
        contract = self._approve(self._create_contract()).with_user(self.sally)
        printing = contract.with_context(force_report_rendering=True)
        printing.action_send()
        contract = contract.sudo()
        sent = self.url_open(self._link(contract, "/document")).content
        self.assertTrue(sent.startswith(b"%PDF"))
        self.assertEqual(hashlib.sha256(sent).hexdigest(), contract.sent_document_hash)
        printing.sudo()._sign("Lin Hua", PIXEL, "192.0.2.7")
        signed = self.url_open(self._link(contract, "/document")).content
        self.assertTrue(signed.startswith(b"%PDF"))
        self.assertEqual(hashlib.sha256(signed).hexdigest(), contract.document_hash)
        self.assertNotEqual(contract.document_hash, contract.sent_document_hash)
        self.assertIn(contract.document_id, contract.message_ids.attachment_ids)

    def test_changed_document_is_not_signed(self):
        contract = self.contract.sudo()
        csrf = self._csrf()
        contract.sent_document_id.raw = b"%PDF other"
        answer = self._sign(contract.access_token, csrf)
        self.assertIn("changed after it was sent", answer["error"])
        self.assertEqual(contract.state, "signing")

    def test_signing_needs_token_form_and_words(self):
        contract, csrf = self.contract.sudo(), self._csrf()
        foreign = self.draft.sudo()._portal_ensure_token()
        self.assertIn("error", self._sign(None, csrf))
        self.assertIn("error", self._sign(foreign, csrf))
        self.assertIn("too old", self._sign(contract.access_token, "forged")["error"])
        self.assertIn("too old", self._sign(contract.access_token)["error"])
        self.assertIn("name", self._sign(contract.access_token, csrf, " ")["error"])
        empty = self._sign(contract.access_token, csrf, signature="")
        self.assertIn("sign", empty["error"])
        broken = self._sign(contract.access_token, csrf, signature="%%%")
        self.assertIn("error", broken)
        self.assertEqual(contract.state, "signing")
        self.assertFalse(contract.signature)

    def test_no_signature_by_get(self):
        """A link in a mail cannot sign."""
        contract, csrf = self.contract.sudo(), self._csrf()
        url = f"{self.url}/sign?access_token={contract.access_token}&csrf_token={csrf}"
        with mute_logger("odoo.http"):
            answer = self.url_open(f"{url}&name=Lin&signature={PIXEL}")
        self.assertGreaterEqual(answer.status_code, 400)
        self.assertEqual(contract.state, "signing")

    def test_terminated_contract_stays_readable(self):
        self._sign(self.contract.sudo().access_token, self._csrf())
        self.contract.with_user(self.mona)._terminate("Moved away")
        page = self.url_open(self._link())
        self.assertIn("Terminated", page.text)

    def test_staff_has_no_link_and_does_not_sign(self):
        contract = self.contract.with_user(self.sally)
        with self.assertRaises(AccessError), mute_logger("odoo.models"):
            contract.read(["access_token"])
        self.assertEqual(contract.action_preview_portal()["url"], self.url)
        self.assertNotIn("access_token=", contract._get_share_url(redirect=True))
        bodies = " ".join(contract.sudo().message_ids.mapped("body"))
        self.assertIn(self.url, bodies)
        self.assertNotIn("access_token=", bodies)
        self.authenticate(self.sally.login, self.sally.login)
        page = self.url_open(self.url).text
        self.assertIn("Hospital software", page)
        self.assertNotIn(self.contract.sudo().access_token, page)
        self.assertIn(
            "not a colleague", self._sign(None, self._csrf(self.url))["error"]
        )
        self.assertEqual(self.contract.sudo().state, "signing")

    def test_mail_of_the_customer_opens_the_page(self):
        mail = (
            self.env["mail.mail"]
            .sudo()
            .search([("model", "=", "crm.contract"), ("res_id", "=", self.contract.id)])
        )
        link = re.search(r'href="[^"]*(/my/contracts/[^"]*)"', mail.body_html).group(1)
        self.assertIn("Hospital software", self.url_open(link).text)

    def test_signature_by_link_says_so(self):
        token = self.contract.sudo().access_token
        self.assertIn("message=signed", self._sign(token, self._csrf())["redirect_url"])
        words = " ".join(self.contract.sudo().message_ids.mapped("body"))
        self.assertIn("by the link of the mail", words)

    @mute_logger("odoo.http")
    def test_draft_is_not_talked_about(self):
        """The link of a draft opens no conversation; one that was sent does."""
        post = {"body": "A question", "message_type": "comment"}
        for contract in (self.draft, self.contract):
            params = {
                "thread_model": "crm.contract",
                "thread_id": contract.id,
                "token": contract.sudo().access_token,
                "post_data": {**post, "subtype_xmlid": "mail.mt_comment"},
            }
            if contract == self.contract:
                self.make_jsonrpc_request("/mail/message/post", params)
            else:
                with self.assertRaises(JsonRpcException):
                    self.make_jsonrpc_request("/mail/message/post", params)
        self.env.invalidate_all()
        words = " ".join(self.contract.sudo().message_ids.mapped("body"))
        self.assertIn("A question", words)

    def _count(self):
        answer = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["crm_contract_count"]}
        )
        return answer["crm_contract_count"]

    def _rpc(self, model, method, args):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": {}},
        )
