# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerAssign(models.TransientModel):
    _name = "crm.customer.assign"
    _description = "Assign Customers"

    customer_ids = fields.Many2many("crm.customer", required=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="New Owner",
        domain="[('share', '=', False)]",
    )
    reason = fields.Char(required=True)

    def action_assign(self):
        self.ensure_one()
        self.customer_ids._assign_owner(self.user_id, self.reason)
        return {"type": "ir.actions.act_window_close"}
