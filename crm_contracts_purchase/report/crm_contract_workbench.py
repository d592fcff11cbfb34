# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..models import crm_contract_purchase_queries as queries


class CrmContractWorkbench(models.Model):
    _inherit = "crm.contract.workbench"
    _depends = {
        "purchase.order": ["crm_contract_id", "state"],
        "purchase.order.line": [
            "crm_contract_line_id",
            "price_total",
            "product_qty",
            "qty_received",
        ],
    }

    @api.model
    def _order_sources(self, restrict):
        return [*super()._order_sources(restrict), queries.purchase_orders(restrict)]

    @api.model
    def _link_sources(self, restrict):
        return [*super()._link_sources(restrict), queries.purchase_links(restrict)]
