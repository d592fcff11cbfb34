# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from .portal import ContractPortal

# before it is sent for signature an amendment is nobody's business outside
READABLE = ("signing", "effective")


class AmendmentPortal(ContractPortal):
    """Amendments in the portal: read, signed or declined like contracts.

    They are opened by their token only, which the page of the contract hands out.
    """

    @http.route(
        "/my/contracts/amendment/<int:amendment_id>",
        type="http",
        auth="public",
        website=True,
    )
    def portal_amendment(self, amendment_id, access_token=None, message=None, **kw):
        try:
            amendment = self._amendment_for_customer(amendment_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        contract = amendment.contract_id
        values = {
            "amendment": amendment,
            "contract": contract,
            "object": amendment,
            "page_name": "crm_contract",
            "message": message,
            "refusal": kw.get("refusal"),
            "signer_name": self._default_signer(amendment),
            "sign_url": self._sign_url(amendment),
            "res_company": contract.company_id,
            "access_token": access_token,
        }
        return request.render("crm_contracts.portal_contract_amendment", values)

    @http.route(
        "/my/contracts/amendment/<int:amendment_id>/document",
        type="http",
        auth="public",
        website=True,
    )
    def portal_amendment_document(self, amendment_id, access_token=None, **kw):
        try:
            amendment = self._amendment_for_customer(amendment_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        document = amendment.document_id or amendment.sent_document_id
        if not document:
            return request.redirect(amendment.get_portal_url())
        stream = request.env["ir.binary"].sudo()._get_stream_from(document)
        return stream.get_response(as_attachment=False)

    @http.route(
        "/my/contracts/amendment/<int:amendment_id>/sign",
        type="jsonrpc",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_amendment_sign(self, amendment_id, name=None, signature=None, **kw):
        return self._sign_document(
            self._amendment_for_customer, amendment_id, name, signature
        )

    @http.route(
        "/my/contracts/amendment/<int:amendment_id>/decline",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_amendment_decline(self, amendment_id, access_token=None, **post):
        return self._decline_document(
            self._amendment_for_customer, amendment_id, access_token, post
        )

    def _amendment_for_customer(self, amendment_id, access_token):
        """The amendment (sudo) for who holds its token, once it was sent."""
        amendment = self._document_check_access(
            "crm.contract.amendment", amendment_id, access_token
        )
        if amendment.state not in READABLE:
            raise MissingError(request.env._("This amendment is being prepared."))
        return amendment.with_user(request.env.user).sudo()
