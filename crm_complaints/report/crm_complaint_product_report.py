# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from .crm_report_queries import local_month


class CrmComplaintProductReport(models.Model):
    """Complaints against orders, by product and month (S-323: zero complaints)."""

    _name = "crm.complaint.product.report"
    _description = "Complaints by Product"
    _inherit = ["crm.complaint.rate.mixin"]
    _auto = False
    _order = "date desc, product_id"
    _rec_name = "product_id"

    date = fields.Date(string="Month", readonly=True)
    is_zero = fields.Boolean(
        string="Zero Complaints", readonly=True, help="Sold, and nobody complained."
    )

    @property
    def _table_query(self):
        """Orders count in the month of their date, complaints in that of arrival, in
        the company's time zone."""
        return SQL(
            """
SELECT MIN(id) AS id, company_id, product_id, date,
       SUM(order_count)::int AS order_count, MAX(order_keys) AS order_keys,
       SUM(complaint_count)::int AS complaint_count,
       MAX(complaint_keys) AS complaint_keys,
       SUM(repeat_count)::int AS repeat_count, MAX(repeat_keys) AS repeat_keys,
       %(promises)s, MAX(kept_response) IS NOT NULL AS is_response_ended,
       MAX(kept_solution) IS NOT NULL AS is_solution_ended,
       SUM(complaint_count) * 1000.0 / NULLIF(SUM(order_count), 0) AS per_thousand,
       SUM(complaint_count) = 0 AS is_zero
  FROM (
    SELECT MIN(line.id) * 2 AS id, line.company_id, line.product_id,
           %(ordered)s AS date,
           %(orders)s, %(nothing)s
      FROM sale_order_line line
      JOIN sale_order document ON document.id = line.order_id
     WHERE %(sold)s AND line.product_id IS NOT NULL
       AND line.display_type IS NULL AND line.is_downpayment IS NOT TRUE
     GROUP BY 2, 3, 4
     UNION ALL
    SELECT MIN(line.id) * 2 + 1, line.company_id, line.product_id,
           %(opened)s, 0, NULL, %(cases)s
    %(tables)s
     GROUP BY 2, 3, 4
  ) source
 GROUP BY company_id, product_id, date
""",
            ordered=local_month(SQL("document.date_order"), self.env.company),
            opened=local_month(SQL("complaint.date_opened"), self.env.company),
            orders=self._order_columns(),
            sold=self._sold_condition(),
            nothing=self._no_case_columns(),
            promises=self._kept_columns(),
            cases=self._case_columns(),
            tables=self._case_tables(SQL("line.product_id")),
        )
