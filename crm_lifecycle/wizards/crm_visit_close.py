# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmVisitClose(models.TransientModel):
    _name = "crm.visit.close"
    _description = "Visit that Does not Take Place"

    visit_ids = fields.Many2many("crm.customer.visit", required=True)
    state = fields.Selection(
        selection=[("missed", "Missed"), ("cancelled", "Cancelled")],
        string="It Was",
        default="missed",
        required=True,
    )
    reason = fields.Char(required=True)

    def action_close(self):
        self.ensure_one()
        self.visit_ids._close_without_visit(self.state, self.reason)
        return {"type": "ir.actions.act_window_close"}
