# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import http

from .portal import PAGE, ComplaintPortal


class ComplaintPortalSteps(ComplaintPortal):
    """What a customer decides about his own complaint; the model checks it."""

    @http.route(
        f"{PAGE}/escalate", type="http", auth="public", website=True, methods=["POST"]
    )
    def portal_complaint_escalate(self, complaint_id, access_token=None, **post):
        def escalate(complaint, partner):
            complaint._customer_escalates(post.get("reason"), partner)

        return self._change(complaint_id, access_token, escalate)

    @http.route(
        f"{PAGE}/reopen", type="http", auth="public", website=True, methods=["POST"]
    )
    def portal_complaint_reopen(self, complaint_id, access_token=None, **post):
        def reopen(complaint, partner):
            complaint._customer_reopens(post.get("reason"), partner)

        return self._change(complaint_id, access_token, reopen)
