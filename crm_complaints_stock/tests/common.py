# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command

from odoo.addons.crm_complaints.tests.common import ComplaintsCommon


class ComplaintLotCommon(ComplaintsCommon):
    """LOT-7 was delivered to Alpha, LOT-8 to Gamma, five bags each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.company"].search([]).complaint_radar_minimum = 0
        cls.product.write({"is_storable": True, "tracking": "lot"})
        cls.lot = cls._stock_lot("LOT-7")
        cls.other_lot = cls._stock_lot("LOT-8")
        cls.delivered = cls._deliver(cls.partner, cls.lot)
        cls.stranger = cls._create_partner("Gamma", "fred@gamma.test")
        cls.foreign = cls._deliver(cls.stranger, cls.other_lot)

    @classmethod
    def _stock_lot(cls, name):
        lot = cls.env["stock.lot"].create(
            {"name": name, "product_id": cls.product.id, "company_id": cls.company.id}
        )
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.env["stock.quant"]._update_available_quantity(
            cls.product, warehouse.lot_stock_id, 100, lot_id=lot
        )
        return lot

    @classmethod
    def _deliver(cls, partner, lot, quantity=5):
        """The delivered lines of an order, a quantity of each wanted lot."""
        ordered = quantity * len(lot)
        picking = cls._create_order(partner=partner, quantity=ordered).picking_ids
        picking.move_ids.move_line_ids.unlink()
        picking.move_ids.move_line_ids = [
            Command.create(cls._lot_values(picking, one, quantity)) for one in lot
        ]
        picking.move_ids.picked = True
        picking.button_validate()
        return picking.move_line_ids

    @classmethod
    def _lot_values(cls, picking, lot, quantity):
        return {
            "product_id": cls.product.id,
            "lot_id": lot.id,
            "quantity": quantity,
            "location_id": picking.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
            "picking_id": picking.id,
        }
