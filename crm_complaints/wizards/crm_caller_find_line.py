# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmCallerFindLine(models.TransientModel):
    _name = "crm.caller.find.line"
    _inherit = ["crm.caller.find.line", "crm.complaint.entry.button.mixin"]

    def _prepare_complaint_defaults(self):
        """The caller's customer, if the agent may see it."""
        customer = self._customer()
        customer.check_access("read")
        return {
            "partner_id": customer.partner_id.id,
            "company_id": customer.company_id.id,
            "channel": "phone",
        }
