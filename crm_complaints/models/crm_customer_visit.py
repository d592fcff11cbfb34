# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

# How a complaint came that was heard at a visit of this mode.
CHANNELS = {
    "phone": "phone",
    "mail": "mail",
    "fax": "other",
    "letter": "other",
    "online": "other",
}


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
            "channel": CHANNELS.get(self.type_id.mode, "visit"),
            "visit_id": self.id,
        }
