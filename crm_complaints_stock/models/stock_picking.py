# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "crm.complaint.entry.button.mixin"]

    complaint_count = fields.Integer(
        string="Complaints", compute="_compute_complaint_count"
    )

    def _compute_complaint_count(self):
        groups = self.env["crm.complaint.line"]._read_group(
            [("picking_id", "in", self.ids)],
            ["picking_id"],
            ["complaint_id:count_distinct"],
        )
        counts = {picking.id: count for picking, count in groups}
        for picking in self:
            picking.complaint_count = counts.get(picking.id, 0)

    def action_view_complaints(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_action"
        )
        action["domain"] = [("line_ids.picking_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.partner_id.id}
        return action

    def _prepare_complaint_defaults(self):
        """The customer of the delivery; a single line with its lot is filled in."""
        lines = self.env["crm.complaint.line"]
        single = self.move_line_ids if len(self.move_line_ids) == 1 else []
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "lines": [lines._values_from_delivery_line(line) for line in single],
        }
