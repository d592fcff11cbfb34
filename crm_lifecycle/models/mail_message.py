# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import AccessError

SAID = frozenset(
    {
        "attachment_ids",
        "author_id",
        "body",
        "date",
        "email_from",
        "is_internal",
        "message_type",
        "model",
        "res_id",
        "subject",
        "subtype_id",
    }
)


class MailMessage(models.Model):
    _inherit = "mail.message"

    def write(self, vals):
        if not self.env.su and SAID & vals.keys():
            self._check_said_to_customer()
        return super().write(vals)

    def unlink(self):
        if not self.env.su:
            self._check_said_to_customer()
        return super().unlink()

    def _check_said_to_customer(self):
        """Whoever wrote it: what customer and company told each other on a document
        with a page of its own is neither changed nor deleted."""
        pages = self.env.registry["crm.portal.mixin"]
        for message in self.sudo():
            model = self.env.get(message.model or "")
            if isinstance(model, pages) and message._is_said_to_customer():
                raise AccessError(
                    self.env._(
                        "%s: what customer and company wrote to each other is not "
                        "changed any more; write another message.",
                        message.record_name or message.model,
                    )
                )

    def _is_said_to_customer(self):
        return bool(self.subtype_id) and not (
            self.is_internal or self.subtype_id.internal
        )
