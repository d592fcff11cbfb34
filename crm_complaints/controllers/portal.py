# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import http
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

from .complaint_form import ComplaintForm
from .complaint_list import ComplaintList

# Counted in ``portal.mixin`` terms: a link with the token is as good as a log-in.
PAGE = "/my/complaints/<int:complaint_id>"


class ComplaintPortal(CustomerPortal):
    """The customer's complaints. Reading is GET; every change is a POST with CSRF."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "complaint_count" in counters:
            domain = self._prepare_complaints_domain()
            values["complaint_count"] = (
                request.env["crm.complaint"].sudo().search_count(domain)
            )
        return values

    def _prepare_complaints_domain(self, wanted=()):
        """Complaints the visitor may see: the company's or his own, by setting."""
        complaints = request.env["crm.complaint"]
        return complaints._portal_domain(request.env.user) & Domain(list(wanted))

    @http.route(
        ["/my/complaints", "/my/complaints/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def portal_my_complaints(self, page=1, **kw):
        shown = ComplaintList(request.env, kw)
        domain = self._prepare_complaints_domain(shown.domain)
        complaints = request.env["crm.complaint"].sudo()
        pages = pager(
            url="/my/complaints",
            total=complaints.search_count(domain),
            page=page,
            step=self._items_per_page,
            url_args=shown.url_args,
        )
        found = complaints.search(
            domain,
            order=shown.order,
            limit=self._items_per_page,
            offset=pages["offset"],
        )
        values = self._prepare_portal_layout_values()
        values.update(
            shown.values(),
            complaints=found,
            groups=shown.groups(found),
            page_name="complaint",
            pager=pages,
            default_url="/my/complaints",
        )
        return request.render("crm_complaints.portal_my_complaints", values)

    @http.route(
        "/my/complaints/new", type="http", auth="user", website=True, methods=["GET"]
    )
    def portal_complaint_new(self, order_line_id=None, **kw):
        lists = {"order_line_id": [order_line_id or ""]}
        form = ComplaintForm(request.env, kw, [], lists)
        return self._render_new_complaint(form)

    @http.route(
        "/my/complaints/new", type="http", auth="user", website=True, methods=["POST"]
    )
    def portal_complaint_create(self, **post):
        files = request.httprequest.files.getlist("pictures")
        lists = request.httprequest.form.to_dict(flat=False)
        form = ComplaintForm(request.env, post, files, lists)
        if "more" in post or "search" in post:
            more = 2 if "more" in post else 0
            return self._render_new_complaint(form, more=more)
        try:
            form.check()
            with request.env.cr.savepoint():
                complaint = form.file()
        except (UserError, ValidationError) as error:
            return self._render_new_complaint(form, str(error))
        return request.redirect(complaint.get_portal_url(query_string="&filed=1"))

    def _render_new_complaint(self, form, error="", more=0):
        values = self._prepare_portal_layout_values()
        values.update(
            form=form,
            rows=form.lines.shown(more),
            error=error,
            page_name="complaint",
            is_new_complaint=True,
        )
        response = request.render("crm_complaints.portal_complaint_new", values)
        if error:
            response.status_code = 400
        return response

    @http.route(PAGE, type="http", auth="public", website=True, methods=["GET"])
    def portal_complaint(self, complaint_id, access_token=None, **kw):
        complaint = self._own_complaint(complaint_id, access_token)
        if not complaint:
            return request.redirect("/my")
        return self._render_complaint(complaint, access_token, filed=kw.get("filed"))

    @http.route(
        f"{PAGE}/reply", type="http", auth="public", website=True, methods=["POST"]
    )
    def portal_complaint_reply(self, complaint_id, access_token=None, **post):
        def reply(complaint, partner):
            files = request.httprequest.files.getlist("pictures")
            form = ComplaintForm(request.env, post, files)
            form.reply(complaint, partner)

        return self._change(complaint_id, access_token, reply)

    @http.route(
        f"{PAGE}/compensation/<int:offer_id>/<string:answer>",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def portal_complaint_answer(self, complaint_id, offer_id, answer, **post):
        def decide(complaint, partner):
            offer = complaint.compensation_ids.filtered(lambda o: o.id == offer_id)
            if not offer or answer not in ("accept", "refuse"):
                raise UserError(request.env._("This offer does not exist."))
            reason = (post.get("reason") or "").strip()[:500]
            if answer == "accept":
                offer._accept(partner, reason)
            else:
                offer._refuse(partner, reason)

        return self._change(complaint_id, post.get("access_token"), decide)

    @http.route(
        f"{PAGE}/rate", type="http", auth="public", website=True, methods=["POST"]
    )
    def portal_complaint_rate(self, complaint_id, access_token=None, **post):
        def rate(complaint, partner):
            value = post.get("rate") or ""
            complaint._rate(
                int(value) if value.isdecimal() else 0,
                (post.get("feedback") or "").strip()[:2000],
                partner,
            )

        return self._change(complaint_id, access_token, rate)

    def _own_complaint(self, complaint_id, access_token):
        """The complaint (superuser) if the visitor may see it, else nothing."""
        complaint = request.env["crm.complaint"].sudo().browse(complaint_id).exists()
        if complaint and complaint._is_visible_to(request.env.user, access_token):
            return complaint
        return complaint.browse()

    def _change(self, complaint_id, access_token, step):
        """Runs a step of the customer; a refusal is shown on the page, not stored."""
        complaint = self._own_complaint(complaint_id, access_token)
        if not complaint:
            return request.redirect("/my")
        user = request.env.user
        partner = complaint.partner_id if user._is_public() else user.partner_id
        if user._is_internal():
            return self._render_complaint(
                complaint,
                access_token,
                error=request.env._(
                    "Answers of the customer are given by the customer."
                ),
            )
        try:
            with request.env.cr.savepoint():
                step(complaint, partner)
                if user._is_public():
                    complaint._note_by_link(partner)
        except (UserError, ValidationError) as error:
            return self._render_complaint(complaint, access_token, error=str(error))
        return request.redirect(complaint.get_portal_url(anchor="conversation"))

    def _render_complaint(self, complaint, access_token, error="", filed=""):
        values = self._prepare_portal_layout_values()
        values.update(
            complaint=complaint,
            complaint_messages=complaint._portal_messages(),
            token=access_token or "",
            page_name="complaint",
            error=error,
            filed=filed,
            backend_url=f"/odoo/complaints/{complaint.id}",
        )
        response = request.render("crm_complaints.portal_complaint", values)
        if error:
            response.status_code = 400
        return response
