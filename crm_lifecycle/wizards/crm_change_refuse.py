# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmChangeRefuse(models.TransientModel):
    _name = "crm.change.refuse"
    _description = "Refuse Changes of a File"

    change_id = fields.Many2one("crm.customer.change", required=True)
    line_ids = fields.Many2many("crm.customer.change.line", required=True)
    reason = fields.Char(required=True)

    def action_refuse(self):
        self.ensure_one()
        self.change_id._refuse(self.line_ids & self.change_id.line_ids, self.reason)
