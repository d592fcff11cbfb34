# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import http
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

from .complaint_form import ComplaintForm

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

    def _prepare_complaints_domain(self, wanted=(), search=""):
        """Complaints of the visitor's own company, nobody else's."""
        partner = request.env.user.partner_id.commercial_partner_id
        domain = Domain("partner_id", "child_of", partner.id) & Domain(list(wanted))
        if search:
            found = [Domain(name, "ilike", search) for name in ("name", "subject")]
            domain &= Domain.OR(found)
        return domain

    def _get_complaint_searchbar_sortings(self):
        return {
            "date": {"label": request.env._("Newest"), "order": "date_opened desc, id"},
            "number": {"label": request.env._("Number"), "order": "name desc"},
            "stage": {"label": request.env._("Stage"), "order": "stage_id, id desc"},
        }

    def _get_complaint_searchbar_filters(self):
        return {
            "all": {"label": request.env._("All"), "domain": []},
            "open": {
                "label": request.env._("Open"),
                "domain": [("is_open", "=", True)],
            },
            "done": {
                "label": request.env._("Done"),
                "domain": [("is_open", "=", False)],
            },
        }

    @http.route(
        ["/my/complaints", "/my/complaints/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def portal_my_complaints(self, page=1, sortby=None, filterby=None, **kw):
        sortings = self._get_complaint_searchbar_sortings()
        filters = self._get_complaint_searchbar_filters()
        sortby = sortby if sortby in sortings else "date"
        filterby = filterby if filterby in filters else "all"
        search = (kw.get("search") or "").strip()
        domain = self._prepare_complaints_domain(filters[filterby]["domain"], search)
        complaints = request.env["crm.complaint"].sudo()
        pages = pager(
            url="/my/complaints",
            total=complaints.search_count(domain),
            page=page,
            step=self._items_per_page,
            url_args={"sortby": sortby, "filterby": filterby, "search": search},
        )
        values = self._prepare_portal_layout_values()
        values.update(
            complaints=complaints.search(
                domain,
                order=sortings[sortby]["order"],
                limit=self._items_per_page,
                offset=pages["offset"],
            ),
            page_name="complaint",
            pager=pages,
            default_url="/my/complaints",
            searchbar_sortings=sortings,
            searchbar_filters=filters,
            searchbar_inputs={
                "all": {"input": "all", "label": request.env._("Number or Subject")}
            },
            search_in="all",
            search=search,
            sortby=sortby,
            filterby=filterby,
        )
        return request.render("crm_complaints.portal_my_complaints", values)

    @http.route(
        "/my/complaints/new", type="http", auth="user", website=True, methods=["GET"]
    )
    def portal_complaint_new(self, order_line_id=None, **kw):
        form = ComplaintForm(request.env, {"order_line_id": order_line_id or ""}, [])
        return self._render_new_complaint(form)

    @http.route(
        "/my/complaints/new", type="http", auth="user", website=True, methods=["POST"]
    )
    def portal_complaint_create(self, **post):
        files = request.httprequest.files.getlist("pictures")
        form = ComplaintForm(request.env, post, files)
        try:
            form.check()
            with request.env.cr.savepoint():
                complaint = form.file()
        except (UserError, ValidationError) as error:
            return self._render_new_complaint(form, str(error))
        return request.redirect(complaint.get_portal_url(query_string="&filed=1"))

    def _render_new_complaint(self, form, error=""):
        values = self._prepare_portal_layout_values()
        values.update(
            form=form, error=error, page_name="complaint", is_new_complaint=True
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
                int(value) if value.isdigit() else 0,
                (post.get("feedback") or "").strip()[:2000],
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
