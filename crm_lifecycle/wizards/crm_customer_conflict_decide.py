# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerConflictDecide(models.TransientModel):
    _name = "crm.customer.conflict.decide"
    _description = "Decide on a Conflict"

    conflict_id = fields.Many2one("crm.customer.conflict", required=True, readonly=True)
    decision = fields.Selection(
        selection=[
            ("first", "Belongs to the first salesperson"),
            ("second", "Belongs to the second salesperson"),
            ("split", "Shared"),
        ],
        required=True,
        default="first",
    )
    first_percent = fields.Float(string="Share of the First (%)", default=50)
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.conflict_id._decide(self.decision, self.reason, self.first_percent)
        return {"type": "ir.actions.act_window_close"}
