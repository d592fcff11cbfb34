# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerRelease(models.TransientModel):
    _name = "crm.customer.release"
    _description = "Release Customers to the Pool"

    customer_ids = fields.Many2many("crm.customer", required=True)
    pool_id = fields.Many2one(
        comodel_name="crm.customer.pool",
        help="Empty: the first pool whose rule takes the customer.",
    )
    reason = fields.Char(required=True)

    def action_release(self):
        self.ensure_one()
        self.customer_ids._release(self.reason, self.pool_id)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_action"
        )
