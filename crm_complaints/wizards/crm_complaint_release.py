# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintRelease(models.TransientModel):
    """Asks why a quotation goes out although a complaint is open."""

    _name = "crm.complaint.release"
    _description = "Release a Quotation"

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    warning = fields.Char(related="order_id.complaint_warning", related_sudo=False)
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.order_id._release_complaint(self.reason)
        return {"type": "ir.actions.act_window_close"}
