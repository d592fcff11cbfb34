# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "crm.complaint.entry.button.mixin"]

    def _prepare_complaint_defaults(self):
        return {"partner_id": self.id, "company_id": self.company_id.id}
