# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from . import crm_fact_queries
from . import crm_file_queries as queries


class CrmCustomerSupplyMixin(models.AbstractModel):
    """What the customer has in stock and from whom it buys."""

    _name = "crm.customer.supply.mixin"
    _description = "Stock and Suppliers of the Customer"
    _inherit = ["crm.customer.facts.mixin"]

    stock_ids = fields.One2many("crm.customer.stock", "customer_id")
    share_ids = fields.One2many("crm.customer.share", "customer_id")
    date_stock_empty = fields.Date(
        string="Stock Lasts until",
        readonly=True,
        copy=False,
        help="The first day on which they run out of one of our products, by the "
        "latest count of each.",
    )

    stock_days_left = fields.Integer(
        string="Stock Lasts (Days)",
        readonly=True,
        copy=False,
        aggregator="min",
        help="Days until that day, as of last night; negative: it ran out so long ago.",
    )

    @api.model
    def _fact_sources(self, scope):
        return super()._fact_sources(scope) + [
            crm_fact_queries.FactSource(
                queries.SUPPLY_FACT_COLUMNS, queries.supply_facts(scope)
            )
        ]
