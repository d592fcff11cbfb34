# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCreditDecisionMixin(models.AbstractModel):
    """What is asked for and decided about the credit of a customer."""

    _name = "crm.credit.decision.mixin"
    _description = "Decision on Credit"
    _inherit = [
        "crm.approval.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]

    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="customer_id.company_id", store=True, precompute=True, index=True
    )
    user_id = fields.Many2one(
        related="customer_id.user_id", string="Owner", store=True, precompute=True
    )
    team_id = fields.Many2one(
        related="customer_id.team_id", store=True, precompute=True
    )

    def _approval_customer(self):
        return self.customer_id
