# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmComplaintSecretMixin(models.AbstractModel):
    """Mails with a link that answers for its receiver: only he reads it.

    Odoo keeps the text of a mail once more as a message of its record, open to
    everybody who reads the record; there the text is taken away.
    """

    _name = "crm.complaint.secret.mixin"
    _description = "Mails Nobody Else Reads"

    def _send_secret(self, template):
        """Queues one mail per record and returns them; called as superuser."""
        mails = template.send_mail_batch(
            self.ids, email_layout_xmlid="mail.mail_notification_light"
        )
        mails.mail_message_id.body = self.env._(
            "The text of this mail holds a link for its receiver and is not kept."
        )
        return mails
