# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL


class CrmComplaintLotReport(models.Model):
    """Batches that were delivered, and what was complained about (S-323).

    Orders of a lot are those of which goods of the lot were delivered.
    """

    _name = "crm.complaint.lot.report"
    _description = "Complaints by Lot"
    _inherit = ["crm.complaint.rate.mixin"]
    _auto = False
    _order = "date desc, lot_id"
    _rec_name = "lot_id"
    _depends = {
        "crm.complaint.line": ["lot_id"],
        "stock.move": ["sale_line_id"],
        "stock.move.line": [
            "company_id",
            "date",
            "lot_id",
            "move_id",
            "picking_id",
            "product_id",
            "quantity",
            "state",
        ],
        "stock.picking": ["picking_type_id"],
    }

    lot_id = fields.Many2one("stock.lot", readonly=True)
    date = fields.Date(string="First Delivered on", readonly=True)
    delivery_count = fields.Integer(string="Deliveries", readonly=True)
    quantity = fields.Float(string="Delivered", readonly=True)
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
       complained.complaint_keys, COALESCE(complained.repeat_count, 0) AS repeat_count,
       complained.repeat_keys, complained.kept_response,
       complained.kept_response_keys, complained.kept_response_of_keys,
       complained.kept_solution, complained.kept_solution_keys,
       complained.kept_solution_of_keys,
       complained.kept_response IS NOT NULL AS is_response_ended,
       complained.kept_solution IS NOT NULL AS is_solution_ended,
       COALESCE(complained.complaint_count, 0) * 1000.0
           / NULLIF(delivered.order_count, 0) AS per_thousand,
       CASE WHEN complained.lot_id IS NULL THEN 100.0 ELSE 0.0 END AS accepted_percent
  FROM (%(delivered)s) delivered
  LEFT JOIN (%(complained)s) complained ON complained.lot_id = delivered.lot_id
                                       AND complained.company_id = delivered.company_id
""",
            delivered=self._delivered(),
            complained=self._complained(),
        )

    def _delivered(self):
        """What went out of each lot; goods sent again too, but they are no order."""
        return SQL(
            """
SELECT MIN(line.id) AS id, line.company_id, line.product_id, line.lot_id,
       MIN(line.date)::date AS date, SUM(line.quantity) AS quantity,
       COUNT(DISTINCT line.picking_id)::int AS delivery_count, %(orders)s
  FROM stock_move_line line
  JOIN stock_picking picking ON picking.id = line.picking_id
  JOIN stock_picking_type kind ON kind.id = picking.picking_type_id
  LEFT JOIN stock_move move ON move.id = line.move_id
  LEFT JOIN sale_order_line ordered ON ordered.id = move.sale_line_id
  LEFT JOIN sale_order document ON document.id = ordered.order_id AND %(sold)s
 WHERE line.state = 'done' AND kind.code = 'outgoing' AND line.lot_id IS NOT NULL
 GROUP BY line.company_id, line.product_id, line.lot_id
""",
            orders=self._order_columns(),
            sold=self._sold_condition(),
        )

    def _complained(self):
        return SQL(
            "SELECT line.company_id, line.lot_id, %s %s"
            " GROUP BY line.company_id, line.lot_id",
            self._case_columns(),
            self._case_tables(SQL("line.lot_id")),
        )
