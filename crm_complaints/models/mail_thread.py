# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import api, models

_logger = logging.getLogger(__name__)


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        """Automatic answers (absence notes, robots) neither open a complaint nor count
        as the customer's word: our acknowledgement would answer them for ever."""
        if self._is_automatic_answer(message):
            kept = [route for route in routes or () if route[0] != "crm.complaint"]
            if len(kept) < len(routes or ()):
                _logger.info(
                    "Complaints: ignored the automatic answer %s",
                    message_dict.get("message_id"),
                )
            routes = kept
        return super()._message_route_process(message, message_dict, routes)

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
