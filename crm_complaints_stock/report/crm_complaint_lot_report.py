# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL


class CrmComplaintLotReport(models.Model):
    """Batches that were delivered, and what was complained about (S-323)."""

    _name = "crm.complaint.lot.report"
    _description = "Complaints by Lot"
    _auto = False
    _order = "date desc, lot_id"
    _rec_name = "lot_id"

    company_id = fields.Many2one("res.company", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    lot_id = fields.Many2one("stock.lot", readonly=True)
    date = fields.Date(string="First Delivered on", readonly=True)
    delivery_count = fields.Integer(string="Deliveries", readonly=True)
    quantity = fields.Float(string="Delivered", readonly=True)
    complaint_count = fields.Integer(string="Complaints", readonly=True)
    accepted_percent = fields.Float(
        string="Accepted Lots (%)",
        readonly=True,
        aggregator="avg",
        help="100 for a lot without a complaint; the goal is 100 for all.",
    )

    @property
    def _table_query(self):
        """One row per lot and company: delivered to customers, complained about."""
        return SQL(
            """
SELECT delivered.*, COALESCE(complained.complaint_count, 0) AS complaint_count,
       CASE WHEN complained.lot_id IS NULL THEN 100.0 ELSE 0.0 END AS accepted_percent
  FROM (
    SELECT MIN(line.id) AS id, line.company_id, line.product_id, line.lot_id,
           MIN(line.date)::date AS date, SUM(line.quantity) AS quantity,
           COUNT(DISTINCT line.picking_id)::int AS delivery_count
      FROM stock_move_line line
      JOIN stock_picking picking ON picking.id = line.picking_id
      JOIN stock_picking_type kind ON kind.id = picking.picking_type_id
     WHERE line.state = 'done' AND kind.code = 'outgoing' AND line.lot_id IS NOT NULL
     GROUP BY line.company_id, line.product_id, line.lot_id
  ) delivered
  LEFT JOIN (
    SELECT line.company_id, line.lot_id,
           COUNT(DISTINCT complaint.id)::int AS complaint_count
      FROM crm_complaint_line line
      JOIN crm_complaint complaint ON complaint.id = line.complaint_id
     WHERE complaint.kind IN ('complaint', 'dispute')
       AND complaint.phase != 'cancelled' AND line.lot_id IS NOT NULL
     GROUP BY line.company_id, line.lot_id
  ) complained ON complained.lot_id = delivered.lot_id
              AND complained.company_id = delivered.company_id
"""
        )
