# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmComplaintCachedMixin(models.AbstractModel):
    """Few rows that every complaint looks up and hardly anybody changes: which of
    them fit is kept in memory until one of them changes."""

    _name = "crm.complaint.cached.mixin"
    _description = "Settings of Complaints in Memory"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    def _cached_search(self, domain):
        """What everybody finds: with all rights, without what is archived."""
        return self.sudo().with_context(active_test=True).search(domain)
