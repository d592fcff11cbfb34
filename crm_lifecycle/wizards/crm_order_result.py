# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmOrderResult(models.TransientModel):
    _name = "crm.order.result"
    _description = "Result of an Order"

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    kind = fields.Selection(
        selection=[("person", "Person"), ("department", "Department")],
        string="Belongs to",
        required=True,
        default="person",
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Person", domain="[('share', '=', False)]"
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.order_id._set_result(self.kind, self.user_id, self.reason)
        return {"type": "ir.actions.act_window_close"}
