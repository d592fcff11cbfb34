# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintSplit(models.TransientModel):
    """Asks which lines become a case of their own."""

    _name = "crm.complaint.split"
    _description = "Split a Complaint"

    complaint_id = fields.Many2one("crm.complaint", required=True, readonly=True)
    line_ids = fields.Many2many(
        comodel_name="crm.complaint.line",
        relation="crm_complaint_split_line_rel",
        string="Lines of the New Complaint",
        domain="[('complaint_id', '=', complaint_id)]",
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        new = self.complaint_id._split(self.line_ids, self.reason)
        return {**new.get_formview_action(), "target": "main"}
