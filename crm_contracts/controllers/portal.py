# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import binascii
from urllib.parse import quote

from odoo import http
from odoo.exceptions import AccessError, LockError, MissingError, UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..models.crm_contract_states import SHARED


class ContractPortal(CustomerPortal):
    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "crm_contract_count" in counters:
            contracts = request.env["crm.contract"]
            values["crm_contract_count"] = (
                contracts.search_count(self._prepare_contracts_domain())
                if contracts.has_access("read")
                else 0
            )
        return values

    def _prepare_contracts_domain(self):
        """Also for staff who open the portal: their own company's contracts only."""
        partner = request.env.user.commercial_partner_id
        return [
            ("partner_id", "child_of", partner.ids),
            ("state", "in", SHARED),
        ]

    def _get_contract_searchbar_sortings(self):
        return {
            "date": {"label": request.env._("Newest"), "order": "id desc"},
            "due": {"label": request.env._("Next Due"), "order": "date_next_due"},
            "name": {"label": request.env._("Number"), "order": "name"},
        }

    @http.route(
        ["/my/contracts", "/my/contracts/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_contracts(self, page=1, sortby=None, **kw):
        contracts = request.env["crm.contract"]
        domain = self._prepare_contracts_domain()
        sortings = self._get_contract_searchbar_sortings()
        sortby = sortby if sortby in sortings else "date"
        pager = portal_pager(
            url="/my/contracts",
            url_args={"sortby": sortby},
            total=contracts.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        found = contracts.search(
            domain,
            order=sortings[sortby]["order"],
            limit=self._items_per_page,
            offset=pager["offset"],
        )
        request.session["my_contracts_history"] = found.ids[:100]
        values = {
            **self._prepare_portal_layout_values(),
            "contracts": found.sudo(),
            "page_name": "crm_contract",
            "pager": pager,
            "default_url": "/my/contracts",
            "searchbar_sortings": sortings,
            "sortby": sortby,
        }
        return request.render("crm_contracts.portal_my_contracts", values)

    @http.route(
        "/my/contracts/<int:contract_id>", type="http", auth="public", website=True
    )
    def portal_contract(self, contract_id, access_token=None, message=None, **kw):
        try:
            contract = self._contract_for_customer(contract_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        values = {
            "contract": contract,
            "page_name": "crm_contract",
            "message": message,
            "refusal": kw.pop("refusal", None),
            "signer_name": self._default_signer(contract),
            "sign_url": self._sign_url(contract),
            "res_company": contract.company_id,
        }
        values = self._get_page_view_values(
            contract, access_token, values, "my_contracts_history", False, **kw
        )
        return request.render("crm_contracts.portal_contract", values)

    @http.route(
        "/my/contracts/<int:contract_id>/document",
        type="http",
        auth="public",
        website=True,
    )
    def portal_contract_document(self, contract_id, access_token=None, **kw):
        """The frozen document: the one to sign, then the signed one."""
        try:
            contract = self._contract_for_customer(contract_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        document = contract.document_id or contract.sent_document_id
        if not document:
            return request.redirect(contract.get_portal_url())
        stream = request.env["ir.binary"].sudo()._get_stream_from(document)
        return stream.get_response(as_attachment=False)

    @http.route(
        "/my/contracts/<int:contract_id>/sign",
        type="jsonrpc",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_contract_sign(self, contract_id, name=None, signature=None, **kw):
        return self._sign_document(
            self._contract_for_customer, contract_id, name, signature
        )

    @http.route(
        "/my/contracts/<int:contract_id>/decline",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_contract_decline(self, contract_id, access_token=None, **post):
        return self._decline_document(
            self._contract_for_customer, contract_id, access_token, post
        )

    @http.route(
        "/my/contracts/<int:contract_id>/version/<int:number>",
        type="http",
        auth="public",
        website=True,
    )
    def portal_contract_version(self, contract_id, number, access_token=None, **kw):
        """The signed PDF of an earlier version."""
        try:
            contract = self._contract_for_customer(contract_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        version = contract.version_ids.filtered(lambda v: v.number == number)
        if not version.document_id:
            return request.redirect(contract.get_portal_url())
        stream = request.env["ir.binary"].sudo()._get_stream_from(version.document_id)
        return stream.get_response(as_attachment=False)

    def _sign_url(self, document):
        """Where the form signs: with the token and the document that the page shows."""
        seen = document.sent_document_hash or ""
        return document.get_portal_url(
            suffix="/sign",
            query_string=f"&seen={seen}&csrf_token={quote(request.csrf_token())}",
        )

    def _sign_document(self, find, document_id, name, signature):
        """Signs what `find` gives for the token of the page, or says why not."""
        query = request.httprequest.args
        if not request.validate_csrf(query.get("csrf_token")):
            return {
                "error": request.env._("This page is too old; load it again, please.")
            }
        try:
            document = find(document_id, query.get("access_token"))
            self._take_signature(document, name, signature, query.get("seen"))
        except (AccessError, MissingError):
            return {"error": request.env._("This contract cannot be opened.")}
        except (TypeError, binascii.Error):
            return {"error": request.env._("The signature cannot be read; try again.")}
        except LockError:
            return {
                "error": request.env._(
                    "Somebody else is signing this very moment. Load the page again."
                )
            }
        except UserError as refusal:
            return {"error": str(refusal)}
        return {
            "force_refresh": True,
            "redirect_url": document.get_portal_url(query_string="&message=signed"),
        }

    def _decline_document(self, find, document_id, access_token, post):
        """The customer does not sign, and says why; a thank-you page follows."""
        try:
            document = find(document_id, access_token)
            self._check_is_customer()
            document._decline(post.get("name"), post.get("reason"))
        except (AccessError, MissingError):
            return request.redirect("/my")
        except UserError as refusal:
            return request.redirect(
                document.get_portal_url(query_string=f"&refusal={quote(str(refusal))}")
            )
        return request.render("crm_contracts.portal_declined", {"document": document})

    def _contract_for_customer(self, contract_id, access_token):
        """The contract (sudo) for who owns it or holds its token, once it was sent."""
        contract = self._document_check_access(
            "crm.contract", contract_id, access_token
        )
        if contract.state not in SHARED:
            raise MissingError(request.env._("This contract is being prepared."))
        return contract.with_user(request.env.user).sudo()

    def _take_signature(self, document, name, signature, seen):
        user = request.env.user
        self._check_is_customer()
        document._sign(name, signature, request.httprequest.remote_addr, seen or "")
        if user.commercial_partner_id != document.partner_id:
            document._note_by_link(document._signatory())

    def _check_is_customer(self):
        if request.env.user._is_internal():
            raise UserError(request.env._("The customer signs, not a colleague."))

    def _default_signer(self, contract):
        """A company does not sign; a person does."""
        if not request.env.user._is_public():
            return request.env.user.name
        signatory = contract._signatory()
        return "" if signatory.is_company else signatory.name
