# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmComplaintSupplierMixin(models.AbstractModel):
    """Complaints that the supplier handles himself; we follow his answer."""

    _name = "crm.complaint.supplier.mixin"
    _description = "Supplier of a Complaint"

    inquiry_ids = fields.One2many(
        "crm.complaint.inquiry", "complaint_id", string="Supplier Inquiries"
    )
    is_with_supplier = fields.Boolean(
        string="With the Supplier",
        compute="_compute_is_with_supplier",
        store=True,
        help="An inquiry waits for the supplier's answer.",
    )

    @api.depends("inquiry_ids.state")
    def _compute_is_with_supplier(self):
        for complaint in self:
            states = complaint.sudo().inquiry_ids.mapped("state")
            complaint.is_with_supplier = "sent" in states

    def action_ask_supplier(self):
        """A new inquiry, filled with what the complaint knows about the product."""
        self.ensure_one()
        self.check_access("write")
        supplier = self.sudo().party_ids.filtered(lambda p: p.kind == "supplier")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask the Supplier"),
            "res_model": "crm.complaint.inquiry",
            "view_mode": "form",
            "context": {
                "default_complaint_id": self.id,
                "default_partner_id": supplier[:1].partner_id.id,
                "default_problem": self.symptom or "",
                "default_line_ids": self.line_ids.ids,
            },
        }
