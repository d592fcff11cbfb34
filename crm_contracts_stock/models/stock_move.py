# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def write(self, vals):
        """Goods that leave for a customer are checked by whatever door they leave."""
        if vals.get("state") != "done":
            return super().write(vals)
        leaving = self.filtered(lambda m: m.state != "done")._leaving_on_credit()
        leaving.picking_id.sudo().sale_id.crm_contract_id._check_deliverable()
        result = super().write(vals)
        leaving.picking_id._check_credit_of_deliveries()
        return result

    def _leaving_on_credit(self):
        return self.filtered(
            lambda move: (
                move.picking_id
                and move.location_dest_id.usage == "customer"
                and move.sale_line_id
            )
        )
