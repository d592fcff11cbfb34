# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmDuplicateDecide(models.TransientModel):
    _name = "crm.duplicate.decide"
    _description = "Tell Two Customers Apart"

    duplicate_ids = fields.Many2many("crm.customer.duplicate", required=True)
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.duplicate_ids._tell_apart(self.reason)
        return {"type": "ir.actions.act_window_close"}
