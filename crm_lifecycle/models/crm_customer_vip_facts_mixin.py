# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .crm_fact_queries import FactSource
from .crm_vip_queries import VIP_FACT_COLUMNS, vip_facts


class CrmCustomerVipFactsMixin(models.AbstractModel):
    """What a customer bought of the goods that count for tiers (S-264)."""

    _name = "crm.customer.vip.facts.mixin"
    _description = "Purchases that Count for Tiers"
    _inherit = ["crm.customer.facts.mixin"]

    vip_order_amount = fields.Monetary(
        string="Largest Order for Tiers",
        readonly=True,
        copy=False,
        help="As far as it counts: goods, days and tax are chosen in the settings.",
    )
    vip_month_amount = fields.Monetary(
        string="Best Calendar Month for Tiers",
        readonly=True,
        copy=False,
        help="As far as it counts, less credit notes: goods, days and tax are chosen "
        "in the settings.",
    )

    @api.model
    def _fact_sources(self, scope):
        basis = self.env["res.company"].browse(scope.company_id)._vip_basis()
        return super()._fact_sources(scope) + [
            FactSource(VIP_FACT_COLUMNS, vip_facts(scope, basis))
        ]
