# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmComplaintCompensationLine(models.Model):
    _inherit = "crm.complaint.compensation.line"

    def _moves_out(self):
        """Moves of these goods to the customer, finished or not."""
        ordered = self.sudo().order_line_id
        return ordered.move_ids.filtered(
            lambda move: (
                move.state != "cancel"
                and move.product_id == ordered.product_id
                and move.location_dest_usage == "customer"
            )
        )

    def _delivered_moves(self):
        """Finished ones, the delivery that the complaint names first."""
        named = self.complaint_id.sudo().line_ids.delivery_line_id.move_id
        done = self._moves_out().filtered(lambda move: move.state == "done")
        return done.sorted(lambda move: (move not in named, -move.id))

    def _quantity_returnable(self):
        """Delivered and not yet returned or waited for, in the unit of the order."""
        return sum(
            self._in_ordered_unit(move, move._complaint_returnable())
            for move in self._delivered_moves()
        )

    def _in_ordered_unit(self, move, quantity):
        unit = self.order_line_id.product_uom_id
        return move.product_uom._compute_quantity(quantity, unit)

    def _split_over_deliveries(self, quantity):
        """{delivered move: quantity of it that comes back, in its own unit}."""
        left, parts = quantity, {}
        for move in self._delivered_moves():
            part = min(left, self._in_ordered_unit(move, move._complaint_returnable()))
            if part > 0:
                unit = self.order_line_id.product_uom_id
                parts[move] = unit._compute_quantity(part, move.product_uom)
                left -= part
        return parts

    def _quantity_back(self):
        """What the returns of this compensation brought, in the unit of the order."""
        moves = self.compensation_id.return_picking_ids.move_ids.filtered(
            lambda move: (
                move.state == "done" and move.sale_line_id == self.order_line_id
            )
        )
        return sum(self._in_ordered_unit(move, move.quantity) for move in moves)
