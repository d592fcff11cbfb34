# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintSign(models.TransientModel):
    """The customer reads the sheet and signs on the technician's phone."""

    _name = "crm.complaint.sign"
    _description = "Signature of the Customer"

    service_id = fields.Many2one("crm.complaint.service", required=True, readonly=True)
    work_done = fields.Text(related="service_id.work_done", related_sudo=False)
    hours = fields.Float(related="service_id.hours", related_sudo=False)
    coverage = fields.Selection(related="service_id.coverage", related_sudo=False)
    travel_cost = fields.Monetary(related="service_id.travel_cost", related_sudo=False)
    currency_id = fields.Many2one(related="service_id.currency_id", related_sudo=False)
    name = fields.Char(string="Name of the Customer", required=True)
    remark = fields.Text()
    signature = fields.Image(max_width=1024, max_height=1024)

    def action_confirm(self):
        self.ensure_one()
        service = self.service_id
        service._check_worker()
        service.sudo()._sign(
            self.name, self.signature, service.partner_id.sudo(), self.remark
        )
        return {"type": "ir.actions.act_window_close"}
