# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import api, models

# What an automatic answer neither opens nor answers.
DEAF = ("crm.complaint", "crm.complaint.inquiry")

_logger = logging.getLogger(__name__)


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        """Automatic answers (absence notes, robots) neither open a complaint nor count
        as the customer's or a supplier's word: our acknowledgement would answer them
        for ever."""
        if self._is_automatic_answer(message):
            kept = [route for route in routes or () if route[0] not in DEAF]
            if len(kept) < len(routes or ()):
                _logger.info(
                    "Complaints: ignored the automatic answer %s",
                    message_dict.get("message_id"),
                )
            routes = kept
        routes = self._route_by_number(message_dict, routes)
        return super()._message_route_process(message, message_dict, routes)

    @api.model
    def _route_by_number(self, message_dict, routes):
        """A mail that only names the number of a complaint joins its conversation; a
        supplier's mail that names the number of an inquiry is the answer to it."""
        fresh = [r for r in routes or () if r[0] == "crm.complaint" and not r[1]]
        if not fresh:
            return routes
        complaint = self.env["crm.complaint"]._thread_of_subject(message_dict)
        inquiry = self.env["crm.complaint.inquiry"]._inquiry_of_subject(message_dict)
        if not complaint and not inquiry:
            return routes
        model = "crm.complaint" if complaint else "crm.complaint.inquiry"
        _model, _thread, _values, *rest = fresh[0]
        kept = [route for route in routes if route not in fresh]
        return [(model, complaint or inquiry, None, *rest), *kept]

    @api.model
    def _is_automatic_answer(self, message):
        """Whether a mail says of itself that no person wrote it (RFC 3834)."""
        submitted = (message.get("Auto-Submitted") or "no").strip().lower()
        precedence = (message.get("Precedence") or "").strip().lower()
        return (
            not submitted.startswith("no")
            or precedence in ("auto_reply", "bulk", "junk")
            or bool(message.get("X-Autoreply"))
        )
