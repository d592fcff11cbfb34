# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintConfirmation(models.TransientModel):
    """What the customer said on the phone, by mail or at a visit: solved or not."""

    _name = "crm.complaint.confirmation"
    _description = "Customer's Answer to the Solution"

    complaint_id = fields.Many2one("crm.complaint", required=True, readonly=True)
    answer = fields.Selection(
        selection=[("yes", "It Is Solved"), ("no", "It Is Not Solved")],
        required=True,
        default="yes",
    )
    channel = fields.Selection(
        selection=[("phone", "Phone"), ("visit", "Visit"), ("mail", "Mail")],
        required=True,
        default="phone",
    )
    note = fields.Char(string="The Customer's Words", required=True)

    def action_confirm(self):
        self.ensure_one()
        self.complaint_id._confirm(self.answer, self.channel, self.note)
        return {"type": "ir.actions.act_window_close"}
