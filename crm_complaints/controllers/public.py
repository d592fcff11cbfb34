# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import http
from odoo.exceptions import UserError, ValidationError
from odoo.http import request

from .public_form import PublicComplaintForm

CONFIRM = "/complaints/confirm/<int:message_id>/<string:token>"


class PublicComplaint(http.Controller):
    """Complaints without log-in. Known and unknown addresses get the same answer."""

    @http.route("/complaints/new", type="http", auth="public", website=True)
    def public_complaint_new(self, company=None, **post):
        """GET shows the form, POST keeps a message until its sender confirms it."""
        chosen = self._public_company(company)
        if not chosen:
            raise request.not_found()
        files = request.httprequest.files.getlist("pictures")
        form = PublicComplaintForm(request.env, post, files, chosen)
        if request.httprequest.method != "POST":
            return self._render_form(form)
        return self._receive(form)

    @http.route(CONFIRM, type="http", auth="public", website=True, methods=["GET"])
    def public_complaint_ask(self, message_id, token):
        """Asks for one more click: programs that follow links confirm nothing."""
        message = self._message(message_id, token)
        values = {"message": message, "token": token}
        return request.render("crm_complaints.public_complaint_confirm", values)

    @http.route(CONFIRM, type="http", auth="public", website=True, methods=["POST"])
    def public_complaint_confirm(self, message_id, token, **post):
        message = self._message(message_id, token)
        try:
            complaint = message._confirm()
        except UserError as error:
            values = {"message": message, "token": token, "error": str(error)}
            return request.render("crm_complaints.public_complaint_confirm", values)
        return request.redirect(complaint.get_portal_url(query_string="&filed=1"))

    def _message(self, message_id, token):
        """The message (superuser) of a link; a wrong link finds nothing."""
        messages = request.env["crm.complaint.web.message"].sudo()
        message = messages.browse(message_id).exists()
        if not message or message.state == "dropped" or not message._is_token(token):
            raise request.not_found()
        return message

    def _public_company(self, wanted):
        """The company of the site or of the link, if it has switched the form on."""
        companies = request.env["res.company"].sudo()
        enabled = companies.search([("complaint_public_enabled", "=", True)])
        by_id = enabled.filtered(lambda c: str(c.id) == (wanted or ""))
        website = getattr(request, "website", None)
        home = website.company_id if website else request.env.company
        return by_id or (enabled & home) or enabled[:1]

    def _receive(self, form):
        attempts = request.env["crm.complaint.attempt"].sudo()
        company, address = form.company, request.httprequest.remote_addr
        if attempts._count("ip", address) > company.complaint_public_per_ip:
            return self._render_form(form, self._words_wait(), 429)
        if form.is_robot:
            return self._render_thanks(form)
        try:
            form.check()
            mail = f"{company.id}:{form.text('email', 254)}"
            count = attempts._count("mail", mail)
            # as many again are kept, for staff only
            if count > 2 * company.complaint_public_per_mail:
                return self._render_form(form, self._words_wait(), 429)
            with request.env.cr.savepoint():
                form.file(asks=count <= company.complaint_public_per_mail)
        except (UserError, ValidationError) as error:
            return self._render_form(form, str(error), 400)
        return self._render_thanks(form)

    def _words_wait(self):
        return request.env._("Too many messages; please try again in an hour.")

    def _render_thanks(self, form):
        return request.render("crm_complaints.public_complaint_thanks", {"form": form})

    def _render_form(self, form, error="", status=200):
        values = {"form": form, "error": error}
        response = request.render("crm_complaints.public_complaint_new", values)
        response.status_code = status
        return response
