# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import ormcache

from .crm_segment_fact_queries import member_pricelists


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    def _get_partner_pricelist_multi(self, partner_ids):
        """A segment's pricelist comes after the contact's own and the tier's."""
        result = super()._get_partner_pricelist_multi(partner_ids)
        if not self._has_segment_pricelists():
            return result
        if not self.env["res.groups"]._is_feature_enabled(
            "product.group_product_pricelist"
        ):
            return result
        partners = self.env["res.partner"].browse([i for i in partner_ids if i]).sudo()
        free = partners.filtered(
            lambda partner: (
                not partner.specific_property_product_pricelist
                and not partner.commercial_partner_id.vip_tier_current_id.pricelist_id
            )
        )
        if free:
            self.env["crm.segment"].flush_model()
            query = member_pricelists(free.ids, self.env.company.id)
            for partner_id, pricelist_id in self.env.execute_query(query):
                result[partner_id] = self.browse(pricelist_id)
        return result

    @api.model
    @ormcache()
    def _has_segment_pricelists(self):
        """Whether any segment sets prices: most databases need no query more."""
        segments = self.env["crm.segment"].sudo()
        return bool(segments.search_count([("pricelist_id", "!=", False)], limit=1))
