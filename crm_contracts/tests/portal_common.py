# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo.tests import HttpCase

from .common import PIXEL, ContractsCommon


class ContractPortalCommon(ContractsCommon, HttpCase):
    """A contract that lin was sent, a draft, and a rival; holds no tests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        partners = cls.env["res.partner"]
        person = partners.create(
            {
                "name": "Lin Hua",
                "email": "lin@example.com",
                "parent_id": cls.customer.partner_id.id,
            }
        )
        rival = partners.create({"name": "Rival", "is_company": True})
        for login, partner in (("lin_portal", person), ("rival_portal", rival)):
            cls._create_user(login, "base.group_portal", partner_id=partner.id)
        cls.contract = cls._approve(cls._create_contract(contact_id=person.id))
        cls.draft = cls._create_contract(subject="Not ready")
        cls.contract.with_user(cls.sally).action_send()
        cls.url = f"/my/contracts/{cls.contract.id}"

    def _link(self, contract=None, suffix=""):
        """The link of the customer's mail."""
        contract = (contract or self.contract).sudo()
        url = f"{contract.access_url}{suffix}"
        return f"{url}?access_token={contract._portal_ensure_token()}"

    def _csrf(self, url=None):
        page = self.url_open(url or self._link()).text
        return re.search(r'csrf_token: "([^"]+)"', page).group(1)

    def _sign(self, token=None, csrf=None, name="Lin Hua", signature=PIXEL):
        seen = self.contract.sudo().sent_document_hash
        query = f"?access_token={token or ''}&csrf_token={csrf or ''}&seen={seen}"
        return self.make_jsonrpc_request(
            f"{self.url}/sign{query}", {"name": name, "signature": signature}
        )
