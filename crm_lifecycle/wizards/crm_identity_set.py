# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmIdentitySet(models.TransientModel):
    _name = "crm.identity.set"
    _description = "Enter an Identity Number"

    customer_id = fields.Many2one("crm.customer", required=True)
    number = fields.Char(string="ID Number", help="Empty: the number is removed.")

    def action_set(self):
        self.ensure_one()
        customer = self.customer_id
        customer._check_may_see_identity()
        customer.check_access("write")
        identities = self.env["crm.identity"].sudo()
        held = identities._of(customer.partner_id)
        number = identities._normalised(self.number)
        if number and held:
            held.number = number
        elif number:
            identities.create({"partner_id": customer.partner_id.id, "number": number})
        else:
            held.unlink()
        self.sudo().number = False
        return {"type": "ir.actions.act_window_close"}
