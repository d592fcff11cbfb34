# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PIXEL
from .portal_common import ContractPortalCommon


@tagged("post_install", "-at_install")
class TestContractPortalAttacks(ContractPortalCommon):
    """The customer, and a stranger who got hold of the link of the mail."""

    def test_customer_reads_no_judgement_about_himself(self):
        """Grade, risk, refusals and tolerances are ours; a log-in reads by RPC."""
        lin = self.env["res.users"].search([("login", "=", "lin_portal")])
        contract = self.contract.with_user(lin)
        self.assertEqual(contract.read(["name", "amount_total"])[0]["id"], contract.id)
        for name in (
            "credit_grade_id",
            "credit_risk",
            "credit_state",
            "declined_note",
            "diligence_id",
            "price_tolerance",
            "responsible_id",
            "approval_ids",
            "event_ids",
            "document_hash",
        ):
            with self.assertRaises(AccessError, msg=name):
                contract.read([name])
            with self.assertRaises(AccessError, msg=name):
                contract.search([(name, "!=", False)])
        company = self.env.company.with_user(lin)
        with self.assertRaises(AccessError):
            company.read(["contract_major_amount"])

    def test_page_that_does_not_say_what_it_showed_signs_nothing(self):
        contract = self.contract.sudo()
        url = f"{self.url}/sign?access_token={contract.access_token}"
        answer = self.make_jsonrpc_request(
            f"{url}&csrf_token={self._csrf()}",
            {"name": "Lin Hua", "signature": PIXEL},
        )
        self.assertIn("Load the page again", answer["error"])
        self.assertEqual(contract.state, "signing")

    def test_stranger_with_the_link_is_named(self):
        """Logged in as somebody else's customer: the file says it was by the link."""
        self.authenticate("rival_portal", "rival_portal")
        contract = self.contract.sudo()
        answer = self._sign(contract.access_token, self._csrf())
        self.assertIn("message=signed", answer["redirect_url"])
        notes = " ".join(contract.message_ids.mapped("body"))
        self.assertIn("without a log-in", notes)
