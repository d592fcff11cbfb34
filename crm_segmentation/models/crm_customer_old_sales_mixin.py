# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from .crm_sales_queries import history_rows


class CrmCustomerOldSalesMixin(models.AbstractModel):
    """Sales of an older system count in every fact that reads turnover or orders."""

    _name = "crm.customer.old.sales.mixin"
    _description = "Sales History of Customers"
    _inherit = ["crm.customer.facts.mixin"]

    @api.model
    def _history_rows(self, company):
        if company.sudo().segmentation_has_history:
            return history_rows(company.id)
        return super()._history_rows(company)
