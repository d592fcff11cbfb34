# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmCustomerVisit(models.Model):
    _name = "crm.customer.visit"
    _inherit = [
        "crm.customer.visit",
        "crm.complaint.entry.button.mixin",
        "crm.complaint.warning.mixin",
    ]

    def _prepare_complaint_defaults(self):
        return {
            "partner_id": self.customer_id.partner_id.id,
            "company_id": self.company_id.id,
            "channel": "visit",
        }
