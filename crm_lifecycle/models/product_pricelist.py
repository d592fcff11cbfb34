# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    def _get_partner_pricelist_multi(self, partner_ids):
        """A tier's pricelist comes after the contact's own, before the country's."""
        result = super()._get_partner_pricelist_multi(partner_ids)
        if not self.env["res.groups"]._is_feature_enabled(
            "product.group_product_pricelist"
        ):
            return result
        partners = self.env["res.partner"].browse([i for i in partner_ids if i])
        for partner in partners.sudo():
            if partner.specific_property_product_pricelist:
                continue
            pricelist = partner.commercial_partner_id.vip_tier_current_id.pricelist_id
            company = pricelist.company_id
            if pricelist.active and company in (self.env.company, company.browse()):
                result[partner.id] = pricelist.sudo(self.env.su)
        return result
