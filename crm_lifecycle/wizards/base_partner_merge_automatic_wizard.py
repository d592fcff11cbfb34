# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Stock Odoo deletes rows on a unique clash: merge the accounts first."""
        self._merge_customer_accounts(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _merge_customer_accounts(self, src_partners, dst_partner):
        accounts = self.env["crm.customer"].sudo().with_context(active_test=False)
        involved = accounts.search(
            [("partner_id", "in", (src_partners | dst_partner).ids)], order="id"
        )
        for company, twins in involved.grouped("company_id").items():
            kept = twins.filtered(lambda c: c.partner_id == dst_partner) or twins[0]
            merged = twins - kept
            if merged:
                merged._prepare_for_merge(kept)
                self._update_foreign_keys_generic("crm.customer", merged, kept)
                self._update_reference_fields_generic("crm.customer", merged, kept)
                self.env.flush_all()
                merged.invalidate_recordset()
                merged.unlink()
            dst_partner.sudo().with_company(company).customer_account_id = kept
