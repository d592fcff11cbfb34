# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft=soft)
        posted._touch_customers()
        return posted

    def button_draft(self):
        result = super().button_draft()
        self._touch_customers()
        return result

    def _touch_customers(self):
        sales = self.filtered(lambda m: m.move_type in ("out_invoice", "out_refund"))
        for company, moves in sales.grouped("company_id").items():
            user = moves.invoice_user_id[:1]
            self.env["crm.customer"]._touch(moves.partner_id, company, user)
