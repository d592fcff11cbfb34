# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintConnect(models.TransientModel):
    """Asks with which complaint this one has to do, and how."""

    _name = "crm.complaint.connect"
    _description = "Link Complaints"

    complaint_id = fields.Many2one("crm.complaint", required=True, readonly=True)
    kind = fields.Selection(
        selection=[
            ("related", "has to do with"),
            ("caused_by", "is caused by"),
            ("causes", "causes"),
            ("duplicate_of", "is a duplicate of"),
        ],
        string="This Complaint",
        default="related",
        required=True,
    )
    other_id = fields.Many2one(
        comodel_name="crm.complaint",
        string="Other Complaint",
        required=True,
        domain="[('id', '!=', complaint_id)]",
        context={"with_subject": True},
    )

    def action_confirm(self):
        self.ensure_one()
        self.complaint_id._connect(self.other_id, self.kind)
        return {"type": "ir.actions.act_window_close"}
