# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmSmsMixin(models.AbstractModel):
    """Text messages beside the task, where the company wants them and Odoo has SMS."""

    _name = "crm.sms.mixin"
    _description = "Text Messages to Colleagues"

    @api.model
    def _send_sms(self, users, company, body):
        """Queues one message for each of `users` with a number; Odoo's job sends it.

        Without the SMS app, without a number, or where it is off, the task alone
        reminds.
        """
        if "sms.sms" not in self.env or not company.sudo().lifecycle_sms:
            return
        self.env["sms.sms"].sudo().create(
            [
                {
                    "partner_id": user.partner_id.id,
                    "number": number,
                    "body": body,
                }
                for user in users.sudo()
                if (number := user.partner_id.phone_sanitized or user.phone)
            ]
        )
