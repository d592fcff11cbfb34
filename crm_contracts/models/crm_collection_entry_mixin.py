# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCollectionEntryMixin(models.AbstractModel):
    """What was said or done about the debts of a customer."""

    _name = "crm.collection.entry.mixin"
    _description = "Entry of Collection"
    _inherit = ["crm.guarded.mixin"]

    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="customer_id.company_id", store=True, precompute=True, index=True
    )
    owner_id = fields.Many2one(
        related="customer_id.user_id", store=True, precompute=True, string="Owner"
    )
