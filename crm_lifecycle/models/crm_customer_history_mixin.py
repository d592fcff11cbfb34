# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmCustomerHistoryMixin(models.AbstractModel):
    """A line of a customer's history: written once, with the company of the account."""

    _name = "crm.customer.history.mixin"
    _description = "History of a Customer"
    _inherit = ["crm.append.only.mixin"]
    _log_access = False

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        index=True,
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now)

    @api.depends("customer_id")
    def _compute_company_id(self):
        for line in self:
            line.company_id = line.customer_id.company_id
