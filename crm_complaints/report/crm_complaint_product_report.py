# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL


class CrmComplaintProductReport(models.Model):
    """Complaints against orders, by product and month (S-323: zero complaints).

    Goods sent again free of charge are no orders.
    """

    _name = "crm.complaint.product.report"
    _description = "Complaints by Product"
    _auto = False
    _order = "date desc, product_id"
    _rec_name = "product_id"

    company_id = fields.Many2one("res.company", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    date = fields.Date(string="Month", readonly=True)
    order_count = fields.Integer(string="Orders", readonly=True)
    complaint_count = fields.Integer(string="Complaints", readonly=True)
    repeat_count = fields.Integer(string="Repeats", readonly=True)
    per_thousand = fields.Float(
        string="Complaints per 1,000 Orders", readonly=True, aggregator="avg"
    )
    is_zero = fields.Boolean(
        string="Zero Complaints", readonly=True, help="Sold, and nobody complained."
    )

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """The rate of a group is its complaints by its orders, not a mean of rates."""
        if aggregate_spec != "per_thousand:avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "SUM(%(complaints)s) * 1000.0 / NULLIF(SUM(%(orders)s), 0)",
            complaints=self._field_to_sql(self._table, "complaint_count", query),
            orders=self._field_to_sql(self._table, "order_count", query),
        )

    @property
    def _table_query(self):
        """Orders count in the month of their date, complaints in that of arrival."""
        return SQL(
            """
SELECT MIN(id) AS id, company_id, product_id, date,
       SUM(order_count)::int AS order_count,
       SUM(complaint_count)::int AS complaint_count,
       SUM(repeat_count)::int AS repeat_count,
       SUM(complaint_count) * 1000.0 / NULLIF(SUM(order_count), 0) AS per_thousand,
       SUM(complaint_count) = 0 AS is_zero
  FROM (
    SELECT MIN(line.id) * 2 AS id, line.company_id, line.product_id,
           date_trunc('month', document.date_order)::date AS date,
           COUNT(DISTINCT line.order_id) AS order_count, 0 AS complaint_count,
           0 AS repeat_count
      FROM sale_order_line line
      JOIN sale_order document ON document.id = line.order_id
     WHERE document.state = 'sale' AND document.is_gratis IS NOT TRUE
       AND line.product_id IS NOT NULL
       AND line.display_type IS NULL AND line.is_downpayment IS NOT TRUE
     GROUP BY 2, 3, 4
     UNION ALL
    SELECT MIN(line.id) * 2 + 1, line.company_id, line.product_id,
           date_trunc('month', complaint.date_opened)::date,
           0, COUNT(DISTINCT complaint.id),
           COUNT(DISTINCT complaint.id) FILTER (WHERE complaint.is_repeat)
      FROM crm_complaint_line line
      JOIN crm_complaint complaint ON complaint.id = line.complaint_id
     WHERE complaint.kind IN ('complaint', 'dispute')
       AND complaint.phase != 'cancelled' AND line.product_id IS NOT NULL
     GROUP BY 2, 3, 4
  ) source
 GROUP BY company_id, product_id, date
"""
        )
