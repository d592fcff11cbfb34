# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintServiceMixin(models.AbstractModel):
    """Services at the customer's that belong to a case."""

    _name = "crm.complaint.service.mixin"
    _description = "Services of a Complaint"

    service_ids = fields.One2many("crm.complaint.service", "complaint_id")

    def action_plan_service(self):
        """A new service sheet; a service request brings its words along."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("On-site Service"),
            "res_model": "crm.complaint.service",
            "view_mode": "form",
            "context": {"default_complaint_id": self.id},
        }
