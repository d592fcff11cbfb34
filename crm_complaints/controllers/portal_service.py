# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

PAGE = "/my/services/<int:service_id>"


class ServicePortal(CustomerPortal):
    """The service sheet: read with GET, signed with a call that needs the session."""

    @http.route(PAGE, type="http", auth="public", website=True, methods=["GET"])
    def portal_service(self, service_id, access_token=None, **kw):
        service = self._own_service(service_id, access_token)
        if not service:
            return request.redirect("/my")
        if kw.get("report_type") == "pdf" and service.state in ("done", "signed"):
            return self._show_report(
                model=service,
                report_type="pdf",
                report_ref="crm_complaints.crm_complaint_service_report",
                download=bool(kw.get("download")),
            )
        values = self._prepare_portal_layout_values()
        values.update(
            service=service,
            page_name="complaint",
            complaint=service.complaint_id,
            is_customer=not request.env.user._is_internal(),
            error="",
        )
        return request.render("crm_complaints.portal_complaint_service", values)

    @http.route(
        f"{PAGE}/sign", type="jsonrpc", auth="public", website=True, methods=["POST"]
    )
    def portal_service_sign(
        self, service_id, access_token=None, name=None, signature=None, remark="", **kw
    ):
        access_token = access_token or request.httprequest.args.get("access_token")
        service = self._own_service(service_id, access_token)
        if not service:
            return {"error": request.env._("This service sheet does not exist.")}
        user = request.env.user
        if user._is_internal():
            return {"error": request.env._("The customer signs, not a colleague.")}
        partner = service.partner_id if user._is_public() else user.partner_id
        try:
            with request.env.cr.savepoint():
                service._sign(name, signature, partner, remark)
                if user._is_public():
                    service._note_by_link(partner)
        except UserError as error:
            return {"error": str(error)}
        return {"force_refresh": True, "redirect_url": service.get_portal_url()}

    def _own_service(self, service_id, access_token):
        """The service (superuser) if the visitor may see it, else nothing."""
        service = request.env["crm.complaint.service"].sudo().browse(service_id)
        service = service.exists()
        if service and service._is_token(access_token):
            return service
        user = request.env.user
        if service and user._is_internal():
            may_read = service.with_user(user).has_access("read")
            return service if may_read else service.browse()
        if service and service.complaint_id._is_visible_to(user):
            return service
        return service.browse()
