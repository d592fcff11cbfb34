# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerLock(models.TransientModel):
    _name = "crm.customer.lock"
    _description = "Lock a Customer"

    customer_ids = fields.Many2many("crm.customer", required=True)
    date_until = fields.Date(string="Locked until", required=True)
    reason = fields.Char(required=True)

    def action_lock(self):
        self.ensure_one()
        self.customer_ids._lock(self.date_until, self.reason)
        return {"type": "ir.actions.act_window_close"}
