# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmCustomerPlanStep(models.Model):
    """One action of a customer plan, with its day, person and money."""

    _name = "crm.customer.plan.step"
    _description = "Step of a Customer Plan"
    _order = "date, id"

    plan_id = fields.Many2one(
        comodel_name="crm.customer.plan",
        required=True,
        ondelete="cascade",
        index=True,
    )
    customer_id = fields.Many2one(related="plan_id.customer_id", store=True, index=True)
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    name = fields.Char(string="Action", required=True)
    date = fields.Date(string="Until", required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    cost_planned = fields.Monetary(string="Planned Cost")
    cost_spent = fields.Monetary(string="Spent")
    is_done = fields.Boolean(string="Done")

    @api.depends("name", "plan_id")
    def _compute_display_name(self):
        for step in self:
            step.display_name = step.name

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        steps.plan_id.check_access("write")
        return steps

    def write(self, vals):
        result = super().write(vals)
        if "plan_id" in vals:
            self.plan_id.check_access("write")
        return result
