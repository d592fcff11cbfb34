# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCollectionPause(models.TransientModel):
    """Asks until when, and why, a customer gets no reminders."""

    _name = "crm.collection.pause"
    _description = "Pause of Reminders"

    customer_ids = fields.Many2many("crm.customer", required=True)
    date_until = fields.Date(
        string="No Reminders until", help="Empty: reminders are sent again."
    )
    reason = fields.Char()

    def action_confirm(self):
        self.ensure_one()
        self.customer_ids._hold_collection(self.date_until, self.reason)
        return {"type": "ir.actions.act_window_close"}
