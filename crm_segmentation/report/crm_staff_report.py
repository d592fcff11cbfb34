# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_evaluation_queries import staff_periods


class CrmStaffReport(models.Model):
    """What staff thinks of the CRM: averages of quarters that are over (S-548)."""

    _name = "crm.staff.report"
    _description = "Staff on the CRM"
    _auto = False
    _order = "date_period desc, company_id"
    _rec_name = "date_period"
    _depends = {"crm.staff.answer": ["company_id", "date_period", "remark", "score"]}

    company_id = fields.Many2one("res.company", readonly=True)
    date_period = fields.Date(string="Quarter from", readonly=True)
    day = fields.Date(string="Quarter until", readonly=True)
    score = fields.Float(
        readonly=True,
        aggregator="avg",
        help="From 0, everybody chose the worst answer, to 100 %, the best.",
    )
    answers = fields.Integer(readonly=True)
    remarks = fields.Text(readonly=True)

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = [
            staff_periods(
                customers._fact_scope(company), company.segmentation_staff_least_answers
            )
            for company in self.env.companies.sudo()
        ]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
