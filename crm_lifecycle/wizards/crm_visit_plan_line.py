# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmVisitPlanLine(models.TransientModel):
    _name = "crm.visit.plan.line"
    _description = "Line of a Visit Plan"
    _order = "day, user_id, id"

    plan_id = fields.Many2one(
        comodel_name="crm.visit.plan", required=True, ondelete="cascade", index=True
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade"
    )
    policy_id = fields.Many2one(
        comodel_name="crm.visit.policy", required=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Visitor", required=True, ondelete="cascade"
    )
    day = fields.Date(required=True)
