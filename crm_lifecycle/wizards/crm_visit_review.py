# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmVisitReview(models.TransientModel):
    _name = "crm.visit.review"
    _description = "Review Visits"

    visit_ids = fields.Many2many("crm.customer.visit", required=True)
    opinion = fields.Text(required=True)

    def action_review(self):
        self.ensure_one()
        self.visit_ids._review(self.opinion)
        return {"type": "ir.actions.act_window_close"}
