# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerReviewDecide(models.TransientModel):
    _name = "crm.customer.review.decide"
    _description = "Decide on a Review"

    review_id = fields.Many2one("crm.customer.review", required=True, readonly=True)
    decision = fields.Selection(
        selection=[
            ("extend", "Extend the time"),
            ("keep", "Keep the owner, without protection"),
            ("reallocate", "Give to another salesperson"),
            ("release", "Release to the pool"),
        ],
        required=True,
        default="extend",
    )
    extension_days = fields.Integer(default=90)
    new_user_id = fields.Many2one(
        comodel_name="res.users", string="New Owner", domain="[('share', '=', False)]"
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.review_id._decide(
            self.decision, self.reason, self.extension_days, self.new_user_id
        )
        return {"type": "ir.actions.act_window_close"}
