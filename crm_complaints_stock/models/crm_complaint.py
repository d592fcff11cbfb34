# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError


class CrmComplaint(models.Model):
    _inherit = "crm.complaint"

    def action_return(self):
        """The return of the delivery that the lines are about, with Odoo's own form."""
        self.ensure_one()
        self.check_access("write")
        pickings = self.line_ids.picking_id
        if len(pickings) != 1:
            raise UserError(
                self.env._(
                    "%s: choose the delivery on one of its lines first; deliveries are "
                    "returned one by one.",
                    self.name,
                )
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.act_stock_return_picking"
        )
        context = {"active_model": "stock.picking", "active_id": pickings.id}
        return {**action, "context": {**context, "active_ids": pickings.ids}}
