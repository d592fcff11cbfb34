# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import hashlib
import re

from odoo.exceptions import UserError
from odoo.tests import HttpCase, freeze_time, tagged

from .common import PIXEL, ContractsCommon


@tagged("post_install", "-at_install")
class TestContractPortalAmendment(ContractsCommon, HttpCase):
    """What the customer reads, signs and declines beside the first contract."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._approve(cls._create_contract()).with_user(cls.sally)
        cls.contract.action_send()

    def test_customer_declines_with_a_reason(self):
        """The contract is a draft again, the owner has to act, the link is dead."""
        contract = self.contract.sudo()
        url = self._page(contract, "/decline")
        page = self._page(contract)
        csrf = self._csrf(page)
        refused = self.url_open(url, data={"csrf_token": csrf, "name": "Lin"})
        self.assertIn("the reason", refused.text)
        self.assertEqual(contract.state, "signing")
        answer = self.url_open(
            url, data={"csrf_token": csrf, "name": "Lin", "reason": "Price too high"}
        )
        self.assertIn("nothing was signed", answer.text)
        self.assertEqual(contract.state, "draft")
        event = contract.event_ids.filtered(lambda e: e.kind == "declined")
        self.assertEqual(event.description, "Lin: Price too high")
        self.assertEqual(contract.activity_ids.user_id, self.sally)
        self.assertRedirected(self.url_open(page, allow_redirects=False))

    def test_old_link_opens_nothing_after_withdrawal(self):
        old = self._page(self.contract)
        self.contract.action_withdraw()
        self._approve(self.contract)
        self.contract.action_send()
        self.assertRedirected(self.url_open(old, allow_redirects=False))
        new = self.url_open(self._page(self.contract))
        self.assertEqual(new.status_code, 200)

    def test_replaced_document_is_not_signed_unread(self):
        """Who still shows the first document does not sign the second one."""
        contract = self.contract.sudo()
        with self.assertRaisesRegex(UserError, "replaced after you opened"):
            contract._sign("Lin Hua", PIXEL, "192.0.2.7", seen="0" * 64)
        contract._sign("Lin Hua", PIXEL, "192.0.2.7", seen=contract.sent_document_hash)
        self.assertEqual(contract.state, "effective")

    def test_two_copies_are_filed(self):
        contract = self.contract.sudo()
        contract._sign("Lin Hua", PIXEL, "192.0.2.7")
        ours, theirs = contract.company_document_id, contract.document_id
        self.assertNotEqual(ours, theirs)
        self.assertIn("Copy of Party A", theirs.raw.decode())
        self.assertIn("Copy of Party B", ours.raw.decode())
        digest = hashlib.sha256(ours.raw).hexdigest()
        self.assertEqual(contract.company_document_hash, digest)
        self.assertEqual(contract.sent_by_id, self.sally)

    def test_too_late_to_sign(self):
        """On the last day still, on the next no more."""
        contract = self.contract.sudo()
        contract.sign_until = "2030-06-15"
        with (
            freeze_time("2030-06-16 12:00:00"),
            self.assertRaisesRegex(UserError, "was to be signed by"),
        ):
            contract._sign("Lin Hua", PIXEL, "192.0.2.7")
        with freeze_time("2030-06-15 12:00:00"):
            contract._sign("Lin Hua", PIXEL, "192.0.2.7")
        self.assertEqual(contract.state, "effective")

    def test_oversized_input_is_refused(self):
        with self.assertRaisesRegex(UserError, "too large"):
            self.contract.sudo()._sign("x" * 101, PIXEL, "192.0.2.7")

    def test_amendment_is_read_and_signed(self):
        """The contract's page leads to it; both versions are listed afterwards."""
        amendment = self._send_amendment()
        contract = self.contract.sudo()
        page = self.url_open(self._page(contract)).text
        self.assertIn(f"{amendment.name}</strong> waits for your signature", page)
        page = self.url_open(self._page(amendment)).text
        self.assertIn("100,000.00", page)
        answer = self._sign(amendment, self._csrf(self._page(amendment)))
        self.assertIn("message=signed", answer["redirect_url"])
        self.assertEqual((amendment.state, contract.version), ("effective", 2))
        again = self._sign(amendment, self._csrf(self._page(amendment)))
        self.assertIn("In Effect", again["error"])
        page = self.url_open(self._page(contract)).text
        self.assertIn("Version", page)
        self.assertIn("115,000.00", page)
        first = contract.version_ids.filtered(lambda v: v.number == 1)
        url = self._page(contract, "/version/1")
        self.assertEqual(self.url_open(url).content, first.document_id.raw)

    def test_amendment_needs_its_own_token(self):
        amendment = self._send_amendment()
        url = f"/my/contracts/amendment/{amendment.id}"
        foreign = self.contract.sudo().access_token
        for token in ("", "x", foreign):
            query = f"?access_token={token}"
            for suffix in ("", "/document"):
                answer = self.url_open(url + suffix + query, allow_redirects=False)
                self.assertRedirected(answer)
        self.assertIn("error", self._sign(amendment, "forged"))
        csrf = self._csrf(self._page(amendment))
        answer = self.make_jsonrpc_request(
            f"{url}/sign?access_token={foreign}&csrf_token={csrf}",
            {"name": "Lin Hua", "signature": PIXEL},
        )
        self.assertIn("cannot be opened", answer["error"])
        self.assertEqual(amendment.state, "signing")

    def test_draft_amendment_is_nobodys_business(self):
        self.contract.sudo()._sign("Lin Hua", PIXEL, "192.0.2.7")
        amendment = self.contract._create_amendment().sudo()
        answer = self.url_open(self._page(amendment), allow_redirects=False)
        self.assertRedirected(answer)

    def test_declined_amendment_is_a_draft_again(self):
        amendment = self._send_amendment()
        csrf = self._csrf(self._page(amendment))
        url = self._page(amendment, "/decline")
        data = {"csrf_token": csrf, "name": "Lin", "reason": "Not agreed"}
        self.url_open(url, data=data)
        self.assertEqual(amendment.state, "draft")
        self.assertEqual(self.contract.state, "effective")

    def _page(self, document, suffix=""):
        """The address that the mail to the customer holds."""
        token = document.sudo()._portal_ensure_token()
        return f"{document.access_url}{suffix}?access_token={token}"

    def assertRedirected(self, answer):
        self.assertIn(answer.status_code, (302, 303))

    def _send_amendment(self):
        self.contract.sudo()._sign("Lin Hua", PIXEL, "192.0.2.7")
        amendment = self.contract._create_amendment(reason="New price")
        amendment.line_ids.price_unit = 100000.0
        amendment.instalment_ids[1].amount = 35000.0
        amendment.action_submit()
        for user in (self.lena, self.dora):
            amendment.sudo().approval_ids.with_user(user).action_approve()
        amendment.action_send()
        return amendment.sudo()

    def _csrf(self, url):
        page = self.url_open(url).text
        return re.search(r'csrf_token: "([^"]+)"', page).group(1)

    def _sign(self, amendment, csrf):
        query = f"?access_token={amendment.access_token}&csrf_token={csrf}"
        query += f"&seen={amendment.sent_document_hash}"
        return self.make_jsonrpc_request(
            f"/my/contracts/amendment/{amendment.id}/sign{query}",
            {"name": "Lin Hua", "signature": PIXEL},
        )
