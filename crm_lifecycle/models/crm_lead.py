# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._open_customer_accounts()
        return leads

    def write(self, vals):
        result = super().write(vals)
        if vals.get("partner_id"):
            self._open_customer_accounts()
        return result

    def _open_customer_accounts(self):
        for lead in self.filtered("partner_id"):
            company = lead.company_id or self.env.company
            self.env["crm.customer"]._ensure_accounts(
                lead.partner_id, company, lead.user_id
            )
