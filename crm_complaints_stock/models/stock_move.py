# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _complaint_returnable(self):
        """What of a finished delivery neither came back nor is waited for."""
        self.ensure_one()
        returns = self.returned_move_ids.filtered(lambda move: move.state != "cancel")
        returned = sum(
            move.product_uom._compute_quantity(
                move.quantity if move.state == "done" else move.product_uom_qty,
                self.product_uom,
            )
            for move in returns
        )
        return max(self.quantity - returned, 0.0)
