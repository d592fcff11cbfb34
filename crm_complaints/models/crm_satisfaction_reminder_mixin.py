# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain


class CrmSatisfactionReminderMixin(models.AbstractModel):
    """Reminds once whoever was written to and did not answer."""

    _name = "crm.satisfaction.reminder.mixin"
    _description = "Reminder of a Survey"

    reminder_days = fields.Integer(
        string="Remind after (Days)",
        default=7,
        help="Who has not answered by then gets the link once more, once; 0: nobody is "
        "reminded.",
    )

    _reminder_positive = models.Constraint(
        "CHECK (reminder_days >= 0)", "Days until the reminder cannot be negative."
    )

    def _remind_all(self, now, batch):
        """Reminds whoever is due; returns False when the time of the job is over."""
        if not self.reminder_days:
            return True
        domain = (
            Domain("survey_id", "=", self.id)
            & Domain("state", "=", "sent")
            & Domain("date_reminder", "=", False)
            & Domain("date_sent", "<=", now - timedelta(days=self.reminder_days))
        )
        return self._in_batches(domain, batch, lambda sheet: sheet._remind(now))
