# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from .crm_vip_queries import VipBasis

SETTINGS = ("lifecycle_vip_categ_ids", "lifecycle_vip_days", "lifecycle_vip_taxed")


class CrmCompanyVipMixin(models.AbstractModel):
    """What a company lets count for its tiers."""

    _name = "crm.company.vip.mixin"
    _description = "Tiers of a Company"

    lifecycle_vip_categ_ids = fields.Many2many(
        comodel_name="product.category",
        relation="crm_company_vip_categ_rel",
        column1="company_id",
        column2="categ_id",
        string="Goods that Count for Tiers",
        help="With the categories below them; none: all goods count.",
    )
    lifecycle_vip_days = fields.Integer(string="Orders Count for (Days)", default=365)
    lifecycle_vip_taxed = fields.Boolean(string="Amounts with Tax")

    _lifecycle_vip_days_positive = models.Constraint(
        "CHECK (lifecycle_vip_days > 0)", "Orders count for at least one day."
    )

    def write(self, vals):
        result = super().write(vals)
        if any(name in vals for name in SETTINGS):
            self.env["crm.customer"].sudo()._cron_refresh_all()
        return result

    def _vip_basis(self):
        """VipBasis of the company, of the moment."""
        company = self.sudo()
        chosen, found = company.lifecycle_vip_categ_ids.ids, None
        if chosen:
            categories = self.env["product.category"].sudo()
            found = tuple(categories.search([("id", "child_of", chosen)]).ids)
        return VipBasis(company.lifecycle_vip_days, company.lifecycle_vip_taxed, found)
