# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import http
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.http import request

from .portal import PAGE, ComplaintPortal
from .satisfaction_form import SatisfactionForm

LINK = "/satisfaction/<string:token>"
INTERVIEW = "/satisfaction/interview/<int:invitation_id>"


class SatisfactionPortal(ComplaintPortal):
    """The customer's voice: was it solved, surveys by link, results."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "satisfaction_count" in counters:
            pending, reported = self._own_surveys()
            values["satisfaction_count"] = len(pending) + len(reported)
        return values

    @http.route(
        f"{PAGE}/confirm/<string:answer>",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def portal_complaint_confirm(self, complaint_id, answer, access_token=None, **post):
        def confirm(complaint, partner):
            if answer not in ("yes", "no"):
                raise UserError(request.env._("Please answer yes or no."))
            words = (post.get("reason") or "").strip()[:500]
            complaint._confirm(answer, "portal", words, partner)

        return self._change(complaint_id, access_token, confirm)

    @http.route(
        "/my/satisfaction", type="http", auth="user", website=True, methods=["GET"]
    )
    def portal_my_satisfaction(self, **kw):
        pending, reported = self._own_surveys()
        values = self._prepare_portal_layout_values()
        values.update(pending=pending, reported=reported, page_name="satisfaction")
        return request.render("crm_complaints.portal_my_satisfaction", values)

    @http.route(LINK, type="http", auth="public", website=True, methods=["GET"])
    def satisfaction_page(self, token, **kw):
        invitation = self._invitation_of(token)
        if not invitation:
            raise request.not_found()
        return self._render_invitation(invitation, f"/satisfaction/{token}", {})

    @http.route(LINK, type="http", auth="public", website=True, methods=["POST"])
    def satisfaction_answer(self, token, **post):
        invitation = self._invitation_of(token)
        if not invitation:
            raise request.not_found()
        return self._take_answer(invitation, f"/satisfaction/{token}", post, "portal")

    @http.route(INTERVIEW, type="http", auth="user", website=True, methods=["GET"])
    def satisfaction_interview(self, invitation_id, **kw):
        invitation = self._interviewed(invitation_id)
        return self._render_invitation(
            invitation, f"/satisfaction/interview/{invitation_id}", {}, interview=True
        )

    @http.route(INTERVIEW, type="http", auth="user", website=True, methods=["POST"])
    def satisfaction_record(self, invitation_id, **post):
        invitation = self._interviewed(invitation_id)
        channel = post.get("channel")
        return self._take_answer(
            invitation,
            f"/satisfaction/interview/{invitation_id}",
            post,
            channel if channel in ("phone", "visit") else "phone",
        )

    @http.route(
        "/satisfaction/preview/<int:survey_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def satisfaction_preview(self, survey_id, **kw):
        survey = request.env["crm.satisfaction.survey"].browse(survey_id).exists()
        if not survey.has_access("read"):
            raise request.not_found()
        form = SatisfactionForm(survey.sudo(), {})
        return self._render_page(survey.sudo(), form=form, preview=True)

    def _invitation_of(self, token):
        """The invitation (superuser) of a link, or nothing."""
        return (
            request.env["crm.satisfaction.invitation"]
            .sudo()
            .search([("access_token", "=", token)], limit=1)
        )

    def _interviewed(self, invitation_id):
        """The invitation for staff who may record answers; 404 for everybody else."""
        invitation = request.env["crm.satisfaction.invitation"].browse(invitation_id)
        try:
            invitation.exists()._check_may_record()
        except AccessError as error:
            raise request.not_found() from error
        if not invitation.exists():
            raise request.not_found()
        return invitation.sudo()

    def _take_answer(self, invitation, url, post, channel):
        form = SatisfactionForm(invitation.survey_id, post)
        try:
            with request.env.cr.savepoint():
                invitation._answer(form.sheet(), channel)
        except (UserError, ValidationError) as error:
            return self._render_invitation(
                invitation, url, post, channel != "portal", str(error)
            )
        return request.redirect(url)

    def _render_invitation(self, invitation, url, post, interview=False, error=""):
        """The questions, the thanks, or why no answer is taken."""
        survey = invitation.survey_id.with_company(invitation.company_id)
        if not request.env.user._is_internal() and invitation.partner_id.lang:
            survey = survey.with_context(lang=invitation.partner_id.lang)
        return self._render_page(
            survey,
            invitation=invitation,
            form=SatisfactionForm(survey, post),
            url=url,
            interview=interview,
            error=error,
            closed=invitation._why_closed(),
        )

    def _render_page(self, survey, error="", **values):
        response = request.render(
            "crm_complaints.satisfaction_page",
            {"survey": survey, "error": error, "page_name": "satisfaction", **values},
        )
        if error:
            response.status_code = 400
        return response

    def _own_surveys(self):
        """(invitations to answer, invitations with results) of the own company."""
        partner = request.env.user.partner_id
        invitations = request.env["crm.satisfaction.invitation"].sudo()
        pending = invitations.search(
            [
                ("partner_id", "=", partner.id),
                ("state", "in", ("sent", "interview")),
                ("survey_id.state", "=", "running"),
            ]
        )
        reported = invitations.search(
            [
                ("partner_id", "child_of", partner.commercial_partner_id.id),
                ("date_sent", "!=", False),
                ("survey_id.date_letter", "!=", False),
            ]
        )
        return pending, reported
