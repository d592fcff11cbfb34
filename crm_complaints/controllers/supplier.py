# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, http
from odoo.exceptions import UserError, ValidationError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

from .complaint_form import ComplaintForm

PAGE = "/my/supplier-inquiries/<int:inquiry_id>"


class SupplierPortal(CustomerPortal):
    """What a supplier sees of complaints about his products, and his answer.

    Reading is GET; the answer is a POST with CSRF. Only the inquiry is shown, never
    the complaint behind it.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "supplier_inquiry_count" in counters:
            values["supplier_inquiry_count"] = (
                request.env["crm.complaint.inquiry"]
                .sudo()
                .search_count(self._prepare_inquiries_domain())
            )
        return values

    def _prepare_inquiries_domain(self):
        """Inquiries to the visitor's own company, nobody else's."""
        inquiries = request.env["crm.complaint.inquiry"]
        return inquiries._portal_domain(request.env.user)

    @http.route(
        ["/my/supplier-inquiries", "/my/supplier-inquiries/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def portal_my_supplier_inquiries(self, page=1, **kw):
        domain = self._prepare_inquiries_domain()
        inquiries = request.env["crm.complaint.inquiry"].sudo()
        pages = pager(
            url="/my/supplier-inquiries",
            total=inquiries.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        values = self._prepare_portal_layout_values()
        values.update(
            inquiries=inquiries.search(
                domain,
                order="date_sent desc, id desc",
                limit=self._items_per_page,
                offset=pages["offset"],
            ),
            page_name="supplier_inquiry",
            pager=pages,
            default_url="/my/supplier-inquiries",
        )
        return request.render("crm_complaints.portal_my_supplier_inquiries", values)

    @http.route(PAGE, type="http", auth="public", website=True, methods=["GET"])
    def portal_supplier_inquiry(self, inquiry_id, access_token=None, **kw):
        inquiry = self._own_inquiry(inquiry_id, access_token)
        if not inquiry:
            return request.redirect("/my")
        return self._render_inquiry(inquiry, access_token)

    @http.route(
        f"{PAGE}/file/<int:file_id>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
    )
    def portal_supplier_file(self, inquiry_id, file_id, access_token=None, **kw):
        inquiry = self._own_inquiry(inquiry_id, access_token)
        files = inquiry.attachment_ids.filtered(lambda file: file.id == file_id)
        if not files:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_stream_from(files)
        return stream.get_response(as_attachment=True)

    @http.route(
        f"{PAGE}/answer", type="http", auth="public", website=True, methods=["POST"]
    )
    def portal_supplier_answer(self, inquiry_id, access_token=None, **post):
        inquiry = self._own_inquiry(inquiry_id, access_token)
        if not inquiry:
            return request.redirect("/my")
        user = request.env.user
        if user._is_internal():
            error = request.env._("Answers of the supplier are given by the supplier.")
            return self._render_inquiry(inquiry, access_token, error, post)
        partner = inquiry.partner_id if user._is_public() else user.partner_id
        try:
            with request.env.cr.savepoint():
                self._take_supplier_answer(inquiry, partner, post)
                if user._is_public():
                    inquiry._note_by_link(partner)
        except (UserError, ValidationError) as error:
            return self._render_inquiry(inquiry, access_token, str(error), post)
        return request.redirect(inquiry.get_portal_url())

    def _take_supplier_answer(self, inquiry, partner, post):
        uploads = request.httprequest.files.getlist("pictures")
        form = ComplaintForm(request.env, post, uploads)
        pictures = form._pictures(inquiry.company_id)
        inquiry._answer(
            partner,
            form.text("cause", 5000),
            form.text("measure", 5000),
            self._day(form.text("date_measure", 10)),
        )
        if pictures:
            inquiry.message_post(
                body=request.env._("Files of the supplier"),
                author_id=partner.id,
                attachments=pictures,
            )

    def _day(self, typed):
        try:
            return fields.Date.to_date(typed or False)
        except ValueError:
            raise UserError(
                request.env._("Please type the date of the measure as a date.")
            )

    def _own_inquiry(self, inquiry_id, access_token):
        """The inquiry (superuser) if the visitor may see it, else nothing."""
        inquiry = request.env["crm.complaint.inquiry"].sudo().browse(inquiry_id)
        inquiry = inquiry.exists()
        if inquiry and inquiry._is_visible_to(request.env.user, access_token):
            return inquiry
        return inquiry.browse()

    def _render_inquiry(self, inquiry, access_token, error="", typed=None):
        values = self._prepare_portal_layout_values()
        values.update(
            inquiry=inquiry,
            token=access_token or "",
            page_name="supplier_inquiry",
            error=error,
            typed=typed or {},
        )
        response = request.render("crm_complaints.portal_supplier_inquiry", values)
        if error:
            response.status_code = 400
        return response
